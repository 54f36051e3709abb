"""The ways back from what changes to what is judged are derived from the text of a rule, in doubt none."""

import pytest

from graph.database.statements import load
from graph.dialect import check
from graph.dialect.fragments import expanded, fragments
from graph.gaps import shipped_rules
from graph.gaps.reach import Each, Step, reach_of

SOME = {name: fragments()[f"{name}_some"] for name in ("judged", "uses_judged", "conclusions_judged")}


def reach(body):
    """Return the reach of a rule as it is asked for some items."""
    return reach_of(expanded(body, {**fragments(), **SOME}))


def spelled(way):
    """Return a way as a text."""
    if isinstance(way, Step):
        arrow = "-{}->" if way.outward else "<-{}-"
        return arrow.format("|".join(sorted(way.types))) + " " + spelled(way.then)
    if isinstance(way, Each):
        return "(" + " & ".join(sorted(map(spelled, way.ways))) + ")"
    return str(way)


def ways(body):
    """Return for each place of a rule its labels, what is read, and the way."""
    found = reach(body)
    assert found is not None
    return {
        "|".join(sorted(node.labels or ["any"])) + "." + ",".join(sorted(node.reads)): spelled(node.way)
        for node in found.nodes
    }


def rule(inside, subject="k", device="device"):
    """Return a rule that judges claims, with a condition."""
    return (
        f"judged(k, Claim)\nWITH k, device\n{inside}\n"
        f"RETURN {device} AS device, {subject}.key AS subject, '' AS detail, '' AS severity, [] AS facts"
    )


@pytest.mark.parametrize(
    ("inside", "place", "way"),
    [
        (
            (
                "WHERE NOT EXISTS { MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)"
                " WHERE e.n > 3 AND u.state = 'in_force' }"
            ),
            "Evidence.n",
            "<-USES- -BEARS_ON-> subject",
        ),
        (  # by the key that it has in common with what is near
            (
                "MATCH (k)-[:COVERS]->(x:IntendedUseElement)\nWHERE NOT EXISTS { MATCH (y:IntendedUseElement)"
                " WHERE y.key = x.key AND y.value = 'b' }"
            ),
            "IntendedUseElement.key,value",
            "<-COVERS- subject",
        ),
        (  # by the device alone
            (
                "WHERE EXISTS { MATCH (s:Scope)<-[:IN_SCOPE]-(p:IntendedPurpose)"
                " WHERE s.id IN [device, '*'] AND p.state = 'in_force' }"
            ),
            "IntendedPurpose.state",
            "-IN_SCOPE-> scope",
        ),
        (
            "WHERE EXISTS { MATCH (d:Device) WHERE d.key = device AND d.is_samd = true }",
            "Device.is_samd,key",
            "device",
        ),
        (  # nowhere: any of them bears on all claims
            "WHERE EXISTS { MATCH (p:Person) WHERE p.state = 'in_force' }",
            "Person.state",
            "None",
        ),
        (  # a scope that is tied to nothing
            "WHERE EXISTS { MATCH (s:Scope)<-[:IN_SCOPE]-(p:Person) WHERE s.id <> device AND p.n = 1 }",
            "Person.n",
            "None",
        ),
        (  # outside of what the condition demands, it is tied to nothing
            "MATCH (x:Risk)\nWHERE x.level = 1 AND NOT EXISTS { MATCH (k)-[:COVERS]->(x) }",
            "Risk.level",
            "None",
        ),
        (  # what is looked for beside it may not be there
            "MATCH (x:Risk)\nWHERE x.level = 1\nOPTIONAL MATCH (k)-[:COVERS]->(x)",
            "Risk.level",
            "None",
        ),
        (
            "OPTIONAL MATCH (k)-[:COVERS]->(x:Risk)\nWHERE x.level = 1",
            "Risk.level",
            "<-COVERS- subject",
        ),
        (  # a condition beside another one ties nothing
            "MATCH (x:Risk)\nWHERE x.level = 1\nWITH *\nWHERE x.key = k.key OR x.level = 2",
            "Risk.key,level",
            "None",
        ),
        (  # by a value that is no key
            "MATCH (x:Risk)\nWHERE x.statement = k.statement",
            "Risk.statement",
            "None",
        ),
    ],
)
def test_a_way_is_what_the_text_ties_and_nothing_else(inside, place, way):
    """A place leads back along relationships, by its key, or by the scope of the device; else nowhere."""
    assert ways(rule(inside))[place] == way


def test_a_row_that_comes_from_one_of_several_places_leads_back_to_each():
    """Nobody can tell which: all of them are walked."""
    found = ways(
        "CALL () { MATCH (sc:Scope)<-[:IN_SCOPE]-(t:Claim)<-[:BEARS_ON]-(u:EvidenceUse)"
        " WHERE sc.id IN $scopes RETURN u.key AS use, sc.id AS device UNION"
        " MATCH (sc:Scope)<-[:IN_SCOPE]-(u:EvidenceUse) WHERE sc.id IN $scopes"
        " RETURN u.key AS use, sc.id AS device }\nWITH use, device\n"
        "MATCH (u:Item {key: use})-[:USES]->(e:Evidence)\nWHERE e.n > 1\n"
        "RETURN device, u.key AS subject, '' AS detail, '' AS severity, [] AS facts"
    )
    assert found["Evidence.n"] == "<-USES- (-BEARS_ON-> -IN_SCOPE-> scope & -IN_SCOPE-> scope)"


@pytest.mark.parametrize(
    ("body", "by_subject", "by_device"),
    [
        (rule("WHERE k.n = 1"), True, True),
        (rule("WITH k, device, count(*) AS n"), True, True),
        (rule("WITH device, collect(k.key) AS keys\nMATCH (k:Claim {key: keys[0]})"), False, True),
        (rule("WITH device, max(k.n) AS n\nMATCH (k:Claim)\nWHERE k.n = n"), False, True),
        (rule("MATCH (k)-[:COVERS]->(x:Risk)", subject="x"), False, True),
        (rule("MATCH (d:Device)", device="d.key"), True, True),
        (
            (
                "judged(k, Claim)\nWITH k, device\nCALL () {\n  judged(x, Risk)\n  RETURN x.key AS risk\n}\n"
                "WITH k, device, risk\nRETURN device, k.key AS subject, risk AS detail"
            ),
            False,
            True,
        ),
        (rule("WITH k, device, count(*) AS n\nMATCH (k)<-[:BEARS_ON]-(u)", device="u.pillar"), True, False),
    ],
)
def test_a_rule_is_asked_for_items_only_where_it_judges_each_by_itself(body, by_subject, by_device):
    """One that counts items together, or pairs them, is not."""
    found = reach(body)
    assert found is not None
    assert (found.by_subject, found.by_device) == (by_subject, by_device)


@pytest.mark.parametrize(
    "body",
    [
        rule("MATCH (k)-[:COVERS*]->(x:Risk)\nWHERE x.level = 1"),
        rule("MATCH (k)-[:COVERS*0..3]->(x:Risk)\nWHERE x.level = 1"),
        rule("MATCH (k)-[:COVERS*1..3]->(x:Risk)-[:ESTIMATES]->(h:Harm)\nWHERE h.severity = 1"),
        rule("MATCH (k)-[:COVERS*1..3]->(x:Risk)\nMATCH (x)-[:ESTIMATES]->(h:Harm)\nWHERE h.severity = 1"),
        rule("MATCH (k)-[:COVERS*1..3]->(x:Risk)\nMATCH (y:Risk)\nWHERE y.key = x.key"),
        rule("MATCH (k)-[:COVERS*1..3]->(x:Risk)", subject="x"),
        rule("MATCH (k)-[:COVERS*1..3]->(x:Risk)\nWITH k, device, collect(x.level) AS levels"),
        rule("MATCH (k)-[:COVERS]-(x:Risk)\nWHERE x.level = 1"),
        rule("WITH k, device, properties(k) AS all_of_it"),
        rule("WITH k, device\nORDER BY k.key\nLIMIT 3"),
        rule("WITH k, device, collect(k) AS some\nWITH k, device, [x IN some | x.n] AS ns"),
        "MATCH (k:Claim) RETURN k.device AS device, k.key AS subject, '' AS detail",
    ],
)
def test_a_text_that_does_not_say_what_it_reads_is_judged_whole(body):
    """Any length or direction, onward from several lengths; whole maps, first rows, lists, no device."""
    assert reach(body) is None


def test_a_path_of_bounded_length_has_a_way_back_of_each():
    """What stands behind a review of reviews leads back as if each length were written."""
    far = reach(rule("WHERE NOT EXISTS { MATCH (k)<-[:DRAWS_ON*1..3]-(x:Evidence) WHERE x.n = 1 }"))
    written = [
        rule(f"WHERE NOT EXISTS {{ MATCH (k){steps}(x:Evidence) WHERE x.n = 1 }}")
        for steps in ("<-[:DRAWS_ON]-" + "(:Item)<-[:DRAWS_ON]-" * more for more in range(3))
    ]
    ways_of = {
        (node.labels, frozenset(node.reads), node.way) for body in written for node in reach(body).nodes
    }
    assert {(node.labels, frozenset(node.reads), node.way) for node in far.nodes} >= ways_of
    links_of = {(link.types, link.way) for body in written for link in reach(body).links}
    assert {(link.types, link.way) for link in far.links} >= links_of


WHOLE = {"LVL-01", "REQ-01"}
"""Shipped rules that look at the device and of which nothing can be derived."""
BY_ITEMS = 70
"""How many shipped rules at least can be asked for some items alone."""


def test_most_shipped_rules_are_asked_for_what_a_change_leads_to():
    """The figures stand in the reference; here is what may not get worse unseen."""
    derived = {
        name: reach_of(load()[f"gaps/{name}"].some) for name, one in shipped_rules().items() if one.subject
    }
    assert {name for name, found in derived.items() if found is None} == WHOLE
    assert sum(found.by_subject for found in derived.values() if found) >= BY_ITEMS
    assert all(found.by_device for found in derived.values() if found)


def test_the_text_that_asks_for_some_items_is_in_the_dialect():
    """It is another text than that of the file, and both databases have to answer it alike."""
    asked = {name: load()[f"gaps/{name}"] for name in shipped_rules()}
    other = {name: text for name, text in asked.items() if text.some != text.body}
    assert len(other) > BY_ITEMS
    assert {name: check(text.some) for name, text in other.items() if check(text.some)} == {}
