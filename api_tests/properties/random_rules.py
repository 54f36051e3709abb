"""Random gap rules, in the shapes that rules have: to see whether what is derived from their texts holds."""

from __future__ import annotations

from random import Random

from api_tests.properties.beginning import BASE
from graph.vocabulary import ITEM_TYPES, RELATIONS, shapes
from graph.vocabulary.relations import ANY

JUDGED = (
    "Claim",
    "Conclusion",
    "Evidence",
    "EvidenceUse",
    "Hazard",
    "IntendedUseElement",
    "Risk",
    "RiskControl",
)
TYPES = sorted({kind for kind, _ in BASE.values()} - {"JustifiedGap", "Policy"})
HEADER = """// A random rule.
// title: Random
// severity: minor
// reference: none
// remedy: None.
// needs:
// subject: {judged}
// uses: {uses}
// params: scopes devices
// returns: device, subject, detail, severity, facts
"""


class RandomRule:
    """Writes one rule, clause by clause."""

    def __init__(self, seed: int) -> None:
        """Begin with an item that is judged."""
        self.random = Random(seed)
        self.judged = self.random.choice(JUDGED)
        self.names = 0
        self.told: list[str] = []

    def text(self) -> str:
        """Return the text of the rule with its header."""
        clauses = [f"judged(k, {self.judged})", "WITH DISTINCT k, device"]
        known = {"k": self.judged}
        for _ in range(self.random.randint(1, 3)):
            clauses += self.random.choice([self.condition, self.condition, self.step, self.beside])(known)
        last = self.random.choice([*sorted(known), *self.told])
        clauses += [
            f"WITH DISTINCT k, device, {last}.key AS fact",
            "ORDER BY device, k.key, fact",
            "WITH k, device, collect(fact) AS facts",
            "RETURN device, k.key AS subject, toString(size(facts)) AS detail, '' AS severity, facts",
            "ORDER BY device, subject, detail",
        ]
        body = "\n".join(clauses)
        uses = " ".join(name for name in ("concerns", "judged") if f"{name}(" in body)
        return HEADER.format(judged=self.judged, uses=uses) + body + "\n"

    def condition(self, known: dict[str, str]) -> list[str]:
        """Ask whether something is there, or is not."""
        start = self.random.choice(sorted(known))
        word = self.random.choice(["EXISTS", "NOT EXISTS"])
        path, ends = self.path(start, known[start])
        inside = self.where(ends)
        if self.random.random() < 0.3:
            there, kind = next(iter(ends.items()))
            same = self.new()
            inside += f" AND NOT EXISTS {{ MATCH ({same}:{kind}) WHERE {same}.key = {there}.key AND "
            inside += f"{self.of(same, kind)} }}"
        return ["WITH *", f"WHERE {word} {{ MATCH {path} WHERE {inside} }}"]

    def step(self, known: dict[str, str]) -> list[str]:
        """Go on along a path, that may have to be there."""
        start = self.random.choice(sorted(known))
        path, ends = self.path(start, known[start])
        word = self.random.choice(["MATCH", "OPTIONAL MATCH"])
        clauses = [f"{word} {path}", f"WHERE {self.where(ends)}"]
        if word == "MATCH":
            known |= ends
        else:
            self.told += ends
        return [*clauses, "WITH DISTINCT " + ", ".join(["device", *sorted(known), *self.told])]

    def beside(self, known: dict[str, str]) -> list[str]:
        """Ask for what is there for the device, or anywhere, and is tied to nothing else that is known."""
        assert known
        name, kind = self.new(), self.random.choice(TYPES)
        word = self.random.choice(["EXISTS", "NOT EXISTS"])
        if self.random.random() < 0.6:
            scope = f"s{name}"
            match = (
                f"MATCH ({scope}:Scope)<-[:IN_SCOPE]-({name}:{kind}) WHERE {scope}.id IN [device, '*'] AND"
            )
        else:
            match = f"MATCH ({name}:{kind}) WHERE"
        far, ends = self.path(name, kind)
        inner = f" AND NOT EXISTS {{ MATCH {far} WHERE {self.where(ends)} }}"
        return ["WITH *", f"WHERE {word} {{ {match} {self.of(name, kind)}{inner} }}"]

    def path(self, start: str, kind: str) -> tuple[str, dict[str, str]]:
        """Return a path of one or two relationships from a node, and its nodes with their types."""
        path, ends = f"({start})", dict[str, str]()
        for _ in range(self.random.randint(1, 2)):
            ways = [
                (relation.name, other, out)
                for relation in RELATIONS.values()
                for here, there, out in (
                    (relation.owners, relation.targets, True),
                    (relation.targets, relation.owners, False),
                )
                if kind in here or ANY in here
                for other in (TYPES if ANY in there else there)
                if other in TYPES and relation.name not in ("CONTAINS", "WAIVES", "CITES", "AFFECTS")
            ]
            if not ways:
                break
            relation, kind, out = self.random.choice(ways)
            name = self.new()
            path += f"-[:{relation}]->({name}:{kind})" if out else f"<-[:{relation}]-({name}:{kind})"
            ends[name] = kind
        return path, ends

    def where(self, ends: dict[str, str]) -> str:
        """Return conditions on the nodes of a path."""
        parts = [self.of(name, kind) for name, kind in ends.items()]
        parts += [f"concerns({name}, device)" for name in ends if self.random.random() < 0.4]
        return " AND ".join(parts or ["k.state = 'in_force'"])

    def of(self, name: str, kind: str) -> str:
        """Return a condition on one node."""
        plain = [field for field, shape in shapes(ITEM_TYPES[kind]).items() if shape.ref is None]
        if not plain or self.random.random() < 0.5:
            return f"{name}.state = 'in_force'"
        return f"{name}.{self.random.choice(plain)} IS {self.random.choice(['NULL', 'NOT NULL'])}"

    def new(self) -> str:
        """Return a name that stands nowhere yet."""
        self.names += 1
        return f"n{self.names}"
