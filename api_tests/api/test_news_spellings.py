"""News finds what it is about in every spelling that people and feeds use, once, and nothing else."""

import pytest

from api_tests.small_file import ARGUMENT, ok, problem, row, trail
from graph.vocabulary.identifiers import (
    edition_of,
    normal_designation,
    normal_doi,
    normal_leaf,
    normal_pmid,
    normal_udi,
)

DOI = "10.1000/abc.1"
DOIS = [
    "10.1000/ABC.1",
    "https://www.doi.org/10.1000/abc.1",
    "http://dx.doi.org/10.1000/abc.1",
    "doi: https://doi.org/10.1000/abc.1",
    "DOI 10.1000/abc.1",
    "https://doi.org/10.1000%2Fabc.1",
    "10.1000/abc.1.",
    "10.1000/abc.1/",
    "https://doi.org/10.1000/abc.1?utm_source=x#top",
    "info:doi/10.1000/abc.1",
    "10.1000/\u200babc.1",
    "(doi:10.1000/abc.1",
    "https://publisher.example/article/10.1000/abc.1",
    "https://publisher.example/article/10.1000/abc.1/fulltext.html",
    "https://publisher.example/article?id=10.1000/abc.1&type=printable",
    "10.1000/abc.1 [doi]",
    "doi: 10.1000/abc.1. Epub 2019 Mar 4. PMID: 31234567.",
    "10. 1000 / abc. 1",
    "10.1000/abc\\.1",
]
PMIDS = [
    "31234567",
    "PMID: 31234567",
    "PMID31234567",
    " pmid 31234567 ",
    "https://pubmed.ncbi.nlm.nih.gov/31234567/",
    "http://www.ncbi.nlm.nih.gov/pubmed/31234567",
    "PMID: 31234567; PMCID: PMC7654321",
    "PMID: 31234567 [PubMed - indexed for MEDLINE]",
    "https://pubmed.ncbi.nlm.nih.gov/?term=31234567",
    "(PMID=31234567)",
]
STANDARDS = [
    ("iec  62304:2006", "STD-2"),
    ("IEC62304:2006", "STD-2"),
    ("IEC 62304 : 2006", "STD-2"),
    ("EN 62304:2006+A1:2015", "STD-2"),
    ("BS EN 62304", "STD-2"),
    ("ANSI/AAMI/IEC 62304:2006", "STD-2"),
    ("ISO 14971:2019", "STD-1"),
    ("EN ISO 14971:2019", "STD-1"),
    ("DIN EN ISO 14971", "STD-1"),
    ("iso-14971", "STD-1"),
    ("ANSI/AAMI/ISO 14971-2019", "STD-1"),
    ("ISO 14971, 2019", "STD-1"),
    ("ISO 14971 2019, third edition", "STD-1"),
    ("I.S. EN ISO 14971", "STD-1"),
    ("CEI 62304:2006", "STD-2"),
]
OTHERS = [
    "IEC 62304:2015",
    "ISO 14971:2007",
    "ISO/TR 14971",
    "ISO 1497",
    "IEC 62304-1",
    "DIN 62304",
    "ISO 14971-2007",
]
FILE = [
    {**ARGUMENT[0], "basic_udi_di": "0123-LAMP 7"},
    *ARGUMENT[1:3],
    {**ARGUMENT[3], "doi": "doi:10.1000/ABC.1", "pmid": "PMID: 31234567"},
    *ARGUMENT[4:],
    row("Standard", "STD-1", designation="ISO 14971", edition="2019"),
    row("Standard", "STD-2", designation="IEC 62304:2006"),
    row("Requirement", "ER1", catalogue="MDD.ER", requirement_id="12.1a"),
]


def matched(workspace, **news):
    """The keys of what news is about; nothing is written."""
    sent = {"dry_run": True, "notice": "n", **news}
    return [entry["key"] for entry in ok(workspace.client.post("/v1/triggers", json=sent))["matched"]]


def test_every_spelling_finds_the_item(workspace):
    """DOI, PubMed id, designation with edition and prefix, UDI and catalogue match in any writing."""
    workspace.load(FILE)
    for doi in DOIS:
        assert matched(workspace, kind="retraction", doi=doi) == ["EVD-1"], doi
    for pmid in PMIDS:
        assert matched(workspace, kind="retraction", pmid=pmid) == ["EVD-1"], pmid
    for designation, key in STANDARDS:
        assert matched(workspace, kind="standard_superseded", designation=designation) == [key], designation
    for designation in OTHERS:
        assert matched(workspace, kind="standard_superseded", designation=designation) == [], designation
    for udi in ("0123LAMP7", "0123lamp7", "0123 LAMP-7"):
        assert matched(workspace, kind="vigilance_signal", udi=udi) == ["DEV-1"], udi
    change = {"kind": "catalogue_change", "fields": {"paraphrase": "x"}}
    assert matched(workspace, **change, catalogue="mdd.er", requirement_id="12.1 A") == ["ER1"]


WRONG = {
    "no DOI": ({"kind": "retraction", "doi": "10/abc"}, "/doi"),
    "no PubMed id": ({"kind": "retraction", "pmid": "PMC31234567"}, "/pmid"),
    "PubMed ids of two papers": ({"kind": "retraction", "pmid": "PMID: 31234567, PMID 31234568"}, "/pmid"),
    "two PubMed ids": ({"kind": "retraction", "pmid": "31234567; 31234568"}, "/pmid"),
    "two DOIs": ({"kind": "retraction", "doi": f"{DOI}; 10.1000/abc.2"}, "/doi"),
    "a DOI for a signal": ({"kind": "vigilance_signal", "doi": DOI}, "/doi"),
    "a UDI beside a DOI": ({"kind": "retraction", "doi": DOI, "udi": "0123"}, "/udi"),
    "no catalogue": (
        {"kind": "catalogue_change", "requirement_id": "1", "fields": {"paraphrase": "x"}},
        "/catalogue",
    ),
    "fields of a retraction": ({"kind": "retraction", "doi": DOI, "fields": {"n": 1}}, "/fields"),
    "a signal of a retraction": ({"kind": "retraction", "doi": DOI, "raises": ["CLM-1"]}, "/raises"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_would_be_left_unread_is_said(workspace, case):
    """An identifier that is malformed, or that this kind of news does not use, is refused with its place."""
    workspace.load(FILE)
    before = trail(workspace.client)
    sent, pointer = WRONG[case]
    refused = problem(workspace.client.post("/v1/triggers", json=sent), 422, "invalid-content")
    assert pointer in [error["pointer"] for error in refused["errors"]]
    assert trail(workspace.client) == before


def signal(workspace, **news):
    """The key of the signal that news recorded; None where it was on record."""
    sent = {"kind": "vigilance_signal", "keys": ["DEV-1"], **news}
    changes = ok(workspace.client.post("/v1/triggers", json=sent))["changes"]
    return changes[0]["key"] if changes else None


def assess(workspace, key):
    """Somebody finds that the signal has no impact."""
    workspace.revise(key, {"assessment_status": "assessed_no_impact", "assessment": "none"})


def test_the_same_news_is_recorded_once_and_other_news_anew(workspace):
    """Number, text and what is raised tell news apart; the state of the first says whether it repeats."""
    workspace.load(ARGUMENT)
    first = signal(workspace, change_ref="INC-1")
    assert first is not None
    assert signal(workspace, change_ref="INC-1") is None
    assess(workspace, first)
    assert signal(workspace, change_ref="INC-1") is None
    second = signal(workspace, change_ref="INC-2", raises=["CLM-1"])
    assert second not in (None, first)
    assert workspace.statuses()["CON-2"] == "suspect"
    assert signal(workspace, change_ref="INC-2", raises=["CLM-1"]) is None


def test_a_signal_that_was_withdrawn_is_news_again(workspace):
    """What was withdrawn as an error and is reported again is recorded again."""
    workspace.load(ARGUMENT)
    first = signal(workspace, notice="MAUDE 8", raises=["CLM-1"])
    workspace.withdraw(first, "error")
    assert workspace.statuses()["CON-2"] == "current"
    again = signal(workspace, notice="MAUDE 8", raises=["CLM-1"])
    assert again not in (None, first)
    assert workspace.statuses()["CON-2"] == "suspect"
    assert signal(workspace, notice="MAUDE 8", raises=["CLM-1"]) is None


def test_news_without_text_and_number_repeats_only_what_is_open(workspace):
    """Two incidents of which nothing is known cannot be told apart; once one is assessed the next is new."""
    workspace.load(ARGUMENT)
    first = signal(workspace)
    assert signal(workspace) is None
    assess(workspace, first)
    assert signal(workspace) not in (None, first)


RELEASED = {"kind": "device_version_released", "keys": ["DEV-1"]}


def test_a_release_touches_only_a_version_of_its_device(workspace):
    """The key of another item, or of a version of another device, is taken; a withdrawn version stays so."""
    workspace.load([*ARGUMENT, row("Device", "DEV-2"), row("DeviceVersion", "DV-X", devices="DEV-2")])
    workspace.load([row("DeviceVersion", "DV-1", devices="DEV-1", version_label="1")])
    workspace.withdraw("DV-1")
    before = trail(workspace.client)
    for key, status, slug in (
        ("EVD-1", 409, "key-taken"),
        ("DV-X", 409, "key-taken"),
        ("DV-1", 409, "wrong-state"),
    ):
        sent = {**RELEASED, "fields": {"key": key, "model_version": "net 9"}}
        problem(workspace.client.post("/v1/triggers", json=sent), status, slug)
    assert trail(workspace.client) == before


TABLE = [
    (normal_doi, "10.1016/S0140-6736(05)1", "10.1016/s0140-6736(05)1"),
    (normal_doi, "10.1000/a?b", "10.1000/a?b"),
    (normal_doi, "10.1000/a\u2011b", "10.1000/a-b"),
    (normal_doi, "<10.1000/ab>", "10.1000/ab"),
    (normal_doi, "10.1000/1<1:a>", "10.1000/1<1:a>"),
    (normal_doi, "", ""),
    (normal_doi, "11.1000/abc", ""),
    (normal_doi, "10.1000/.", ""),
    (normal_pmid, "0031", "31"),
    (normal_pmid, "PMID: 31.", "31"),
    (normal_pmid, "PubMed ID 31", "31"),
    (normal_pmid, "31[uid]", "31"),
    (normal_pmid, "0", ""),
    (normal_pmid, "1234567890", ""),
    (normal_udi, "\uff10123", "0123"),
    (
        normal_doi,
        "[10.1002/(sici)1097(1998)17:15<1661::aid>3.0.co;2-2]",
        "10.1002/(sici)1097(1998)17:15<1661::aid>3.0.co;2-2",
    ),
    (normal_doi, "10.1002/(SICI)1&lt;6::AID&gt;3", "10.1002/(sici)1<6::aid>3"),
    (normal_doi, "(doi:10.1000/ab)", "10.1000/ab"),
    (normal_doi, "\u201c10.1000/ab(1)\u201d.", "10.1000/ab(1)"),
    (normal_pmid, "https://pubmed.ncbi.nlm.nih.gov/9749443/?from=x#abstract", "9749443"),
    (normal_pmid, "https://europepmc.org/article/MED/9749443", "9749443"),
    (normal_udi, "(01) 0401 2345 6789 01 (17)261130(10)LOT", "04012345678901"),
    (normal_udi, "0104012345678901", "04012345678901"),
    (normal_udi, "010401", "010401"),
    (normal_udi, "UDI-DI: (01)04012345678901", "04012345678901"),
    (normal_udi, "]d201040123456789011726113010LOT", "04012345678901"),
    (normal_udi, "4012345678901", "04012345678901"),
    (normal_udi, "https://id.gs1.org/01/04012345678901/10/LOT", "04012345678901"),
    (normal_udi, "Basic UDI-DI: 0123-LAMP", "0123LAMP"),
    (normal_doi, "https://x.example/10.1101/2020.01.01.20012345v2.full", "10.1101/2020.01.01.20012345"),
    (normal_doi, "10.1000/ab, as in [3]", "10.1000/ab"),
    (normal_pmid, "PMCID: PMC31234567", ""),
    (normal_pmid, "10.1000/31", ""),
    (normal_designation, "CAN/CSA-C22.2 No. 60601-1:14", "IEC60601-1"),
    (normal_designation, "AS/NZS IEC 60601.1:2015", "IEC60601-1"),
    (edition_of, "MDCG 2020-6", ""),
    (edition_of, "IEC 60601-1-2", ""),
    (edition_of, "IEC 62304-2006", "2006"),
    (normal_designation, "ISO/IEC 27001", "ISO27001"),
    (normal_designation, "ISO/IEC 80001-1", "IEC80001-1"),
    (normal_designation, "ISO TR 24971:2020", "ISO/TR24971"),
    (normal_designation, "AAMI/ISO TIR24971", "ISO/TR24971"),
    (normal_designation, "DIN EN 60601-1 (VDE 0750-1)", "IEC60601-1"),
    (normal_designation, "ANSI/AAMI ES60601-1:2005/(R)2012", "IEC60601-1"),
    (normal_designation, "IEC 60601-1/AMD1", "IEC60601-1"),
    (normal_designation, "ISO/IEC Guide 63", "ISO/IECGUIDE63"),
    (edition_of, "IEC 62304 (2006)", "2006"),
    (normal_designation, "EN 60601-1-2", "IEC60601-1-2"),
    (normal_designation, "EN 1041", "EN1041"),
    (normal_designation, "IEC 62304 Ed. 1.1", "IEC62304"),
    (normal_designation, "ISO 14971, 3rd edition", "ISO14971"),
    (normal_designation, "EN-62304", "IEC62304"),
    (normal_designation, "UNE-EN 62304:2007", "IEC62304"),
    (normal_designation, "\u00d6NORM EN ISO 14971", "ISO14971"),
    (normal_designation, "MEDDEV 2.7/1", "MEDDEV2.7/1"),
    (normal_designation, "DIN 6868-157", "DIN6868-157"),
    (normal_designation, "MDCG 2020-6", "MDCG2020-6"),
    (edition_of, "ISO 14971:2019", "2019"),
    (edition_of, "ISO 14971", ""),
]
NEAR = [
    ("standard_superseded", {"designation": "IEC 62304:2005"}, ["STD-2"]),
    ("standard_superseded", {"designation": "EN ISO 14971:2012"}, ["STD-1"]),
    ("standard_superseded", {"designation": "ISO 14971:2019"}, []),
    ("standard_superseded", {"designation": "IEC 62304-1"}, ["STD-2"]),
    ("standard_superseded", {"designation": "ISO 10993"}, ["STD-3"]),
    ("standard_superseded", {"designation": "ISO 10993-1:2009"}, ["STD-3"]),
    ("standard_superseded", {"designation": "ISO 10993-11:2018"}, []),
    ("standard_superseded", {"designation": "ISO 1497:2019"}, []),
    ("catalogue_change", {"catalogue": "MDD.ER", "requirement_id": "12"}, ["ER1"]),
    ("catalogue_change", {"catalogue": "MDD.ER", "requirement_id": "12.1"}, ["ER1"]),
    ("catalogue_change", {"catalogue": "MDD.ER"}, ["ER1"]),
    ("catalogue_change", {"catalogue": "MDD.ER", "requirement_id": "12.10"}, []),
    ("catalogue_change", {"catalogue": "GSPR", "requirement_id": "12"}, []),
]


def test_what_news_may_be_about_under_another_name_is_said(workspace):
    """Another edition or adoption, a part, a letter: the item is named with a reason, and not touched."""
    drafted = row("Standard", "STD-4", designation="EN ISO 14971:2021", approve=False)
    known = row("Standard", "STD-5", designation="ISO 14971:2007", status="superseded")
    workspace.load([*FILE, row("Standard", "STD-3", designation="EN ISO 10993-1:2020"), drafted, known])
    for kind, named, near in NEAR:
        sent = {"kind": kind, "dry_run": True, "notice": "n", "fields": {"title": "x"}, **named}
        answer = ok(workspace.client.post("/v1/triggers", json=sent))
        found = {entry["key"]: entry["why"] for entry in answer["not_touched"]}
        drafts = ["STD-4"] if "ISO 14971" in named.get("designation", "") else []
        assert sorted(found) == [*near, *drafts], (named, found)
        assert not set(found) & {entry["key"] for entry in answer["matched"]}
        assert all("send it with its key" in why for why in found.values())


def test_an_adoption_that_states_what_it_adopts_is_found(workspace):
    """Its edition may be stated by year or by designation; the digits of the number are no year."""
    adopted = row("Standard", "STD-3", designation="EN 60601-1:2006", edition="IEC 60601-1:2005+A1:2012")
    workspace.load([*FILE, adopted])
    assert matched(workspace, kind="standard_superseded", designation="IEC 60601-1:2005") == ["STD-3"]


@pytest.mark.parametrize(("normal", "text", "expected"), TABLE)
def test_an_identifier_has_one_spelling(normal, text, expected):
    """Each identifier has one form; what is none has the empty one, which matches nothing."""
    assert normal(text) == expected


def test_the_stated_edition_comes_before_that_of_the_designation():
    """The edition that is stated counts; a leaf is compared with its catalogue."""
    assert edition_of("ISO 14971:2007", "2019") == "2019"
    assert normal_leaf("93/42/EWG", "Annex I, No. 12.1 a") == normal_leaf("MDD.ER", "\u00a7 12.1a")
    assert normal_leaf("MDD.ER", "12.1 A") == normal_leaf("mdd.er", "12.1a") != normal_leaf("", "12.1a")


CONTRADICTING = [
    ({"kind": "device_version_released", "keys": ["DEV-1"]}, {"key": "DV-9", "devices": ["DEV-2"]}),
    ({"kind": "device_version_released", "keys": ["DEV-1"]}, {"key": "DV-9", "status": "in_development"}),
    ({"kind": "device_version_released", "keys": ["DEV-1"]}, {"key": "DV-9", "type": "Claim"}),
    ({"kind": "vigilance_signal", "keys": ["DEV-1"]}, {"devices": ["DEV-2"]}),
    ({"kind": "vigilance_signal", "keys": ["DEV-1"]}, {"key": "EVD-1"}),
    ({"kind": "vigilance_signal", "keys": ["DEV-1"]}, {"raises": ["CLM-1"]}),
    ({"kind": "correction", "keys": ["EVD-1"]}, {"type": "Claim"}),
    ({"kind": "correction", "keys": ["EVD-1"]}, {"key": "EVD-9"}),
    ({"kind": "correction", "keys": ["EVD-1"], "raises": ["CLM-1"]}, {"n": 3}),
    ({"kind": "standard_superseded", "keys": ["STD-1"]}, {"status": "current"}),
]


@pytest.mark.parametrize(("news", "fields"), CONTRADICTING)
def test_news_does_not_contradict_what_it_is_about(workspace, news, fields):
    """Fields cannot lead a signal to another device, or say of a thing what the news denies."""
    client = workspace.client
    workspace.load([*ARGUMENT, row("Device", "DEV-2"), row("Standard", "STD-1", designation="ISO 1")])
    before = trail(client)
    sent = {**news, "notice": "n", "fields": fields}
    problem(client.post("/v1/triggers", json=sent), 422, "invalid-content")
    assert trail(client) == before


def test_a_version_is_released_whose_record_is_a_draft_or_in_development(workspace):
    """The release brings the record of this very version into force and on the market."""
    client = workspace.client
    workspace.load([*ARGUMENT, row("DeviceVersion", "DV-1", devices="DEV-1", status="in_development")])
    draft = {"type": "DeviceVersion", "key": "DV-2", "devices": ["DEV-1"], "version_label": "2"}
    ok(client.post("/v1/items", json=draft), 201)
    for key in ("DV-1", "DV-2"):
        sent = {"kind": "device_version_released", "keys": ["DEV-1"], "fields": {"key": key}}
        ok(client.post("/v1/triggers", json=sent))
        read = ok(client.get(f"/v1/items/{key}"))
        assert (read["state"], read["content"].get("status", "on_market")) == ("in_force", "on_market")
        assert ok(client.post("/v1/triggers", json=sent))["changes"] == []


def test_news_is_about_drafts_too(workspace):
    """A draft of a retracted paper is withdrawn; one beside a version in force is named alone."""
    client = workspace.client
    paper = {"type": "Evidence", "kind": "publication", "doi": "10.1000/abc.7"}
    ok(client.post("/v1/items", json={**paper, "key": "EVD-7"}), 201)
    workspace.load(ARGUMENT)
    ok(client.put("/v1/items/EVD-1", json={**paper, "key": "EVD-1"}, headers={"If-Match": "*"}))
    fired = ok(client.post("/v1/triggers", json={"kind": "retraction", "doi": "doi:10.1000/ABC.7"}))
    assert [(entry["key"], entry["by"], entry["done"]) for entry in fired["matched"]] == [
        ("EVD-1", "draft", None),
        ("EVD-7", "draft", "withdraw"),
    ]
    assert ok(client.get("/v1/items/EVD-7"))["state"] == "withdrawn"
    assert ok(client.get("/v1/items/EVD-1"))["state"] == "in_force"
    ok(client.post("/v1/items", json={"type": "Device", "key": "DEV-7", "basic_udi_di": "0123"}), 201)
    news = {"kind": "vigilance_signal", "udi": "01 23", "notice": "n"}
    [signal] = ok(client.post("/v1/triggers", json=news))["changes"]
    assert signal["item"]["devices"] == ["DEV-7"]
