"""A file of topics of the state of the art, and what is done to conclusions on topics."""

from api_tests.small_file import APPRAISAL, EVIDENCE, SIGNATURES, answers, row

TOPICS = [row("StateOfTheArt", f"SOTA-{number}", topic=f"Topic {number}") for number in (1, 2, 3)]
SOURCE = [
    EVIDENCE | {"devices": []},
    APPRAISAL | {"devices": []},
    row("EvidenceUse", "EVU-1", uses="EVD-1", bears_on="SOTA-1", purpose="state_of_the_art"),
]


def topic(number, *rests_on, **fields):
    """The conclusion CON-n, a draft, on the topic SOTA-n."""
    return {
        "type": "Conclusion",
        "key": f"CON-{number}",
        "kind": "sota_established",
        "about": f"SOTA-{number}",
        "verdict": "established",
        "also_rests_on": list(rests_on),
        **fields,
    }


def chain():
    """Three topics with signed conclusions: CON-3 rests on CON-2, that on CON-1, and that on a study."""
    drafts = [topic(1), topic(2, "CON-1"), topic(3, "CON-2")]
    return [*TOPICS, *SOURCE, *({**draft, "approve": True, "signatures": SIGNATURES} for draft in drafts)]


def sign(client, key, *meanings, **headers):
    """Sign a conclusion; without meanings with all that are needed."""
    body = {"meanings": list(meanings)} if meanings else {}
    return client.post(f"/v1/conclusions/{key}/sign", json=body, headers=headers)


def reaffirm(client, key, outcome="reaffirmed_unchanged", rationale="Looked at again.", **changed):
    """Re-affirm a conclusion."""
    known = client.get(f"/v1/conclusions/{key}").status_code == 200
    given = {"answers": answers(client, key)} if known else {}
    body = {"outcome": outcome, "rationale": rationale, **given, **changed}
    return client.post(f"/v1/conclusions/{key}/reaffirm", json=body)
