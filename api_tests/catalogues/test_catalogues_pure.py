"""The catalogues and presets that are shipped, and what reading them refuses."""

import json
import re
import shutil

import pytest

from graph.catalogues import CATALOGUES, CatalogueError, catalogues, must_know, presets
from graph.catalogues.reading import CATALOGUES as FOLDER
from graph.errors import CatalogueNotFound
from graph.vocabulary import ITEM_TYPES
from graph.vocabulary.base import KEY_PATTERN

ER = catalogues()["MDD.ER"]
GSPR = catalogues()["EUMDR.GSPR"]
LEAVES = {leaf.id: leaf for leaf in ER.leaves}


def test_the_counts_are_those_of_the_annexes():
    """A leaf that was lost would be a requirement that nobody is asked for."""
    assert len(ER.leaves) == 95
    assert len(GSPR.leaves) == 110
    assert [leaf.id for leaf in ER.leaves][:12] == [
        "1",
        "1-i1",
        "1-i2",
        "2",
        "2-i1",
        "2-i2",
        "2-i3",
        "3",
        "4",
        "5",
        "6",
        "6a",
    ]
    groups = {leaf.heading for leaf in GSPR.leaves}
    assert groups == {str(number) for number in range(1, 24)}


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
    letters = [leaf.id[-2] for leaf in ER.leaves if leaf.id.startswith("13.6(")]
    assert "".join(letters) == "abcdefghijklmnopq"
    assert LEAVES["13.6(q)"].title == "Instructions revision"
    assert [leaf.id[-2] for leaf in ER.leaves if leaf.id.startswith("13.3(")] == list("abcdefghijklmn")


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
    """Each group names essential requirements that the other catalogue has; two groups have none."""
    keys = {ER.key_of(leaf) for leaf in ER.leaves}
    near = {leaf.heading: GSPR.nearest_of(leaf) for leaf in GSPR.leaves}
    assert set().union(*near.values()) <= keys
    assert {heading for heading, found in near.items() if not found} == {"9", "19"}
    assert near["1"] == ("MDD.ER.1", "MDD.ER.3")
    assert near["8"] == ("MDD.ER.6",)
    assert "MDD.ER.13.6.q" in near["23"]


def test_software_defaults_are_stated_for_every_essential_requirement():
    """The MHRA's list for software is among the yes and conditional ones."""
    assert {leaf.sw for leaf in ER.leaves} == {"Y", "N", "C"}
    likely = [
        "1",
        "2",
        "3",
        "4",
        "6",
        "6a",
        "9.1",
        "12.1",
        "12.1a",
        "12.9",
        "13.1",
        "13.3",
        "13.6(c)",
        "13.6(d)",
    ]
    assert {LEAVES[name].sw for name in likely} == {"Y"}
    assert LEAVES["12.4"].sw == "C"
    assert {leaf.sw for leaf in GSPR.leaves} == {None}


def test_presets_name_jurisdictions_of_the_vocabulary_and_shipped_catalogues():
    """A maker can start a profile from any of them."""
    found = {preset.jurisdiction: preset for preset in presets()}
    profile = ITEM_TYPES["RegulatoryProfile"]
    for preset in found.values():
        profile(type="RegulatoryProfile", jurisdiction=preset.jurisdiction, catalogue_id=preset.catalogue_id)
    assert set(found) == {"GB_UKMDR", "EU_MDR", "EU_MDD_legacy", "US"}
    months = {entry.device_class: entry.at_most_months for entry in found["GB_UKMDR"].reports}
    assert months == {"I": 36, "IIa": 24, "IIb": 12, "III": 12}
    assert found["EU_MDR"].catalogue_id == "EUMDR.GSPR"


def test_an_unknown_catalogue_is_refused_with_those_there_are():
    """The message names the way out."""
    with pytest.raises(CatalogueNotFound, match=r"MDD\.ER"):
        must_know("UKMDR.SCHEDULE1")


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (("leaves", 1, "id"), "1", "stands twice"),
        (("leaves", 0, "heading"), "XX", "no heading XX"),
        (("headings", 3, "nearest"), ["99"], "MDD.ER does not have"),
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
