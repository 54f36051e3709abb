"""What people conclude, change, accept and release."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import Field, model_validator

from graph.canonical import digest
from graph.vocabulary.additions import Additions
from graph.vocabulary.base import (
    EDITORIAL,
    FROM_TEXT,
    INTERFACE,
    SUBSTANTIVE,
    Day,
    Item,
    Line,
    Ref,
    References,
    Text,
)
from graph.vocabulary.content import Content, Derived
from graph.vocabulary.identifiers import codes_of
from graph.vocabulary.kinds import KINDS, ConclusionKind
from graph.vocabulary.relations import ABOUT, AFFECTS, ALSO_RESTS_ON, CITES, CITES_GAP, CONTAINS, WAIVES
from graph.vocabulary.thresholds import Thresholds

SIGNED_TYPES: Final = ("Conclusion", "JustifiedGap", "EvidenceUse")
"""The item types whose versions carry signatures."""


def gap_identity(rule: str, subject: str, detail: str, device: str = "") -> str:
    """Return the id of a gap: of the same rule, item, detail and device it is the same tomorrow.

    Without a device it is the id of what was found of the item, which a justification names, whatever
    devices it is for.
    """
    return "GAP-" + digest([rule, subject, detail, device] if device else [rule, subject, detail])[:16]


class Conclusion(Item):
    """An appraised statement with a verdict; signed, it pins the versions that it rests on.

    Statement, verdict, conditions and scope are what dependants compare (the verdict hash).
    """

    type: Literal["Conclusion"] = "Conclusion"
    kind: Annotated[ConclusionKind, FROM_TEXT, INTERFACE]
    about: Annotated[References, INTERFACE, Ref(ABOUT), Field(min_length=1)]
    statement: Annotated[Text, INTERFACE] = ""
    verdict: Annotated[Line, INTERFACE]
    conditions: Annotated[Text, INTERFACE] = ""
    scope: Annotated[Text, INTERFACE] = ""
    rationale: Annotated[Text, EDITORIAL] = ""
    also_rests_on: Annotated[References, Ref(ALSO_RESTS_ON)] = []
    cites_gaps: Annotated[References, Ref(CITES_GAP)] = []

    @model_validator(mode="after")
    def _verdict_of_kind(self) -> Conclusion:
        allowed = KINDS[self.kind].verdicts
        if self.verdict not in allowed:
            message = f"verdict {self.verdict!r} is not one of {self.kind}: use one of {', '.join(allowed)}"
            raise ValueError(message)
        return self


class JustifiedGap(Item):
    """A gap that was accepted for a time, with the reason (MEDDEV 2.7/1 rev. 4 A9.5, A10).

    The gap is named by its rule, the item that it is of, and its detail. It is accepted for the devices that
    the justification names; one that names none is for all devices of the item. The justification holds while
    it is signed with the meaning `waived`, has a rationale and a day on which it expires, and what it cites
    and the item are as they were when it was signed.
    """

    type: Literal["JustifiedGap"] = "JustifiedGap"
    rule_id: Line = ""
    waives: Annotated[References, Ref(WAIVES, most=1)] = []
    detail: Line = ""
    rationale: Text = ""
    compensating_measure: Text = ""
    expires_at: Day | None = None
    cites: Annotated[References, Ref(CITES)] = []

    derived_properties: ClassVar[tuple[str, ...]] = ("gap_id",)

    @classmethod
    def derive(cls, _key: str, content: Content) -> Derived:
        """Return the id of the gap, once rule and item are named."""
        rule, subjects = content.get("rule_id", ""), content.get("waives", [])
        if not rule or not subjects:
            return {}
        return {"gap_id": gap_identity(rule, subjects[0], content.get("detail", ""))}


class Change(Item):
    """A planned or made change.

    `pccp_in_bounds` says whether it stays within the predetermined change control plan that it refers to; one
    that does not is evaluated as any other.
    """

    title_for: ClassVar[str] = "description"

    type: Literal["Change"] = "Change"
    kind: Literal[
        "design",
        "software",
        "intended_purpose",
        "labelling",
        "manufacturing",
        "supplier",
        "standard",
        "evidence",
        "pms_driven",
    ]
    description: Text = ""
    proposed_deltas: list[dict[str, Any]] = []
    pccp_ref: Line = ""
    pccp_in_bounds: bool | None = None
    significance_decision: Annotated[Line, SUBSTANTIVE] = ""
    questionnaire: dict[Line, Line] = {}
    status: Annotated[Literal["proposed", "open", "implemented", "rejected"], SUBSTANTIVE] = "proposed"
    affects: Annotated[References, EDITORIAL, Ref(AFFECTS)] = []


class Evaluation(Item):
    """A clinical evaluation and its report.

    `stage` is where the work stands (MEDDEV 2.7/1 rev. 4, 6.3). `interval_justification` says why the next
    date is more than a year off. `evaluation_type` is on what it rests (MEDDEV 2.7/1 rev. 4, A9 4.1);
    `clinical_data` is both sorts.
    """

    type: Literal["Evaluation"] = "Evaluation"
    cep_ref: Line = ""
    cer_version: Annotated[Line, SUBSTANTIVE] = ""
    cer_date: Annotated[Day | None, SUBSTANTIVE] = None
    data_lock_date: Day | None = None
    next_due: Annotated[Day | None, SUBSTANTIVE] = None
    interval_justification: Annotated[Text, SUBSTANTIVE] = ""
    stage: Annotated[
        Literal["scope", "identification", "appraisal", "analysis", "report"] | None, EDITORIAL
    ] = None
    baseline_id: Annotated[Line, EDITORIAL] = ""
    evaluation_type: Literal[
        "clinical_data", "literature", "clinical_investigations", "clinical_data_not_appropriate"
    ] = "clinical_data"
    contains: Annotated[References, EDITORIAL, Ref(CONTAINS)] = []


class Baseline(Item):
    """A named set that was released together: the name of a revision, with the hash of its frozen report.

    Made by `POST /v1/baselines` only, and never revised.
    """

    type: Literal["Baseline"] = "Baseline"
    name: Line = ""
    released_at: Day | None = None
    revision: Annotated[int, Field(ge=0)] = 0
    judged_on: Day | None = None
    report_hash: Line = ""
    contains: Annotated[References, EDITORIAL, Ref(CONTAINS)] = []


class Person(Item):
    """A role holder with the papers that qualify them; all of it is editorial for conclusions.

    The key is the name under which the person signs. `qualification_justification` says why somebody without
    the degree or the years is qualified all the same (MEDDEV 2.7/1 rev 4, 6.4).
    Where a qualification was found not to hold, it did not
    from `unqualified_from` to `unqualified_until`, both days included; what was signed then is unsettled.

    Of `competences` a team of evaluators needs together: research methodology, information management,
    regulation, medical writing, device technology, and condition and alternatives. Others may be named.
    """

    type: Literal["Person"] = "Person"
    competences: Annotated[list[Line], EDITORIAL] = []
    degree: Annotated[Line, EDITORIAL] = ""
    experience_years: Annotated[float | None, EDITORIAL, Field(ge=0)] = None
    cv_date: Annotated[Day | None, EDITORIAL] = None
    doi_date: Annotated[Day | None, EDITORIAL] = None
    doi_period_months: Annotated[int | None, EDITORIAL, Field(ge=0)] = None
    doi_items: Annotated[list[Line], EDITORIAL] = []
    training_ref: Annotated[Line, EDITORIAL] = ""
    qualification_justification: Annotated[Text, EDITORIAL] = ""
    employer: Annotated[Line, EDITORIAL] = ""
    development_involvement: Annotated[bool, EDITORIAL] = False
    conflict_of_interest: Annotated[bool, EDITORIAL] = False
    registration_no: Annotated[Line, EDITORIAL] = ""
    unqualified_from: Annotated[Day | None, EDITORIAL] = None
    unqualified_until: Annotated[Day | None, EDITORIAL] = None

    derived_properties: ClassVar[tuple[str, ...]] = ("competence_codes",)

    @classmethod
    def derive(cls, _key: str, content: Content) -> Derived:
        """Return the competences in one spelling: `Medical writing` is `medical_writing`."""
        codes = codes_of(content.get("competences", []))
        return {"competence_codes": codes} if codes else {}


class Policy(Thresholds, Additions, Item):
    """The figures and further demands of a maker's own procedure: for the devices that it names, or for all.

    A figure of a policy that names the device goes before one for all. Lists of several add up, and add to
    what is asked anyway: `required_competences` to the six that a team of evaluators needs (see Person).

    `expired_evidence_is_stale` makes stale, instead of overdue, what rests on evidence past its validity or
    review date; one policy that says so is enough, also where a nearer one does not.
    """

    type: Literal["Policy"] = "Policy"
    expired_evidence_is_stale: bool = False
