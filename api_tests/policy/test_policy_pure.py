"""Which figure counts: profile before policy, near before far, and the strictest of several."""

import json

import pytest

from graph.catalogues import policy_presets
from graph.database.queries import StatedRow
from graph.policy import figures_for_rules, in_effect, lists_in_effect, rule_row, shifted, subjects_needed
from graph.vocabulary import ITEM_TYPES
from graph.vocabulary.additions import ADDITIONS, Additions
from graph.vocabulary.thresholds import THRESHOLDS, Thresholds


def policy(key, scope="*", **figures):
    """Return a policy as it is read."""
    return StatedRow(scope, "Policy", key, figures)


def profile(key, scope="DEV-1", **said):
    """Return a regulatory profile as it is read."""
    return StatedRow(scope, "RegulatoryProfile", key, said)


def figure(name, *stated, scope="DEV-1", devices=("DEV-1", "DEV-2")):
    """Return one figure in effect, and who set it."""
    found = in_effect(stated, scope, devices)[name]
    return found.value, found.set_by


def test_every_threshold_has_a_field_and_every_field_a_default():
    """What may be set and what holds otherwise are the same list, each with a unit and a source."""
    assert set(THRESHOLDS) == set(Thresholds.model_fields)
    assert all(entry.source for entry in THRESHOLDS.values())
    shares = {"side_effect_detection_rate", "detection_probability"}
    assert {name for name, entry in THRESHOLDS.items() if not entry.unit} == shares


def test_nobody_says_anything():
    """The defaults hold, and nobody set them."""
    assert figure("signal_days") == (30, ())
    assert figure("signal_days", scope="*", devices=()) == (30, ())


def test_near_goes_before_far():
    """Profile, then the policy of the device, then that for all, whatever the figures are."""
    far, near, of_profile = (
        policy("POL-1", signal_days=10),
        policy("POL-2", "DEV-1", signal_days=20),
        profile("PRO-1", signal_days=90),
    )
    assert figure("signal_days", far) == (10, ("POL-1",))
    assert figure("signal_days", far, near) == (20, ("POL-2",))
    assert figure("signal_days", far, near, of_profile) == (90, ("PRO-1",))
    assert figure("signal_days", near, of_profile, scope="DEV-2") == (30, ())
    assert figure("signal_days", far, policy("POL-2", "DEV-1", bulk_limit=5)) == (10, ("POL-1",))


def test_of_several_the_strictest_counts():
    """Less is stricter for times, more for a probability; a profile that is silent is asked all the same."""
    both = profile("PRO-1", signal_days=90), profile("PRO-2", signal_days=60)
    assert figure("signal_days", *both) == (60, ("PRO-2",))
    assert figure("signal_days", *both, profile("PRO-3")) == (30, ())
    assert figure("signal_days", *both, profile("PRO-3", "*", signal_days=7)) == (7, ("PRO-3",))
    probable = policy("POL-1", detection_probability=0.9), policy("POL-2", detection_probability=0.95)
    assert figure("detection_probability", *probable) == (0.95, ("POL-2",))
    same = policy("POL-2", signal_days=5), policy("POL-1", signal_days=5)
    assert figure("signal_days", *same) == (5, ("POL-1", "POL-2"))


def test_what_belongs_to_everything_is_held_to_the_strictest_device():
    """A device that says more does not loosen it, one that says less tightens it."""
    loose, strict = policy("POL-1", "DEV-1", signal_days=90), policy("POL-2", "DEV-2", signal_days=5)
    assert figure("signal_days", loose, scope="*") == (30, ())
    assert figure("signal_days", loose, strict, scope="*") == (5, ("POL-2",))
    assert figure("signal_days", loose, scope="*", devices=["DEV-1"]) == (90, ("POL-1",))


LONG = {"cer_interval_months": 36, "well_established": True, "cer_interval_justification": "known"}


@pytest.mark.parametrize(
    ("said", "allowed", "limited"),
    [
        (LONG, 36, False),
        (LONG | {"cer_interval_months": 120}, 60, True),
        (LONG | {"cer_interval_justification": ""}, 12, True),
        (LONG | {"well_established": False}, 12, True),
        (LONG | {"significant_risk": True}, 12, True),
        ({"cer_interval_months": 6, "significant_risk": True}, 6, False),
    ],
)
def test_a_long_interval_has_to_be_earned(said, allowed, limited):
    """More than a year only for a well-established device without significant risk, justified; 60 at most."""
    found = in_effect([profile("PRO-1", **said)], "DEV-1", ["DEV-1"])["cer_interval_months"]
    assert (found.value, bool(found.limited)) == (allowed, limited)


def test_a_policy_cannot_earn_it():
    """It does not know the device: without a profile a year is the most."""
    assert figure("cer_interval_months", policy("POL-1", cer_interval_months=24)) == (12, ("POL-1",))


def test_searches_follow_the_evaluation_unless_said_otherwise():
    """Where nobody sets their age, the interval of the evaluation is taken; a year for significant risk."""
    name = "literature_max_age_months"
    assert figure(name, profile("PRO-1", cer_interval_months=6)) == (6, ("PRO-1",))
    assert figure(name, profile("PRO-1", cer_interval_months=6, literature_max_age_months=9))[0] == 9
    assert figure(name, profile("PRO-1", literature_max_age_months=36, significant_risk=True))[0] == 12
    assert figure(name, profile("PRO-1", **LONG))[0] == 36
    assert figure(name, profile("PRO-1", **LONG | {"cer_interval_justification": ""}))[0] == 12


def test_an_evaluation_may_justify_its_interval_itself():
    """The justification may stand there; a device that is not well established does not earn it so."""
    bare = LONG | {"cer_interval_justification": ""}
    found = [
        in_effect([profile("PRO-1", **said)], "DEV-1", ["DEV-1"], justified=True)["cer_interval_months"].value
        for said in (bare, bare | {"well_established": False}, bare | {"significant_risk": True})
    ]
    assert found == [36, 12, 12]


@pytest.mark.parametrize(
    ("day", "by", "unit", "found"),
    [
        ("2026-11-23", -12, "months", "2025-11-23"),
        ("2026-01-31", -1, "months", "2025-12-31"),
        ("2026-03-31", -1, "months", "2026-02-31"),
        ("2026-11-23", 2, "months", "2027-01-23"),
        ("2026-03-01", -1, "days", "2026-02-28"),
        ("0001-01-01", -12, "months", "0001-01-01"),
        ("9999-12-31", 12, "months", "9999-12-31"),
        ("0001-01-01", -30, "days", "0001-01-01"),
        ("9999-12-31", 30, "days", "9999-12-31"),
    ],
)
def test_a_day_so_far_away(day, by, unit, found):
    """Months keep the day of the month, and nothing runs over the ends of the calendar."""
    assert shifted(day, by, unit) == found


@pytest.mark.parametrize(
    ("rate", "probability", "needed"),
    [(0.1, 0.8, 15), (0.05, 0.8, 32), (0.01, 0.8, 161), (0.5, 0.5, 1), (0.000001, 0.999999, 13_815_504)],
)
def test_subjects_to_see_one_event(rate, probability, needed):
    """The worked numbers of MEDDEV A7.4, and figures at the ends."""
    assert subjects_needed(rate, probability) == needed


def test_the_row_of_a_rule_names_everything():
    """Each figure with who set it, and each time with its days."""
    row = figures_for_rules(in_effect([policy("POL-1", signal_days=7)], "DEV-1", ["DEV-1"]), "2026-11-23")
    assert row["signal_days"] == 7
    assert row["signal_days_from"] == ["POL-1"]
    assert (row["signal_days_ago"], row["signal_days_ahead"]) == ("2026-11-16", "2026-11-30")
    assert row["side_effect_subjects_needed"] == 161
    assert "bulk_limit_ago" not in row


def competences(*stated, scope="DEV-1"):
    """Return the competences that are asked beyond the default, and who asks for them."""
    found = lists_in_effect(stated, scope)["required_competences"]
    return set(found.entries) - set(ADDITIONS["required_competences"].default), found.set_by


def test_every_list_has_a_field_and_every_field_a_default_in_its_own_spelling():
    """What may be added and what is asked anyway are the same list; a default is found as an entry is."""
    assert set(ADDITIONS) == set(Additions.model_fields)
    assert all(entry.source for entry in ADDITIONS.values())
    for entry in ADDITIONS.values():
        assert list(entry.read(list(entry.default))) == list(entry.default)


def test_lists_add_up():
    """No policy takes back what another asks, a near one no less than one for all."""
    far = policy("POL-2", required_competences=["Human factors", "Regulation"])
    near = policy("POL-1", "DEV-1", required_competences=["machine-learning", "human factors"])
    assert competences() == (set(), ())
    assert competences(far) == ({"human_factors"}, ("POL-2",))
    assert competences(far, near) == ({"human_factors", "machine_learning"}, ("POL-1", "POL-2"))
    assert competences(far, near, scope="DEV-2") == ({"human_factors"}, ("POL-2",))
    assert competences(near, scope="*") == ({"human_factors", "machine_learning"}, ("POL-1",))
    assert competences(policy("POL-1", signal_days=3), policy("POL-2", required_competences=[" "])) == (
        set(),
        (),
    )
    assert competences(profile("PRO-1", required_competences=["dancing"])) == (set(), ())


def test_a_rule_reads_the_whole_list():
    """The row of a scope holds default and additions in a fixed order, and who added."""
    row = rule_row([policy("POL-1", required_competences=["acoustics"])], "DEV-1", ["DEV-1"], "2026-11-23")
    assert row["required_competences"] == sorted([*ADDITIONS["required_competences"].default, "acoustics"])
    assert row["required_competences_from"] == ["POL-1"]


MINIMUM = {"category": "III", "pillar": "cv", "kinds": ["registry_rwe", "pmcf_study"]}


def minima(*stated, scope="DEV-1"):
    """Return what is asked of evidence, in words, and who asks it."""
    found = lists_in_effect(stated, scope)["evidence_minima"]
    return [entry["asked"] for entry in found.entries], found.set_by


def test_minima_of_all_policies_are_asked_together():
    """The same demand in other words or with another note is one; none is asked while nobody states any."""
    again = {**MINIMUM, "kinds": ["pmcf_study", "registry_rwe"], "note": "Said twice"}
    far = policy("POL-1", evidence_minima=json.dumps([MINIMUM]))
    near = policy("POL-2", "DEV-1", evidence_minima=json.dumps([again, {"pillar": "av", "at_least": 2}]))
    cv = "cv (category III): at least 1 of pmcf_study or registry_rwe"
    assert minima() == ([], ())
    assert minima(far) == ([cv], ("POL-1",))
    assert minima(far, near) == (["av: at least 2 of any kind", cv], ("POL-1", "POL-2"))
    assert minima(near, scope="DEV-2") == ([], ())


@pytest.mark.parametrize("preset", policy_presets(), ids=lambda preset: preset.id)
def test_an_example_of_a_policy_can_be_taken_as_it_is(preset):
    """Each is a whole policy that asks something, and says what no rule can tell."""
    taken = ITEM_TYPES["Policy"].model_validate(preset.content).model_dump(mode="json")
    rows = taken["evidence_minima"]
    assert len(minima(policy("POL-1", evidence_minima=json.dumps(rows)))[0]) == len(rows)
    assert all(row["note"] for row in rows)
    assert preset.for_people


def test_kinds_of_elements_are_said_of_elements_that_are_asked_for():
    """A row that names kinds of elements and asks for none would look like more than it is."""
    row = {**MINIMUM, "element_kinds": ["indication"]}
    with pytest.raises(ValueError, match="set every_element"):
        ITEM_TYPES["Policy"].model_validate({"type": "Policy", "evidence_minima": [row]})
