"""The figures that rules, and a maker's own procedure, measure against; each is a maker's to set.

The figures of `THRESHOLDS` hold where neither a profile nor a policy says another. Where a document names
one, `source` says which; where none does, the figure is a proposal of this product.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import BaseModel, Field

Months = Annotated[int, Field(ge=1, le=1200)]
Days = Annotated[int, Field(ge=1, le=3660)]
Years = Annotated[float, Field(ge=0, le=60)]
Chance = Annotated[float, Field(ge=0.000001, le=0.999999)]


class Thresholds(BaseModel):
    """What a policy, and a regulatory profile, may set; what is left out is not set there."""

    cer_interval_months: Annotated[int, Field(ge=1, le=120)] | None = None
    literature_max_age_months: Months | None = None
    cv_max_age_months: Months | None = None
    doi_max_age_months: Months | None = None
    experience_years_with_degree: Years | None = None
    experience_years_without_degree: Years | None = None
    signal_days: Days | None = None
    pmsr_interval_class_i_months: Months | None = None
    psur_interval_class_iia_months: Months | None = None
    psur_interval_class_iib_iii_months: Months | None = None
    side_effect_detection_rate: Chance | None = None
    detection_probability: Chance | None = None
    bulk_limit: Annotated[int, Field(ge=1, le=10_000)] | None = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """One threshold: the figure where nobody says another, which end is stricter, and where it is from."""

    name: str
    default: int | float
    stricter: Literal["lower", "higher"]
    source: str

    @property
    def unit(self) -> str:
        """Return what the figure counts; empty for a share."""
        known = {"_months": "months", "_days": "days", "experience_years": "years", "bulk_": "items"}
        return next((unit for part, unit in known.items() if part in self.name), "")


_PROPOSED: Final = "no document names a figure: a proposal of this product"

THRESHOLDS: Final[dict[str, Threshold]] = {
    entry.name: entry
    for entry in (
        Threshold("cer_interval_months", 12, "lower", "MEDDEV 2.7/1 rev. 4, 6.2.3"),
        Threshold("literature_max_age_months", 12, "lower", "MEDDEV 2.7/1 rev. 4, 6.2.3 and A10 (6, 7)"),
        Threshold("cv_max_age_months", 36, "lower", _PROPOSED),
        Threshold("doi_max_age_months", 36, "lower", "the example of MEDDEV 2.7/1 rev. 4, A11"),
        Threshold("experience_years_with_degree", 5, "higher", "MEDDEV 2.7/1 rev. 4, 6.4"),
        Threshold("experience_years_without_degree", 10, "higher", "MEDDEV 2.7/1 rev. 4, 6.4"),
        Threshold("signal_days", 30, "lower", _PROPOSED),
        Threshold("pmsr_interval_class_i_months", 36, "lower", "UK MDR 2002, 44ZL"),
        Threshold("psur_interval_class_iia_months", 24, "lower", "UK MDR 2002, 44ZM; EU MDR article 86"),
        Threshold("psur_interval_class_iib_iii_months", 12, "lower", "UK MDR 2002, 44ZM; EU MDR article 86"),
        Threshold("side_effect_detection_rate", 0.01, "lower", _PROPOSED),
        Threshold("detection_probability", 0.8, "higher", "MEDDEV 2.7/1 rev. 4, A7.4"),
        Threshold("bulk_limit", 20, "lower", _PROPOSED),
    )
}
