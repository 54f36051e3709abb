"""What a claim asks for and what a report shows, as figures; checked against published examples."""

import pytest

from graph.vocabulary.figures import (
    asks_for_bound,
    figures_in,
    figures_of,
    interval,
    metric_of,
    needed,
    normal_value,
    operator_of,
    people_in,
    printed_metric,
)


@pytest.mark.parametrize(
    ("seen", "n", "lower", "upper"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_score_interval_is_that_of_newcombe(seen, n, lower, upper):
    """The four examples of method 3 in R. G. Newcombe, Statistics in Medicine 17 (1998), 857."""
    assert interval(seen / n, n) == (pytest.approx(lower, abs=6e-5), pytest.approx(upper, abs=6e-5))


@pytest.mark.parametrize(
    ("operator", "value", "many"),
    [
        ("at_least", 0.9, 30),
        ("above", 0.99, 300),
        ("at_most", 0.01, 300),
        ("below", 0.5, 6),
        ("at_most", 20, None),
        ("", 0.9, None),
    ],
)
def test_the_rule_of_three(operator, value, many):
    """No event in n leaves 3/n possible: so many are needed before a proportion can be shown at all."""
    assert needed(operator, value) == many


@pytest.mark.parametrize(
    ("text", "name"),
    [(">=", "at_least"), ("≥", "at_least"), ("not less than", "at_least"), ("<", "below"),
     ("no more than 5", "at_most"), ("better than", "above"), ("up to", "at_most"), ("=", ""), ("", "")],
)  # fmt: skip
def test_a_comparison_is_read_from_signs_and_words(text, name):
    """What is not said is not guessed."""
    assert operator_of(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [("Sens.", "sensitivity"), ("true positive rate", "sensitivity"), ("AUROC", "area_under_the_curve"),
     ("Sensitivity for pneumothorax", "sensitivity"), ("reading_time", "reading_time"), ("", "")],
)  # fmt: skip
def test_a_metric_has_one_name(text, name):
    """A claim and a report may spell it otherwise."""
    assert metric_of(text) == name


def test_percentages_are_proportions():
    """By their unit, or by what the metric is; other quantities stay as they are."""
    assert normal_value(91, "%", "x") == pytest.approx(0.91)
    assert normal_value(91, "", "sensitivity") == pytest.approx(0.91)
    assert normal_value(0.91, "", "sensitivity") == 0.91
    assert normal_value(12, "s", "reading_time") == 12


def test_results_give_figures_with_their_bounds():
    """Bounds beside a result are its bounds, others are worked out; the order is that of the names."""
    bounded, lone = figures_of(
        {"n": 378, "results": {"specificity": 0.91, "sensitivity": 0.9, "sensitivity_lower": 0.8}}
    )
    assert (lone.metric, bounded.metric) == ("specificity", "sensitivity")
    assert lone.lower == pytest.approx(0.877, abs=5e-4)
    assert bounded.lower == 0.8


@pytest.mark.parametrize(
    ("results", "bounds"),
    [({"sensitivity": 0.93, "sensitivity_95ci": "0.91-0.95"}, (0.91, 0.95)),
     ({"burn rate": 0.03, "burn rate 95 % CI": "1 to 6"}, (0.01, 0.06)),
     ({"sensitivity": 0.93, "sensitivity confidence interval": "91; 95"}, (0.91, 0.95)),
     ({"sensitivity": 0.93, "sensitivity lower": "88 %", "sensitivity upper": 0.97}, (0.88, 0.97))],
)  # fmt: skip
def test_an_interval_beside_a_result_is_no_figure(results, bounds):
    """It says how sure the figure is: its lower end is not what was found."""
    (figure,) = figures_of({"results": results})
    assert (figure.estimate, figure.lower, figure.upper) == (next(iter(results.values())), *bounds)


def test_a_count_says_in_how_many():
    """What was counted, or the number beside a result, is that of the figure, and not all studied."""
    counted, numbered = figures_of(
        {"n": 900, "results": {"sensitivity": "93/100", "specificity": 0.9, "specificity_n": 50}}
    )
    assert (counted.n, numbered.n) == (100, 50)


def test_results_of_some_people_are_of_a_subgroup():
    """Beside a result of all; where a metric is told of some alone, it is the result."""
    results = {
        "sensitivity": 0.93,
        "sensitivity_women": 0.8,
        "sensitivity, age > 75": 0.7,
        "sensitivity_rib": 0.6,
    }
    told = {f.subgroup: f.estimate for f in figures_of({"n": 400, "results": results, "subgroups": ["Rib"]})}
    assert told == {"": 0.93, "women": 0.8, "age > 75": 0.7, "rib": 0.6}
    (alone,) = figures_of({"results": {"sensitivity_women": 0.8}})
    assert alone.subgroup == ""


def test_what_else_is_told_of_a_metric_is_no_figure():
    """A deviation, a threshold or a p value beside a result is not a second result."""
    results = {
        "sensitivity": 0.93,
        "sensitivity_sd": 0.02,
        "sensitivity_threshold": 0.9,
        "sensitivity p": 0.01,
    }
    assert [figure.estimate for figure in figures_of({"results": results})] == [0.93]


def test_a_figure_of_a_subgroup_is_not_of_all_that_were_studied():
    """The number of the study says nothing on how many of a subgroup there were."""
    (figure,) = figures_of(
        {"n": 400, "figures": [{"metric": "sensitivity", "estimate": 0.8, "subgroup": "women"}]}
    )
    assert (figure.n, figure.subgroup) == (-1, "women")


def test_what_a_text_states_of_figures_and_people():
    """Digits in names are no figures, percentages are proportions, and people have one spelling."""
    assert figures_in("Finds 99 % of COVID-19 with v2.1, T1 aside, in 1.5 s") == ["0.99", "1.5"]
    assert people_in("For every child and for female adults") == ["adults", "all", "children", "women"]
    assert people_in("Self-adhesive, faster than older systems, for non-pregnant patients") == []
    assert people_in("A self-test for older adults") == ["adults", "elderly", "home"]


@pytest.mark.parametrize(
    ("text", "asks"),
    [("lower bound above 0.9", True), ("95 % CI above 0.9", True), ("sensitivity of 0.9", False)],
)
def test_a_criterion_on_the_bound(text, asks):
    """Bound, limit and interval ask for more than an estimate."""
    assert asks_for_bound(text) is asks


@pytest.mark.parametrize(
    ("text", "figures", "metric"),
    [("Sensitivity of ninety percent", ["0.9"], "sensitivity"),
     ("Finds nine out of ten cases", ["0.9"], "sensitivity"),
     ("Misses one in a thousand", ["0.001"], "sensitivity"),
     ("A specificity of 99,5 %", ["0.995"], "specificity"),
     ("A specificity of 99\u00b75 %", ["0.995"], "specificity"),
     ("ninety-nine point five per cent accurate", ["0.995"], "accuracy"),
     ("Right in two thirds of them", ["0.666667"], ""),
     ("Sensitivity between 90 and 95 percent", ["0.9", "0.95"], "sensitivity"),
     ("Tried on 1,000 images of one centre, by two readers", ["1000"], ""),
     ("An AUC of 0,875", ["0.875"], "area_under_the_curve"),
     ("Finds it in 10 s", ["10"], ""),
     ("5 in 10 seconds", ["10", "5"], "")],
)  # fmt: skip
def test_figures_are_read_in_words_and_in_every_spelling(text, figures, metric):
    """Whoever prints `nine out of ten` prints a figure; a number word that counts readers is none."""
    assert (sorted(figures_in(text)), printed_metric(text)) == (figures, metric)
