"""The catalogues and presets that are shipped, and what reading them refuses."""

import json
import re
import shutil
from collections import Counter

import pytest

from graph.catalogues import CATALOGUES, CatalogueError, catalogues, find_catalogue, preset_for, presets
from graph.catalogues.reading import CATALOGUES as FOLDER
from graph.errors import CatalogueNotFound, InvalidContent
from graph.vocabulary import ITEM_TYPES
from graph.vocabulary.base import KEY_PATTERN

ER = catalogues()["MDD.ER"]
GSPR = catalogues()["EUMDR.GSPR"]
LEAVES = {leaf.id: leaf for leaf in ER.leaves}


ER_PER_CHAPTER = {"1": 3, "2": 3, "3": 1, "4": 1, "5": 1, "6": 1, "6a": 1, "7": 6, "8": 7, "9": 6}
ER_PER_CHAPTER |= {"10": 3, "11": 8, "12": 15, "13": 14 + 18 + 4}
GSPR_PER_CHAPTER = {
    "1": 1,
    "2": 1,
    "3": 7,
    "4": 4,
    "5": 2,
    "6": 1,
    "7": 1,
    "8": 1,
    "9": 1,
    "10": 22,
    "11": 12,
}
GSPR_PER_CHAPTER |= {"12": 2, "13": 7, "14": 13, "15": 2, "16": 9, "17": 4, "18": 8, "19": 7, "20": 6}
GSPR_PER_CHAPTER |= {"21": 3, "22": 6, "23": 9 + 19 + 10 + 28}


def chapter(leaf):
    """The number that a leaf belongs to: 13 of 13.6(q)."""
    return re.match(r"\d+a?", leaf.id)[0]


def letters(catalogue, number):
    """The letters of a number, in their order."""
    found = (re.fullmatch(re.escape(number) + r"\((\w+)\)", leaf.id) for leaf in catalogue.leaves)
    return [match[1] for match in found if match]


def test_the_counts_are_those_of_the_annexes():
    """A leaf that was lost would be a requirement that nobody is asked for."""
    assert Counter(map(chapter, ER.leaves)) == ER_PER_CHAPTER
    assert Counter(map(chapter, GSPR.leaves)) == GSPR_PER_CHAPTER
    assert (len(ER.leaves), len(GSPR.leaves)) == (92, 186)


LAST_LETTERS = {"3": "f", "4": "c", "5": "b", "10.1": "h", "10.4.1": "b", "10.4.2": "d", "11.1": "d"}
LAST_LETTERS |= {"13.1": "c", "13.2": "c", "14.2": "g", "16.1": "b", "16.2": "b", "16.4": "d", "19.1": "c"}
LAST_LETTERS |= {"23.1": "h", "23.2": "s", "23.3": "j", "23.4": "z"}


@pytest.mark.parametrize(("number", "last"), LAST_LETTERS.items())
def test_the_letters_of_the_regulation_are_all_there(number, last):
    """The lists of labels and instructions are those that auditors open first (Annex I, 23.2 to 23.4)."""
    through = [chr(code) for code in range(ord("a"), ord(last) + 1)]
    assert letters(GSPR, number) == through + (["aa", "ab"] if number == "23.4" else [])


def test_a_number_with_letters_is_a_leaf_only_for_a_duty_of_its_own():
    """Whoever answers each letter is not asked again for all of them together."""
    assert [leaf.id for leaf in ER.leaves if leaf.opening] == ["1"]
    assert [leaf.id for leaf in GSPR.leaves if leaf.opening] == ["3", "4", "10.4.1", "11.1", "23.1"]
    assert LEAVES.keys().isdisjoint({"2", "9.2", "13.3", "13.6"})
    assert "brief the patient" in LEAVES["13.6-i1"].paraphrase


def test_each_leaf_says_what_it_asks():
    """A title of its own where a list is long, and a paraphrase, else nobody can work with it."""
    for catalogue in (ER, GSPR):
        assert all(leaf.paraphrase and leaf.paraphrase != leaf.title for leaf in catalogue.leaves)
        assert not [leaf.id for leaf in catalogue.leaves if "see (a)" in leaf.paraphrase.lower()]
    assert len({leaf.title for leaf in GSPR.leaves}) == len(GSPR.leaves)


def test_ids_and_keys_are_unique_and_can_be_keys():
    """Each leaf has one item, under a key that the API takes."""
    for catalogue in (ER, GSPR):
        keys = [catalogue.key_of(leaf) for leaf in catalogue.leaves]
        assert len(set(keys)) == len(keys)
        assert all(re.fullmatch(KEY_PATTERN, key) for key in keys)
    assert ER.key_of(LEAVES["6a"]) == "MDD.ER.6a"
    assert ER.key_of(LEAVES["13.6(q)"]) == "MDD.ER.13.6.q"


def test_the_instructions_end_at_q_and_the_label_at_n():
    """The French transposition has a letter more; the directive has none after (q)."""
    assert "".join(letters(ER, "13.6")) == "abcdefghijklmnopq"
    assert LEAVES["13.6(q)"].title == "Instructions revision"
    assert "".join(letters(ER, "13.3")) == "abcdefghijklmn"


def test_the_essential_requirements_sit_in_annex_i_of_the_directive():
    """Schedule 1 of the UK regulations is not where they are."""
    assert ER.source.startswith("Annex I of Directive 93/42/EEC")
    assert "Schedule 2A" in ER.source
    assert {"3", "8.2", "10.3", "13.3(a)"} == {leaf.id for leaf in ER.leaves if leaf.national_reading}


def test_the_clinical_evaluation_concludes_on_1_3_and_6_and_on_gspr_1_and_8():
    """ER 2 is not among them; 6a is the duty to evaluate, and GSPR have their own two."""
    assert [leaf.id for leaf in ER.leaves if leaf.ce == "required"] == ["1", "3", "6"]
    assert [leaf.id for leaf in ER.leaves if leaf.ce == "process"] == ["6a"]
    assert [leaf.id for leaf in GSPR.leaves if leaf.ce == "required"] == ["1", "8"]


def test_every_nearest_requirement_exists():
    """Each leaf names essential requirements that the other catalogue has; news name none."""
    keys = {ER.key_of(leaf) for leaf in ER.leaves}
    near = {leaf.id: GSPR.nearest_of(leaf) for leaf in GSPR.leaves}
    assert set().union(*near.values()) <= keys
    assert near["1"] == ("MDD.ER.1", "MDD.ER.3")
    assert near["8"] == ("MDD.ER.6",)
    assert near["23.4(y)"] == ("MDD.ER.13.6.q",)
    assert "MDD.ER.13.6-i1" in near["23.4(s)"]
    news = ("3(a)", "9", "12.2", "14.2(d)", "17.4", "18.8", "19.4", "23.2(h)", "23.4(c)", "23.4(z)")
    assert not [name for name in news if near[name]]


def test_software_defaults_are_stated_for_every_essential_requirement():
    """The MHRA's list for software is among the yes and conditional ones; GSPR say it for each leaf too."""
    assert {leaf.sw for leaf in ER.leaves} == {"Y", "N", "C"}
    likely = [
        "1",
        "2-i1",
        "3",
        "4",
        "6",
        "6a",
        "9.1",
        "12.1",
        "12.1a",
        "12.9",
        "13.1",
        "13.3(a)",
        "13.6(c)",
        "13.6(d)",
    ]
    assert {LEAVES[name].sw for name in likely} == {"Y"}
    assert (LEAVES["12.4"].sw, LEAVES["5"].sw) == ("C", "C")
    assert {leaf.sw for leaf in GSPR.leaves} == {"Y", "N", "C"}
    software = {leaf.id for leaf in GSPR.leaves if leaf.sw == "Y"}
    assert {"1", "8", "14.2(d)", "17.1", "17.2", "17.4", "18.1", "18.8", "23.4(ab)"} <= software


def test_presets_name_jurisdictions_of_the_vocabulary_and_shipped_catalogues():
    """A maker can start a profile from any of them."""
    found = {preset.id: preset for preset in presets()}
    profile = ITEM_TYPES["RegulatoryProfile"]
    for preset in found.values():
        profile(type="RegulatoryProfile", jurisdiction=preset.jurisdiction, catalogue_id=preset.catalogue_id)
        assert {entry.device_class for entry in preset.reports} in ({*preset.classes}, set())
    assert len(found) == len(presets())
    assert {preset.jurisdiction for preset in presets()} == {"GB_UKMDR", "EU_MDR", "EU_MDD_legacy", "US"}
    months = {entry.device_class: entry.at_most_months for entry in found["GB_UKMDR"].reports}
    stated = {"I": 36, "Is": 36, "Im": 36, "IIa": 24, "IIb": 12, "IIb implantable": 12, "III": 12}
    assert months == stated | {"III implantable": 12}
    assert found["EU_MDR"].catalogue_id == "EUMDR.GSPR"


def test_whose_rules_ask_follows_from_the_market_and_not_from_the_marking():
    """CE in Great Britain is under Part 4A (19B, 19C), Northern Ireland under the Regulation."""
    found = {preset.id: preset for preset in presets()}
    for name, catalogue in (("GB_CE_MDR", "EUMDR.GSPR"), ("GB_CE_MDD", "MDD.ER")):
        preset = found[name]
        assert (preset.jurisdiction, preset.pms_rule_set, preset.marking) == ("GB_UKMDR", "GB_2024", "CE")
        assert preset.catalogue_id == catalogue
        assert {entry.reference[:18] for entry in preset.reports} == {"UK MDR 2002 reg. 4"}
    island = found["NI_EU_MDR"]
    assert (island.jurisdiction, island.pms_rule_set) == ("EU_MDR", "EU_MDR")
    assert not [entry for entry in island.reports if "UK MDR" in entry.reference]


def test_a_legacy_device_owes_the_reports_of_the_regulation():
    """Chapter VII holds for devices under the Directives too (article 120(3e); MDCG 2021-25)."""
    legacy = {entry.device_class: entry for entry in preset_for("EU_MDD_legacy", "IIa").reports}
    assert {name: entry.at_most_months for name, entry in legacy.items() if entry.kind == "psur"} == {
        "IIa": 24,
        "IIb": 12,
        "IIb implantable": 12,
        "III": 12,
        "III implantable": 12,
    }
    assert {name for name, entry in legacy.items() if entry.kind == "pmsr"} == {"I", "Is", "Im"}
    assert all("120(3e)" in entry.reference for entry in legacy.values())


@pytest.mark.parametrize(
    ("named", "device_class", "preset"),
    [
        ("GB_UKMDR", "IIa", "GB_UKMDR"),
        ("GB_UKMDR", "AIMD", "GB_UKMDR_AIMD"),
        ("GB_CE_MDR", "Ir", "GB_CE_MDR"),
        ("EU_MDR", "AIMD", "EU_MDR"),
        ("NI_EU_MDR", "Is", "NI_EU_MDR"),
        ("EU_MDD_legacy", "AIMD", "EU_AIMDD_legacy"),
    ],
)
def test_a_class_finds_the_preset_that_knows_it(named, device_class, preset):
    """A jurisdiction leads to the preset for the class, an id to that preset alone."""
    assert preset_for(named, device_class).id == preset


@pytest.mark.parametrize(
    ("named", "device_class"), [("GB_CE_MDD", "AIMD"), ("GB_CE_MDD", "Ir"), ("US", "IIa"), ("MARS", "I")]
)
def test_a_class_or_preset_that_there_is_not_is_refused(named, device_class):
    """The message lists what there is."""
    with pytest.raises(InvalidContent, match="use one of"):
        preset_for(named, device_class)


def test_an_unknown_catalogue_is_refused_with_those_there_are():
    """The message names the way out."""
    with pytest.raises(CatalogueNotFound, match=r"MDD\.ER"):
        find_catalogue("UKMDR.SCHEDULE1")


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (("leaves", 1, "id"), "1", "stands twice"),
        (("leaves", 0, "heading"), "XX", "no heading XX"),
        (("leaves", 0, "nearest"), ["99"], "MDD.ER does not have"),
        (("leaves", 2, "opening"), False, "asked twice"),
        (("leaves", 0, "opening"), True, "asked twice"),
        (("leaves", 0, "colour"), "red", "colour"),
        (("id",), "EUMDR.OTHER", "name the file"),
    ],
)
def test_a_catalogue_that_does_not_hold_together_is_refused_whole(tmp_path, place, value, message):
    """Better no catalogue than one with a hole in it."""
    shutil.copytree(CATALOGUES, tmp_path / "own")
    path = tmp_path / "own" / "EUMDR.GSPR.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    target = content
    for step in place[:-1]:
        target = target[step]
    target[place[-1]] = value
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(CatalogueError, match=message):
        catalogues(tmp_path / "own")


def test_the_folder_is_that_of_the_checkout_or_the_wheel():
    """The data are found beside the code, wherever that is installed."""
    assert {path.stem for path in FOLDER.glob("*.json")} == set(catalogues())
