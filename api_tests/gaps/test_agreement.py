"""A change that counts as wording alone rests on two people; where the graph says otherwise, it is a gap."""

import neo4j
import pytest

from api_tests.small_file import DEVICE, row

CLAIM = row("Claim", "CLM-1", statement="Finds jaundice", devices="DEV-1")
STATES = [
    ({"marked": "writer", "agreed": None}, [("CLM-1", "", "major")]),
    ({"marked": "writer", "agreed": " Writer"}, [("CLM-1", "", "major")]),
    ({"marked": "writer", "agreed": "reader"}, []),
    ({"marked": None, "agreed": None}, []),
]


@pytest.mark.parametrize(("names", "expected"), STATES)
def test_a_mark_in_force_that_no_other_person_agreed_to_is_a_gap(workspace, names, expected):
    """Writes refuse such a mark; a database that carries one all the same is not passed over."""
    workspace.load([DEVICE, CLAIM])
    address = workspace.address
    with (
        neo4j.GraphDatabase.driver(
            address.uri, auth=(address.user, address.password), notifications_min_severity="OFF"
        ) as driver,
        driver.session(database=address.database) as session,
    ):
        session.run(
            "MATCH (i:Item {key: 'CLM-1'}) "
            "SET i.editorial_marked_by = $marked, i.editorial_agreed_by = $agreed",
            names,
        ).consume()
    found = workspace.gaps(rule="CON-06", device="DEV-1")["items"]
    assert [(gap["subject"], gap["detail"], gap["severity"]) for gap in found] == expected
