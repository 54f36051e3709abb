"""The relations: which type may point to which, and whether a conclusion can rest on the link.

An edge points from the dependent to what it depends on (concepts 6.4): "what does it rest on"
follows the arrows, "what is affected" goes against them. `dependency=False` is navigation only: a change
of the target does not reach the owner.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ANY: Final = "*"


@dataclass(frozen=True, slots=True)
class Relation:
    """One kind of link, its allowed ends and what it means."""

    name: str
    owners: tuple[str, ...]
    targets: tuple[str, ...]
    meaning: str
    dependency: bool = True


FOR_DEVICE: Final = Relation(
    "FOR_DEVICE",
    (ANY,),
    ("Device", "DeviceVersion", "Variant"),
    "is in the scope of",
    dependency=False,
)
HAS_ELEMENT: Final = Relation(
    "HAS_ELEMENT", ("IntendedPurpose",), ("IntendedUseElement",), "has as a part of its statement"
)
SUCCEEDS: Final = Relation(
    "SUCCEEDS", ("DeviceVersion",), ("DeviceVersion",), "comes after", dependency=False
)
COVERS: Final = Relation("COVERS", ("Claim", "Benefit"), ("IntendedUseElement",), "applies to these elements")
STATED_IN: Final = Relation("STATED_IN", ("Claim",), ("InformationMaterial",), "is made in")
USES: Final = Relation("USES", ("EvidenceUse",), ("Evidence",), "uses the data set")
BEARS_ON: Final = Relation(
    "BEARS_ON",
    ("EvidenceUse",),
    (
        "Claim",
        "Risk",
        "RiskControl",
        "SideEffect",
        "Benefit",
        "StateOfTheArt",
        "ComplianceRecord",
        "CharacteristicComparison",
        "ResidualUncertainty",
        "DesignItem",
        "Hazard",
        "HazardousSituation",
        "UseScenario",
    ),
    "is used for",
)
COVERS_ELEMENT: Final = Relation(
    "COVERS_ELEMENT", ("EvidenceUse",), ("IntendedUseElement", "Variant"), "studied in fact"
)
SUFFICES_FOR: Final = Relation("SUFFICES_FOR", ("EvidenceSet",), ("Claim",), "is enough for a pillar of")
COMPRISES: Final = Relation("COMPRISES", ("EvidenceSet",), ("EvidenceUse",), "needs all of")
APPRAISES: Final = Relation("APPRAISES", ("Appraisal",), ("Evidence",), "judges the quality of")
FOUND_BY: Final = Relation("FOUND_BY", ("Evidence",), ("LiteratureSearch",), "was found by", dependency=False)
DRAWS_ON: Final = Relation("DRAWS_ON", ("Evidence",), ("Evidence",), "has its data from")
GENERATED_WITH: Final = Relation(
    "GENERATED_WITH", ("Evidence",), ("DeviceVersion", "ComparatorDevice"), "was generated with"
)
CRITERION_FROM: Final = Relation(
    "CRITERION_FROM",
    ("Claim", "Benefit", "SideEffect", "Risk", "RiskCriteria"),
    ("StateOfTheArt",),
    "takes its acceptance criterion from",
)
DERIVED_FROM: Final = Relation(
    "DERIVED_FROM",
    ("StateOfTheArt",),
    ("LiteratureSearch", "Evidence", "Standard"),
    "has its benchmark from",
)
COMPARES: Final = Relation("COMPARES", ("CharacteristicComparison",), ("ComparatorDevice",), "compares with")
COMPARES_ELEMENT: Final = Relation(
    "COMPARES_ELEMENT",
    ("CharacteristicComparison",),
    ("IntendedUseElement",),
    "compares in respect of",
)
ARISES_FROM: Final = Relation("ARISES_FROM", ("HazardousSituation",), ("Hazard",), "arises from")
LEADS_TO: Final = Relation("LEADS_TO", ("HazardousSituation",), ("Harm",), "can lead to")
JUDGED_BY: Final = Relation("JUDGED_BY", ("Risk",), ("RiskCriteria",), "is acceptable or not by")
ESTIMATES: Final = Relation("ESTIMATES", ("Risk",), ("HazardousSituation", "Harm"), "estimates the risk of")
CONTROLS: Final = Relation("CONTROLS", ("RiskControl",), ("HazardousSituation",), "reduces")
INTRODUCES: Final = Relation(
    "INTRODUCES", ("RiskControl",), ("Hazard", "HazardousSituation"), "brings a new risk"
)
IMPLEMENTED_BY: Final = Relation(
    "IMPLEMENTED_BY", ("RiskControl",), ("DesignItem", "InformationMaterial"), "is realised by"
)
DEPENDS_ON: Final = Relation(
    "DEPENDS_ON", ("RiskControl",), ("IntendedUseElement",), "works only for, or under,"
)
TRIGGERED_IN: Final = Relation(
    "TRIGGERED_IN", ("HazardousSituation",), ("UseScenario",), "can be triggered in"
)
SATISFIES: Final = Relation("SATISFIES", ("ComplianceRecord",), ("Requirement",), "demonstrates")
APPLIES_STANDARD: Final = Relation(
    "APPLIES_STANDARD", ("ComplianceRecord",), ("Standard",), "applies the standard"
)
_MARKET: Final = (
    "Hazard",
    "HazardousSituation",
    "Harm",
    "Risk",
    "RiskControl",
    "UseScenario",
    "Claim",
    "Benefit",
    "IntendedUseElement",
    "SideEffect",
    "InformationMaterial",
    "ComparatorDevice",
    "StateOfTheArt",
    "ResidualUncertainty",
    "ComplianceRecord",
)
"""What information from the market may be on."""
ADDRESSES: Final = Relation(
    "ADDRESSES",
    ("PmcfActivity", "PmsPlan", "PmsReport"),
    _MARKET,
    "follows up",
    dependency=False,
)
RAISES: Final = Relation("RAISES", ("SafetySignal",), _MARKET, "is new information on")
ABOUT: Final = Relation("ABOUT", ("Conclusion",), (ANY,), "concludes on")
ALSO_RESTS_ON: Final = Relation(
    "ALSO_RESTS_ON", ("Conclusion",), (ANY,), "rests on, beyond what its kind expects"
)
CITES_GAP: Final = Relation("CITES_GAP", ("Conclusion",), ("JustifiedGap",), "accepts, as justified,")
WAIVES: Final = Relation("WAIVES", ("JustifiedGap",), (ANY,), "accepts a gap of", dependency=False)
CITES: Final = Relation("CITES", ("JustifiedGap",), (ANY,), "is justified with")
AFFECTS: Final = Relation("AFFECTS", ("Change",), (ANY,), "is declared to change", dependency=False)
CONTAINS: Final = Relation("CONTAINS", ("Baseline", "Evaluation"), (ANY,), "freezes", dependency=False)
FULFILS: Final = Relation("FULFILS", ("DesignItem",), ("DesignItem",), "fulfils")
IMPLEMENTS: Final = Relation("IMPLEMENTS", ("DesignItem",), ("RiskControl",), "implements")

RELATIONS: Final = {value.name: value for value in list(globals().values()) if isinstance(value, Relation)}

RESTS_ON: Final = "RESTS_ON"
"""The pin: written by signing only, from a conclusion to what it rested on."""
