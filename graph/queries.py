"""One frozen class for each statement: its parameters are its fields, its rows have a type.

`await tx.fetch(DependantsOf(keys=["CLM-1"]))` is `list[NeighbourRow]` for the type checker. A test holds
file, header, class and the columns that the databases really give together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Generic, TypeVar

from graph.texts import fill, load

RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class Nothing:
    """The row of a statement that gives none."""


class Query(Generic[RowT]):
    """A statement with its parameters; `name` is its file below `cypher/`."""

    __slots__ = ()

    name: ClassVar[str]
    row: ClassVar[type[Any]] = Nothing
    placeholders: ClassVar[frozenset[str]] = frozenset()

    def statement_name(self) -> str:
        """Give the name of the statement's file."""
        return self.name

    def parameters(self) -> dict[str, Any]:
        """Give the parameters by name; what fills placeholders is left out."""
        found = {}
        for declared in fields(self):  # type: ignore[arg-type]  # every query is a dataclass
            if declared.name not in self.placeholders:
                found[declared.name] = getattr(self, declared.name)
        return found


def statement(query: Query[Any]) -> str:
    """Give the text of a query, its placeholders filled from the vocabulary."""
    text = load()[query.statement_name()]
    body = fill(text, label=getattr(query, "label", ""), relation=getattr(query, "relation", ""))
    for name in ("item", "version"):
        properties: Sequence[str] = getattr(query, f"{name}_properties", ())
        pairs = ", ".join(f"{entry}: row.{name}.{entry}" for entry in properties)
        body = body.replace(f"__{name.upper()}__", pairs)
    return body


@dataclass(frozen=True, slots=True)
class HeadRow:
    """Where the graph is."""

    revision: int
    last_hash: str
    schema_version: int


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as listings show it."""

    key: str
    id: str
    type: str
    title: str | None
    state: str
    latest_no: int
    effective_no: int
    content_hash: str | None
    substantive_hash: str | None
    interface_hash: str | None
    changed: int
    source: str | None
    status: str | None
    withdrawn_reason: str | None


@dataclass(frozen=True, slots=True)
class CountRow:
    """Items of one type and state."""

    type: str
    state: str
    count: int


@dataclass(frozen=True, slots=True)
class PropertiesRow:
    """All that is stored on an item."""

    key: str
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """All that is stored on a version, or another record with an id."""

    id: str
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    """An item at the other end of a reference."""

    item: str
    relation: str
    key: str
    type: str
    title: str | None
    state: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A reference."""

    owner: str
    relation: str
    target: str


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key."""

    key: str


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A device, version or variant that an item is for."""

    key: str
    device: str
    type: str


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """An item in a scope."""

    key: str
    scope: str


@dataclass(frozen=True, slots=True)
class ConclusionRow:
    """A conclusion with what is cached of its status."""

    key: str
    kind: str
    status: str | None
    reasons: str | None
    latest_no: int
    effective_no: int
    state: str
    overdue_from: str | None
    next_review_due: str | None
    changed: int
    interface_hash: str | None


@dataclass(frozen=True, slots=True)
class PinRow:
    """A pin beside the item as it is now."""

    conclusion: str
    item: str
    role: str
    via: str
    compare: str
    version: int
    pinned: str
    now: str | None


@dataclass(frozen=True, slots=True)
class PinningRow:
    """A conclusion and an item that it has to do with."""

    conclusion: str
    item: str


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """What a conclusion is about."""

    conclusion: str
    item: str
    type: str
    state: str


@dataclass(frozen=True, slots=True)
class BasisRow:
    """An item that a conclusion ought to rest on."""

    conclusion: str
    item: str
    role: str
    via: str


@dataclass(frozen=True, slots=True)
class FactRow:
    """An item as the rules of staleness see it."""

    key: str
    type: str
    state: str
    version: int
    interface_hash: str | None
    substantive_hash: str | None
    withdrawn_reason: str | None
    title: str | None
    role: str | None
    direction: str | None
    pillar: str | None
    kind: str | None
    verdict: str | None
    status: str | None
    valid_until: str | None
    next_review_due: str | None
    appraised_hash: str | None
    assessment_status: str | None


@dataclass(frozen=True, slots=True)
class UseRow:
    """A use and its evidence."""

    use: str
    evidence: str


@dataclass(frozen=True, slots=True)
class AppraisedRow:
    """An appraisal and its evidence as it is now."""

    appraisal: str
    evidence: str
    substantive_hash: str | None
    version: int | None


@dataclass(frozen=True, slots=True)
class UpstreamRow:
    """A conclusion and one that it rests on."""

    conclusion: str
    upstream: str
    status: str | None


@dataclass(frozen=True, slots=True)
class StandingRow:
    """Conclusions of one status."""

    status: str
    count: int


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a walk."""

    item: str
    relation: str
    key: str
    type: str


@dataclass(frozen=True, slots=True)
class RelationCountRow:
    """References of one relation."""

    relation: str
    count: int


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An audit entry."""

    revision: int
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChangesRow:
    """A page of the changes of an audit entry."""

    revision: int
    page: int
    changes: str


@dataclass(frozen=True, slots=True)
class AffectedRow:
    """A conclusion that a change may touch."""

    conclusion: str


@dataclass(frozen=True, slots=True)
class HitRow:
    """A gap, as a rule finds it."""

    subject: str
    detail: str
    severity: str
    facts: list[str]


@dataclass(frozen=True, slots=True)
class HeadState(Query[HeadRow]):
    """The revision the graph is at, and the last link of the audit chain."""

    name: ClassVar[str] = "head/read"
    row: ClassVar[type[Any]] = HeadRow


@dataclass(frozen=True, slots=True)
class Advance(Query[HeadRow]):
    """Take the next revision. The first statement of every write: it makes writers queue."""

    name: ClassVar[str] = "head/advance"
    row: ClassVar[type[Any]] = HeadRow


@dataclass(frozen=True, slots=True)
class CreateHead(Query[Nothing]):
    """Make the head of an empty database."""

    name: ClassVar[str] = "head/create"

    genesis: str
    schema_version: int


@dataclass(frozen=True, slots=True)
class SealHead(Query[Nothing]):
    """Remember the hash of the newest audit entry."""

    name: ClassVar[str] = "head/seal"

    last_hash: str


@dataclass(frozen=True, slots=True)
class UpgradeHead(Query[Nothing]):
    """Record the schema version that the database now has."""

    name: ClassVar[str] = "head/upgrade"

    schema_version: int


@dataclass(frozen=True, slots=True)
class ItemsByKeys(Query[ItemRow]):
    """Items by their keys; unknown keys give no row."""

    name: ClassVar[str] = "items/by_keys"
    row: ClassVar[type[Any]] = ItemRow

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class ItemsBySources(Query[ItemRow]):
    """Items by where their master lives."""

    name: ClassVar[str] = "items/by_sources"
    row: ClassVar[type[Any]] = ItemRow

    sources: Sequence[str]


@dataclass(frozen=True, slots=True)
class ItemPage(Query[ItemRow]):
    """One page of items in the order of their keys; empty filters let everything pass."""

    name: ClassVar[str] = "items/list"
    row: ClassVar[type[Any]] = ItemRow

    type: str
    state: str
    text: str
    source: str
    after: str
    size: int


@dataclass(frozen=True, slots=True)
class ItemPageOfDevice(Query[ItemRow]):
    """One page of the items in the scope of a device, in the order of their keys."""

    name: ClassVar[str] = "items/list_of_device"
    row: ClassVar[type[Any]] = ItemRow

    device: str
    type: str
    state: str
    text: str
    source: str
    after: str
    size: int


@dataclass(frozen=True, slots=True)
class ItemCounts(Query[CountRow]):
    """How many items there are of each type and state."""

    name: ClassVar[str] = "items/count"
    row: ClassVar[type[Any]] = CountRow


@dataclass(frozen=True, slots=True)
class CreateItems(Query[Nothing]):
    """New items of one type, each with its first version and its scopes pending. The placeholders are filled from the vocabulary."""

    name: ClassVar[str] = "items/create"
    placeholders: ClassVar[frozenset[str]] = frozenset({"label", "item_properties", "version_properties"})

    label: str
    item_properties: Sequence[str]
    version_properties: Sequence[str]
    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class ProjectItems(Query[Nothing]):
    """Replace the properties of items by what is in force now."""

    name: ClassVar[str] = "items/project"

    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class AmendItems(Query[Nothing]):
    """Change some properties of items."""

    name: ClassVar[str] = "items/amend"

    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class PropertiesOf(Query[PropertiesRow]):
    """All properties of items."""

    name: ClassVar[str] = "items/properties"
    row: ClassVar[type[Any]] = PropertiesRow

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class AddVersions(Query[Nothing]):
    """Further versions of items."""

    name: ClassVar[str] = "items/add_versions"
    placeholders: ClassVar[frozenset[str]] = frozenset({"version_properties"})

    version_properties: Sequence[str]
    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class AmendVersions(Query[Nothing]):
    """Change the record around versions; their content never changes."""

    name: ClassVar[str] = "items/amend_versions"

    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class VersionsByIds(Query[VersionRow]):
    """Versions by their ids."""

    name: ClassVar[str] = "items/versions"
    row: ClassVar[type[Any]] = VersionRow

    ids: Sequence[str]


@dataclass(frozen=True, slots=True)
class VersionsOf(Query[VersionRow]):
    """All versions of an item, oldest first."""

    name: ClassVar[str] = "items/history"
    row: ClassVar[type[Any]] = VersionRow

    key: str


@dataclass(frozen=True, slots=True)
class DependantsOf(Query[NeighbourRow]):
    """Who holds a reference to any of these items."""

    name: ClassVar[str] = "items/dependants"
    row: ClassVar[type[Any]] = NeighbourRow

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class DependenciesOf(Query[NeighbourRow]):
    """What any of these items hold a reference to."""

    name: ClassVar[str] = "items/dependencies"
    row: ClassVar[type[Any]] = NeighbourRow

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class CreateLinks(Query[Nothing]):
    """New references of one relation. The placeholder is filled from the vocabulary."""

    name: ClassVar[str] = "links/create"
    placeholders: ClassVar[frozenset[str]] = frozenset({"relation"})

    relation: str
    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class DropLinks(Query[Nothing]):
    """Remove the references that these items hold; pins stay."""

    name: ClassVar[str] = "links/drop"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class AwaitKeys(Query[Nothing]):
    """Keep references to keys that no item has yet."""

    name: ClassVar[str] = "links/await"

    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Awaiting(Query[LinkRow]):
    """Which items wait for any of these keys."""

    name: ClassVar[str] = "links/awaiting"
    row: ClassVar[type[Any]] = LinkRow

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class DropAwaiting(Query[Nothing]):
    """These references wait no longer."""

    name: ClassVar[str] = "links/drop_awaiting"

    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class DropAwaited(Query[Nothing]):
    """These items wait for nothing any more."""

    name: ClassVar[str] = "links/drop_awaited"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class AllScopes(Query[KeyRow]):
    """All scopes there are."""

    name: ClassVar[str] = "scopes/all"
    row: ClassVar[type[Any]] = KeyRow


@dataclass(frozen=True, slots=True)
class EnsureScopes(Query[Nothing]):
    """Make scopes; those that exist stay as they are."""

    name: ClassVar[str] = "scopes/ensure"

    ids: Sequence[str]


@dataclass(frozen=True, slots=True)
class DevicesOf(Query[DeviceRow]):
    """The devices, versions and variants that items are for."""

    name: ClassVar[str] = "scopes/devices"
    row: ClassVar[type[Any]] = DeviceRow

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class ScopeFollowers(Query[KeyRow]):
    """Items whose scope follows from these versions or variants of a device."""

    name: ClassVar[str] = "scopes/followers"
    row: ClassVar[type[Any]] = KeyRow

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class ScopesOf(Query[ScopeRow]):
    """The scopes that items are in."""

    name: ClassVar[str] = "scopes/of"
    row: ClassVar[type[Any]] = ScopeRow

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class LeaveScopes(Query[Nothing]):
    """Take items out of all scopes."""

    name: ClassVar[str] = "scopes/leave"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class EnterScopes(Query[Nothing]):
    """Put items into scopes."""

    name: ClassVar[str] = "scopes/enter"

    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class ConclusionsByKeys(Query[ConclusionRow]):
    """Conclusions by their keys, with what is cached of their status."""

    name: ClassVar[str] = "conclusions/by_keys"
    row: ClassVar[type[Any]] = ConclusionRow

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class PinsOf(Query[PinRow]):
    """What signed conclusions rest on: the versions as pinned beside the versions now."""

    name: ClassVar[str] = "conclusions/pins"
    row: ClassVar[type[Any]] = PinRow

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class Pin(Query[Nothing]):
    """Pin what conclusions rest on."""

    name: ClassVar[str] = "conclusions/pin"

    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Unpin(Query[Nothing]):
    """Drop the pins of conclusions that are signed anew; the version keeps its own record of them."""

    name: ClassVar[str] = "conclusions/unpin"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class ConclusionsPinning(Query[PinningRow]):
    """Signed conclusions that rest on any of these items."""

    name: ClassVar[str] = "conclusions/pinning"
    row: ClassVar[type[Any]] = PinningRow

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class SubjectsOf(Query[SubjectRow]):
    """What conclusions are about."""

    name: ClassVar[str] = "conclusions/about"
    row: ClassVar[type[Any]] = SubjectRow

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class ConclusionsAbout(Query[PinningRow]):
    """Signed conclusions about any of these items."""

    name: ClassVar[str] = "conclusions/about_these"
    row: ClassVar[type[Any]] = PinningRow

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class DeclaredBasis(Query[BasisRow]):
    """What conclusions say they rest on, beyond what their kind expects."""

    name: ClassVar[str] = "conclusions/declared"
    row: ClassVar[type[Any]] = BasisRow

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class FactsOf(Query[FactRow]):
    """What the rules of staleness need to know of items now."""

    name: ClassVar[str] = "conclusions/facts"
    row: ClassVar[type[Any]] = FactRow

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class EvidenceOfUses(Query[UseRow]):
    """Which evidence each use uses, whatever state the evidence is in."""

    name: ClassVar[str] = "conclusions/used_by"
    row: ClassVar[type[Any]] = UseRow

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class AppraisedEvidence(Query[AppraisedRow]):
    """The evidence that appraisals judge, with its substance now."""

    name: ClassVar[str] = "conclusions/appraised"
    row: ClassVar[type[Any]] = AppraisedRow

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class AppraisalsOf(Query[AppraisedRow]):
    """The appraisals in force of any of these evidence items."""

    name: ClassVar[str] = "conclusions/appraisals_of"
    row: ClassVar[type[Any]] = AppraisedRow

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class UpstreamOf(Query[UpstreamRow]):
    """The conclusions that conclusions rest on, with what is cached of their status."""

    name: ClassVar[str] = "conclusions/upstream"
    row: ClassVar[type[Any]] = UpstreamRow

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class SignedConclusions(Query[KeyRow]):
    """All conclusions that are or were signed, in the order of their keys."""

    name: ClassVar[str] = "conclusions/keys"
    row: ClassVar[type[Any]] = KeyRow


@dataclass(frozen=True, slots=True)
class ConclusionPage(Query[ConclusionRow]):
    """One page of conclusions in the order of their keys; empty filters let everything pass."""

    name: ClassVar[str] = "conclusions/list"
    row: ClassVar[type[Any]] = ConclusionRow

    status: str
    kind: str
    after: str
    size: int
    today: str


@dataclass(frozen=True, slots=True)
class ConclusionPageOfDevice(Query[ConclusionRow]):
    """One page of the conclusions about items in the scope of a device, in the order of their keys."""

    name: ClassVar[str] = "conclusions/list_of_device"
    row: ClassVar[type[Any]] = ConclusionRow

    device: str
    status: str
    kind: str
    after: str
    size: int
    today: str


@dataclass(frozen=True, slots=True)
class Standing(Query[StandingRow]):
    """How many conclusions there are of each status."""

    name: ClassVar[str] = "conclusions/standing"
    row: ClassVar[type[Any]] = StandingRow

    today: str


@dataclass(frozen=True, slots=True)
class UnsettledConclusions(Query[ConclusionRow]):
    """Conclusions that are stale or suspect."""

    name: ClassVar[str] = "conclusions/unsettled"
    row: ClassVar[type[Any]] = ConclusionRow


@dataclass(frozen=True, slots=True)
class OutdatedAppraisals(Query[AppraisedRow]):
    """Appraisals in force that were made on another substance of their evidence."""

    name: ClassVar[str] = "conclusions/outdated_appraisals"
    row: ClassVar[type[Any]] = AppraisedRow


@dataclass(frozen=True, slots=True)
class WalkDependants(Query[StepRow]):
    """One level against the arrows: who depends on any of these items."""

    name: ClassVar[str] = "walk/dependants"
    row: ClassVar[type[Any]] = StepRow

    keys: Sequence[str]
    relations: Sequence[str]


@dataclass(frozen=True, slots=True)
class WalkDependencies(Query[StepRow]):
    """One level along the arrows: what any of these items depend on."""

    name: ClassVar[str] = "walk/dependencies"
    row: ClassVar[type[Any]] = StepRow

    keys: Sequence[str]
    relations: Sequence[str]


@dataclass(frozen=True, slots=True)
class NotFollowed(Query[RelationCountRow]):
    """How many references of each relation lead to any of these items."""

    name: ClassVar[str] = "walk/not_followed"
    row: ClassVar[type[Any]] = RelationCountRow

    keys: Sequence[str]
    relations: Sequence[str]


@dataclass(frozen=True, slots=True)
class AppendEntry(Query[Nothing]):
    """Append an entry to the audit trail."""

    name: ClassVar[str] = "audit/append"

    entry: Mapping[str, Any]
    pages: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class AuditPage(Query[EntryRow]):
    """One page of audit entries, oldest first; empty filters let everything pass."""

    name: ClassVar[str] = "audit/list"
    row: ClassVar[type[Any]] = EntryRow

    actor: str
    action: str
    since: str
    until: str
    after: int
    size: int


@dataclass(frozen=True, slots=True)
class AuditPageOfItem(Query[EntryRow]):
    """One page of the audit entries that changed an item, oldest first."""

    name: ClassVar[str] = "audit/list_of_item"
    row: ClassVar[type[Any]] = EntryRow

    key: str
    actor: str
    action: str
    since: str
    until: str
    after: int
    size: int


@dataclass(frozen=True, slots=True)
class AuditChanges(Query[ChangesRow]):
    """The changes of audit entries."""

    name: ClassVar[str] = "audit/pages"
    row: ClassVar[type[Any]] = ChangesRow

    revisions: Sequence[int]


@dataclass(frozen=True, slots=True)
class StorePreview(Query[Nothing]):
    """Keep an impact preview."""

    name: ClassVar[str] = "previews/store"

    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReadPreview(Query[VersionRow]):
    """An impact preview by its id."""

    name: ClassVar[str] = "previews/read"
    row: ClassVar[type[Any]] = VersionRow

    id: str


@dataclass(frozen=True, slots=True)
class StoredItems(Query[PropertiesRow]):
    """One page of items with everything stored on them, in the order of their keys."""

    name: ClassVar[str] = "verify/items"
    row: ClassVar[type[Any]] = PropertiesRow

    after: str
    size: int


@dataclass(frozen=True, slots=True)
class StoredReferences(Query[LinkRow]):
    """The references that items hold, those that wait included."""

    name: ClassVar[str] = "verify/references"
    row: ClassVar[type[Any]] = LinkRow

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class StoredAwaited(Query[LinkRow]):
    """The references that items wait for."""

    name: ClassVar[str] = "verify/awaited"
    row: ClassVar[type[Any]] = LinkRow

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class ExpectedBasis(Query[BasisRow]):
    """What conclusions of one kind ought to rest on now; one file a kind."""

    row: ClassVar[type[Any]] = BasisRow
    placeholders: ClassVar[frozenset[str]] = frozenset({"kind"})

    kind: str
    keys: Sequence[str]

    def statement_name(self) -> str:
        """Give the file of the kind."""
        return f"basis/{self.kind}"


@dataclass(frozen=True, slots=True)
class Affected(Query[AffectedRow]):
    """Conclusions whose expected basis any of these items can enter or leave; one file an argument."""

    row: ClassVar[type[Any]] = AffectedRow
    placeholders: ClassVar[frozenset[str]] = frozenset({"argument"})

    argument: str
    keys: Sequence[str]

    def statement_name(self) -> str:
        """Give the file of the argument."""
        return f"affected/{self.argument}"


@dataclass(frozen=True, slots=True)
class GapHits(Query[HitRow]):
    """What one gap rule finds; one file a rule."""

    row: ClassVar[type[Any]] = HitRow
    placeholders: ClassVar[frozenset[str]] = frozenset({"rule"})

    rule: str
    scopes: Sequence[str]
    today: str

    def statement_name(self) -> str:
        """Give the file of the rule."""
        return f"gaps/{self.rule}"


@dataclass(frozen=True, slots=True)
class SchemaStep(Query[Nothing]):
    """One constraint or index; each can be run again without harm."""

    placeholders: ClassVar[frozenset[str]] = frozenset({"step"})

    step: str

    def statement_name(self) -> str:
        """Give the file of the step."""
        return f"schema/{self.step}"
