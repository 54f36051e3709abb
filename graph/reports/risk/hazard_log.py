"""The hazard log of a device in the shape of DCB0129, with the ratings of both schemes side by side.

One row for each hazardous situation, and one for each hazard that has none. What no row can place is listed
beside them: nothing leaves the log because a reference is missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from graph.database.store import Store, Tx
from graph.items.concluded import ConclusionOnDay
from graph.items.with_content import ItemWithContent
from graph.reports.risk.acceptability import RiskEvaluation
from graph.reports.risk.chain import (
    SCHEMES,
    ChainItem,
    RiskChain,
    Scheme,
    Stage,
    VerifyingUse,
    read_risk_chain,
)
from graph.vocabulary.content import Content

Ratings = Mapping[Scheme, Sequence["Rating"]]
"""Ratings of one stage, by scheme."""


@dataclass(frozen=True, slots=True)
class LoggedHazard(ChainItem):
    """A hazard of a row."""

    description: str | None
    hazard_category: str | None
    origin: str | None


@dataclass(frozen=True, slots=True)
class LoggedHarm(ChainItem):
    """A harm of a row."""

    description: str | None
    severity: int | None


@dataclass(frozen=True, slots=True)
class LoggedSituation:
    """The hazardous situation of a row."""

    key: str
    title: str
    version: int
    description: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(RiskEvaluation):
    """One estimate: what is stated, what the criteria make of it, and what was concluded."""

    risk: str
    severity: int | None
    likelihood: int | None
    p1: int | None
    p2: int | None
    stated_level: int | None
    stated_acceptability: str | None
    criteria: str | None
    criteria_version: str | None
    no_criteria_because: str | None
    basis_note: str | None
    conclusions: tuple[ConclusionOnDay, ...]


@dataclass(frozen=True, slots=True)
class ControlVerification:
    """The uses of evidence that show a control to be implemented, and to be effective."""

    implementation: tuple[VerifyingUse, ...]
    effectiveness: tuple[VerifyingUse, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedControl:
    """A control of a row, with its verification and what was concluded on it."""

    key: str
    title: str
    version: int
    statement: str | None
    measure: str | None
    option_rationale: str | None
    introduced_risks: str | None
    implementation_ref: str | None
    control_type: str
    status: str
    existing: bool
    transferred: bool
    owner: str | None
    implemented_by: tuple[ChainItem, ...]
    verification: ControlVerification
    conclusions: tuple[ConclusionOnDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardLogRow:
    """A hazardous situation, or a hazard without one; `flags` say where the row contradicts itself."""

    key: str
    hazards: tuple[LoggedHazard, ...]
    situation: LoggedSituation | None
    causes: str | None
    sequence_of_events: str | None
    effect: str | None
    harms: tuple[LoggedHarm, ...]
    initial: Ratings
    residual: Ratings
    existing_controls: tuple[LoggedControl, ...]
    additional_controls: tuple[LoggedControl, ...]
    transferred_controls: tuple[LoggedControl, ...]
    status: str | None
    owner: str | None
    note: str | None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A risk or a control that no row of the log shows, and why."""

    key: str
    title: str
    version: int
    type: str
    why: str


@dataclass(frozen=True, slots=True)
class HazardLogCounts:
    """How many rows stand where, and how many say what their own chain does not bear out."""

    rows: int
    by_status: Mapping[str, int]
    flagged: int
    unplaced: int
    drafts: int


@dataclass(frozen=True, slots=True)
class HazardLog:
    """The rows of a hazard log on a day, and what they could not place."""

    rows: tuple[HazardLogRow, ...]
    unplaced: tuple[Unplaced, ...]
    drafts: tuple[str, ...]
    revision: int

    def counts(self) -> HazardLogCounts:
        """Return how the rows stand."""
        return HazardLogCounts(
            rows=len(self.rows),
            by_status=dict(sorted(Counter(row.status or "unstated" for row in self.rows).items())),
            flagged=sum(bool(row.flags) for row in self.rows),
            unplaced=len(self.unplaced),
            drafts=len(self.drafts),
        )


async def hazard_log(store: Store, device: str, today: str, scheme: Scheme | None = None) -> HazardLog:
    """Return the hazard log of a device; with the ratings of one scheme, or of both."""

    async def work(tx: Tx) -> HazardLog:
        chain = await read_risk_chain(tx, device, today)
        schemes = (scheme,) if scheme else SCHEMES
        with_situation = {key for entry in chain.situations for key in entry.content.get("arises_from", ())}
        bare = [hazard for hazard in chain.hazards if hazard.key not in with_situation]
        rows = [_row(entry, chain, schemes) for entry in (*chain.situations, *bare)]
        rows.sort(key=lambda row: ([hazard.key for hazard in row.hazards], row.key))
        return HazardLog(tuple(rows), tuple(_unplaced(chain)), chain.drafts, chain.revision)

    return await store.read(work)


def _row(entry: ItemWithContent, chain: RiskChain, schemes: Sequence[Scheme]) -> HazardLogRow:
    """Return the row of a situation, or of a hazard without one."""
    content = entry.content
    situation = entry if entry.row.type == "HazardousSituation" else None
    hazards = content.get("arises_from", ()) if situation else (entry.key,)
    contents = [chain.items[key].content for key in hazards if key in chain.items]
    risks = [risk for risk in chain.risks if situation and entry.key in risk.content.get("estimates", ())]
    reducing = [c for c in chain.controls if situation and entry.key in c.content.get("controls", ())]
    controls = [_control(control, chain) for control in reducing]
    row = HazardLogRow(
        key=entry.key,
        hazards=tuple(_hazard(key, chain) for key in hazards),
        situation=_situation(situation) if situation else None,
        causes=content.get("cause"),
        sequence_of_events=content.get("sequence_of_events"),
        effect=content.get("effect"),
        harms=tuple(_harm(key, chain) for key in _harms(entry, risks, chain)),
        initial=_ratings("initial", risks, chain, schemes),
        residual=_ratings("residual", risks, chain, schemes),
        existing_controls=tuple(c for c in controls if c.existing and not c.transferred),
        additional_controls=tuple(c for c in controls if not c.existing and not c.transferred),
        transferred_controls=tuple(c for c in controls if c.transferred),
        status=content.get("log_status") or _least_settled(contents),
        owner=content.get("owner") or _owners(contents),
        note=content.get("note"),
    )
    return replace(row, flags=tuple(_flags(row)))


def _situation(item: ItemWithContent) -> LoggedSituation:
    return LoggedSituation(item.key, item.title, item.row.effective_no, item.content.get("description"))


def _least_settled(contents: Sequence[Content]) -> str | None:
    statuses = {content.get("log_status") for content in contents}
    return next((status for status in ("open", "transferred", "closed") if status in statuses), None)


def _owners(contents: Sequence[Content]) -> str | None:
    return ", ".join(sorted({content["owner"] for content in contents if content.get("owner")})) or None


def _hazard(key: str, chain: RiskChain) -> LoggedHazard:
    content = chain.content_of(key)
    return LoggedHazard(
        **asdict(chain.item(key)),
        description=content.get("description"),
        hazard_category=content.get("hazard_category"),
        origin=content.get("origin"),
    )


def _harms(entry: ItemWithContent, risks: Sequence[ItemWithContent], chain: RiskChain) -> list[str]:
    """Return the harms that a situation leads to, and those that its risks are estimated for."""
    keys = set(entry.content.get("leads_to", ()))
    for risk in risks:
        for key in risk.content.get("estimates", ()):
            item = chain.items.get(key)
            if item is not None and item.row.type == "Harm":
                keys.add(key)
    return sorted(keys)


def _harm(key: str, chain: RiskChain) -> LoggedHarm:
    content = chain.content_of(key)
    return LoggedHarm(
        **asdict(chain.item(key)), description=content.get("description"), severity=content.get("severity")
    )


def _ratings(
    stage: Stage, risks: Sequence[ItemWithContent], chain: RiskChain, schemes: Sequence[Scheme]
) -> Ratings:
    return {
        scheme: [
            rating(risk, chain)
            for risk in risks
            if risk.content["stage"] == stage and risk.content.get("scheme", SCHEMES[0]) == scheme
        ]
        for scheme in schemes
    }


def rating(risk: ItemWithContent, chain: RiskChain) -> Rating:
    """Return one estimate beside its criteria and conclusions."""
    content = risk.content
    return Rating(
        **asdict(chain.evaluate(risk)),
        risk=risk.key,
        severity=content.get("severity"),
        likelihood=content.get("p"),
        p1=content.get("p1"),
        p2=content.get("p2"),
        stated_level=content.get("level"),
        stated_acceptability=content.get("acceptability"),
        criteria=next(iter(content.get("criteria", ())), None),
        criteria_version=content.get("criteria_version"),
        no_criteria_because=chain.criteria_of(risk)[1],
        basis_note=content.get("basis_note"),
        conclusions=chain.concluded(risk.key, "risk_acceptable"),
    )


def _control(control: ItemWithContent, chain: RiskChain) -> LoggedControl:
    content = control.content
    uses = chain.uses.get(control.key, ())
    return LoggedControl(
        key=control.key,
        title=control.title,
        version=control.row.effective_no,
        statement=content.get("statement"),
        measure=content.get("measure"),
        option_rationale=content.get("option_rationale"),
        introduced_risks=content.get("introduced_risks"),
        implementation_ref=content.get("implementation_ref"),
        control_type=content["control_type"],
        status=content.get("status", "implemented"),
        existing=content.get("existing", False),
        transferred=content["control_type"] == "transferred_to_deployer",
        owner=content.get("owner"),
        implemented_by=tuple(chain.item(key) for key in content.get("implemented_by", ())),
        verification=ControlVerification(
            tuple(use for use in uses if use.purpose == "implementation"),
            tuple(use for use in uses if use.purpose == "effectiveness"),
        ),
        conclusions=chain.concluded(control.key, "control_effective"),
    )


def _flags(row: HazardLogRow) -> list[str]:
    """Say where a row contradicts itself, or is called done while its own chain does not bear that out."""
    flags = [
        f"{rating.risk}: {text}"
        for ratings in (row.initial, row.residual)
        for of_scheme in ratings.values()
        for rating in of_scheme
        for text in rating.contradictions
    ]
    residual = [rating for of_scheme in row.residual.values() for rating in of_scheme]
    if row.status == "transferred" and not row.transferred_controls:
        flags.append("transferred, and no control is transferred to the deployer")
    if row.status != "closed":
        return flags
    if not residual:
        flags.append("closed, and no residual risk is estimated")
    for control in (*row.existing_controls, *row.additional_controls, *row.transferred_controls):
        if control.status == "proposed":
            flags.append(f"closed, and the control {control.key} is only proposed")
    return [*flags, *(text for entry in residual for text in _unsettled(entry))]


def _unsettled(rating: Rating) -> list[str]:
    """Say what of a residual rating does not let its row be closed."""
    verdicts = [conclusion.verdict for conclusion in rating.conclusions if conclusion.status == "current"]
    if not verdicts:
        return [f"closed, and nothing current is concluded on the residual risk {rating.risk}"]
    if "not_acceptable" in verdicts:
        return [f"closed, and the residual risk {rating.risk} was concluded not acceptable"]
    if rating.judged == "not_acceptable" and "acceptable_by_benefit_risk" not in verdicts:
        return [f"closed, and the residual risk {rating.risk} is not within its criteria"]
    return []


def _unplaced(chain: RiskChain) -> list[Unplaced]:
    """Return the risks and controls that no row of the log shows, and why."""
    rows = {entry.key for entry in chain.situations}
    lists = (
        (chain.risks, "estimates", "it estimates no hazardous situation of this device"),
        (chain.controls, "controls", "it reduces no hazardous situation of this device"),
    )
    return [
        Unplaced(entry.key, entry.title, entry.row.effective_no, entry.row.type, why)
        for entries, field, why in lists
        for entry in entries
        if not rows & set(entry.content.get(field, ()))
    ]
