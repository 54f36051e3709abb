"""Figures: what a claim asks for, and what results show of it. Pure.

Bounds that a report does not state are those of the score interval (E. B. Wilson, Journal of the American
Statistical Association 22, 1927, 209). How many observations a rate needs follows from the rule of three:
where nothing was seen in n, up to 3/n is not ruled out (J. A. Hanley, A. Lippman-Hand, JAMA 249, 1983, 1743).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Final

from graph.vocabulary.content import Content
from graph.vocabulary.identifiers import words_of
from graph.vocabulary.spoken_numbers import with_digits
from graph.vocabulary.units import measure_of, share_of

UNKNOWN: Final = -1
"""Stands for a number of observations that nobody states: lists of a node hold no null."""
_NO_BOUND: Final = 1e300
_LEVEL: Final = 0.95
_OPERATORS: Final = (
    ("at_least", r">=|=>|\u2265|\u2a7e|\bat least\b|\bnot? (?:less|lower|fewer) than\b|\bminimum\b"),
    (
        "at_most",
        r"<=|=<|\u2264|\u2a7d|\bat most\b|\bnot? (?:more|higher|greater) than\b|\bmaximum\b|\bup to\b",
    ),
    ("above", r">|\b(?:more|higher|greater|better) than\b|\babove\b|\bexceed\w*\b"),
    ("below", r"<|\b(?:less|lower|fewer) than\b|\bbelow\b|\bunder\b"),
)
_METRICS: Final = (
    (
        "sensitivity",
        ("sensitivity", "sens", "true positive rate", "tpr", "recall", "detection rate", "hit rate"),
    ),
    ("specificity", ("specificity", "spec", "true negative rate", "tnr")),
    ("positive_predictive_value", ("positive predictive value", "ppv", "precision")),
    ("negative_predictive_value", ("negative predictive value", "npv")),
    ("area_under_the_curve", ("area under the curve", "auc", "auroc", "roc auc", "c statistic")),
    ("accuracy", ("accuracy",)),
    ("false_positive_rate", ("false positive rate", "fpr")),
    ("false_negative_rate", ("false negative rate", "fnr")),
)
_HIGHER: Final = frozenset(name for name, _ in _METRICS if not name.startswith("false"))
_RATE: Final = re.compile(r"_?(?:rate|proportion|probability|fraction|share)$")
_BOUNDS: Final = {
    "lower": "lower",
    "lcl": "lower",
    "low": "lower",
    "upper": "upper",
    "ucl": "upper",
    "high": "upper",
}
_ASKS_BOUND: Final = re.compile(
    r"\b(?:lower|upper|confidence|credible)\s+(?:confidence\s+)?(?:bounds?|limits?|intervals?)\b|\b(?:lcl|ucl|lcb|ucb)\b"
    r"|\bci\b",
    re.IGNORECASE,
)


_STATED: Final = re.compile(
    r"(?<![\w.,])(?<![a-z]-)([1-9]\d{0,2}(?:,\d{3})+(?![\d.,%])|\d+(?:[.,]\d+)?)(?![\w.]*\d)"
    r"\s*(?:(?:-|\u2013|to|and)\s*(?=\d+(?:[.,]\d+)?\s*(%|per\s?cent))|(%|per\s?cent))?"
)
"""A number with its sign, which of a range stands behind its end; `1,000` is a thousand."""
_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
_COUNT: Final = re.compile(
    r"(?<![\w.,/])(\d+)\s*(?:/|out\s+of|in|of)\s*(?:every\s+|an?\s+)?(\d+)(?![\d.,]*\d)(?!\s*(?:/|%|per\s?cent|[µm]?s\b"
    r"|sec|min|hour|day|week|month|year|[mck]?m\b|[mµk]?g\b))"
)
"""A share as a count, such as `9 out of 10`; `5 in 10 seconds` is none."""
_TELLS: Final = re.compile(
    r"\b(?:detect|find|found|identif|recogni[sz]|catch|caught|miss|overlook|pick|spot)\w*", re.IGNORECASE
)
_SO_MUCH: Final = re.compile(r"(?:%|\bper\s?cent)\s*(sensitive|specific|accura|correct)", re.IGNORECASE)
_BY_ADJECTIVE: Final = {
    "sensitive": "sensitivity",
    "specific": "specificity",
    "accura": "accuracy",
    "correct": "accuracy",
}
_PEOPLE: Final = {
    "adults": {"adult", "adults"},
    "children": {"child", "children", "paediatric", "pediatric", "kids"},
    "infants": {"infant", "infants", "newborn", "newborns", "neonate", "neonates", "neonatal", "babies"},
    "adolescents": {"adolescent", "adolescents", "teenagers"},
    "elderly": {"elderly", "older", "geriatric", "seniors"},
    "women": {"woman", "women", "female", "females"},
    "men": {"man", "men", "male", "males"},
    "pregnant": {"pregnant", "pregnancy"},
    "all": {"all", "any", "every", "everyone", "everybody", "anyone", "always", "whole", "entire"},
    "home": {"home", "lay", "self"},
}
"""Words for the people whom a statement speaks of."""
_OF_THINGS: Final = re.compile(
    r" older (?!adults?|people|patients?|persons?|users?|men|women|children|ones|than)"
    r"| self (?!tests?|testing|use|monitor\w*|administ\w*|inject\w*|sampl\w*|collect\w*|medicat\w*|care)"
    r"| non (?=\w)\w+"
)
"""Words that speak of people, where they speak of a thing: an older system, what is self-adhesive."""


_SAID: Final = re.compile(
    r"\s*(\d+(?:[.,]\d+)?)\s*(%)?(?:[^\d]*?(?:95\s*%?\s*-?\s*(?:ci|confidence)[^\d]*)?"
    r"[(\[]?\D*?(\d+(?:[.,]\d+)?)\s*%?\s*(?:-|\u2013|to|,|;)\s*(\d+(?:[.,]\d+)?))?",
    re.IGNORECASE,
)
"""A result in words: an estimate, and in brackets after it the level and the ends of its interval."""
_COUNTED: Final = re.compile(r"\s*(\d+)\s*(?:/|out of|of)\s*(\d+)", re.IGNORECASE)
"""A result as a count, such as `93 of 100`."""
_INTERVAL: Final = re.compile(
    r"[\W_]*(?:\d+(?:[.,]\d+)?\s*%?)?[\W_]*(?:(?<![a-z])ci(?![a-z])|(?:confidence[\W_]+)?interval).*$",
    re.IGNORECASE,
)
"""What names an interval behind the metric that it is of, such as `sensitivity_95ci`."""
_ENDS: Final = re.compile(
    r"\D*?(\d+(?:[.,]\d+)?)\s*%?\s*(?:-|\u2013|to|,|;)\s*(\d+(?:[.,]\d+)?)", re.IGNORECASE
)
_BESIDE: Final = frozenset(("n", "sd", "se", "p", "p value", "threshold", "target", "criterion"))
"""What else is told of a metric under its name: no figure on it."""
_SOME_PEOPLE: Final = re.compile(r"\b(?:ages?|aged|years?|subgroup|males?|females?)\b")
_OF_BOUNDS: Final = frozenset(("ci", "confidence", "limit", "bound", "of", "95", "%", "95ci"))


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """One figure of a report, as a claim is held against it: proportions between 0 and 1.

    `measure` and `scale` say what its unit measures and how large it is; of a proportion they say nothing.
    """

    metric: str
    estimate: float
    lower: float
    upper: float
    n: int
    subgroup: str
    measure: str
    scale: float


def operator_of(text: str) -> str:
    """Return how a text compares: `at_least`, `at_most`, `above`, `below`; empty where it does not say."""
    spoken = text.casefold()
    return next((name for name, pattern in _OPERATORS if re.search(pattern, spoken)), "")


def metric_of(text: str) -> str:
    """Return the name of a metric in one spelling: the first that is known in the text, else its words."""
    return _metric_and_rest(text)[0]


def _metric_and_rest(text: str) -> tuple[str, str]:
    """Return the metric of a text in one spelling, and the words beside it where it is one that is known."""
    words = words_of(text.replace("_", " "))
    places = [
        (words.find(f" {name_said} "), name, name_said)
        for name, names in _METRICS
        for name_said in names
        if f" {name_said} " in words
    ]
    if not places:
        return "_".join(words.split()), ""
    _, name, name_said = min(places)
    return name, " ".join(words.replace(f" {name_said} ", " ", 1).split())


def known_metric(text: str) -> str:
    """Return the name of the first metric that a text speaks of, if it is one that is known; '' for none."""
    metric = metric_of(text)
    return metric if metric in {name for name, _ in _METRICS} else ""


def printed_metric(text: str) -> str:
    """Return the metric that a published statement speaks of, also where it does not name it; '' for none.

    `99 % accurate` states an accuracy, and whoever says how many are found or missed states a sensitivity.
    """
    if metric := known_metric(text):
        return metric
    if adjective := _SO_MUCH.search(with_digits(text)):
        return _BY_ADJECTIVE[adjective[1].casefold()]
    tells = _TELLS.search(text) and any(0 < float(figure) <= 1 for figure in figures_in(text))
    return "sensitivity" if tells else ""


def is_proportion(metric: str) -> bool:
    """Whether a metric lies between 0 and 1 by what it is."""
    return metric in {name for name, _ in _METRICS} or bool(_RATE.search(metric))


def normal_value(value: float, unit: str, metric: str) -> float:
    """Return a value as a proportion where it is a percentage, or counts of a thousand and the like."""
    share = share_of(unit)
    if share is None and is_proportion(metric) and 1 < value <= 100:  # noqa: PLR2004 -- written in percent
        share = 100.0
    return value if share is None else value / share


def measure(unit: str, metric: str) -> tuple[str, float]:
    """Return what a figure measures and the scale of its unit; proportions, and what has no unit, ''."""
    if is_proportion(metric) or share_of(unit) is not None:
        return "", 1.0
    return measure_of(unit)


def asks_for_bound(text: str) -> bool:
    """Whether a text asks for the bound of an interval and not for the estimate alone."""
    return bool(_ASKS_BOUND.search(text))


def figures_in(text: str) -> list[str]:
    """Return the numbers of a text, each once, shares as proportions; digits in names are none.

    In figures or in words: `99,5 %`, `ninety per cent` and `nine out of ten` are shares.
    """
    spelled = with_digits(text)
    shares = [
        (match[0], int(match[1]) / int(match[2]))
        for match in _COUNT.finditer(spelled)
        if 0 < int(match[2]) >= int(match[1])
    ]
    for share, _ in shares:
        spelled = spelled.replace(share, " ")
    numbers = {
        _value(match[1]) / (100 if match[2] or match[3] else 1) for match in _STATED.finditer(spelled)
    } | {value for _, value in shares}
    return [f"{value:g}" for value in sorted(numbers)]


def _value(text: str) -> float:
    return float(text.replace(",", "" if _THOUSANDS.fullmatch(text) else "."))


def people_in(text: str) -> list[str]:
    """Return the words of a text that say whom it speaks of, in one spelling, each once."""
    words = set(_OF_THINGS.sub(" ", words_of(text.replace("-", " "))).split())
    return sorted(name for name, spellings in _PEOPLE.items() if words & spellings)


def needed(operator: str, value: float) -> int | None:
    """Return how many observations could show a proportion at all, by the rule of three; None for no rate."""
    room = 1 - value if operator in {"at_least", "above"} else value
    if not operator or not 0 < value < 1:
        return None
    return math.ceil(3 / room - 1e-9)


def interval(estimate: float, n: int, level: float = _LEVEL) -> tuple[float, float]:
    """Return the score interval of a proportion that was seen in n observations."""
    z = NormalDist().inv_cdf(0.5 + level / 2)
    middle = (estimate + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(estimate * (1 - estimate) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def target_of(content: Content) -> dict[str, object]:
    """Return what a claim asks for, as rules compare it; what it does not say is left out."""
    metric, statement = metric_of(str(content.get("target_metric", ""))), str(content.get("statement", ""))
    stated = figures_in(statement)
    compares = operator_of(str(content.get("target_comparator", "")))
    target: dict[str, object] = {"target_operator": compares} if compares else {}
    if content.get("target_on") == "bound" or (
        content.get("target_on") is None and asks_for_bound(statement)
    ):
        target["asks_bound"] = True
    threshold, unit = content.get("target_threshold"), str(content.get("target_unit", ""))
    if threshold is None and len(stated) == 1 and operator_of(statement):
        threshold, unit = stated[0], ""  # the statement is the target: one figure, and how it compares
    metric = metric or known_metric(statement)
    if threshold is None or not metric:
        return target
    operator = compares or operator_of(statement) or ("at_least" if metric in _HIGHER else "")
    value = normal_value(float(threshold), unit, metric)
    target |= {"target_name": metric, "target_value": value}
    measured, scale = measure(unit, metric)
    target |= {"target_measure": measured, "target_scale": scale} if measured else {}
    if operator:
        target["target_direction"] = operator
        enough = needed(operator, value)
        target |= {"target_needs": enough} if enough else {}
    return target


def benchmark_of(content: Content) -> dict[str, object]:
    """Return what is reached elsewhere, as rules compare it with what is aimed at, in the base of its unit.

    The end of the range that is still good: the lower one of what is better higher, the upper one of what is
    better lower, and both where that is not said.
    """
    unit = str(content.get("benchmark_unit", ""))
    metric = metric_of(str(content.get("parameter", ""))) or known_metric(str(content.get("topic", "")))
    measured, scale = measure(unit, metric)
    ends = {"higher": ("min",), "lower": ("max",)}.get(str(content.get("better")), ("min", "max"))
    benchmark: dict[str, object] = {}
    for end, name in (("min", "benchmark_floor"), ("max", "benchmark_ceiling")):
        value = content.get(f"benchmark_{end}", content.get("benchmark_value"))
        if value is not None and end in ends:
            benchmark[name] = normal_value(float(value), unit, metric) * scale
    if not benchmark:
        return {}
    measures = {"benchmark_name": metric, "benchmark_measure": measured}
    return benchmark | {name: text for name, text in measures.items() if text}


def effect_of(content: Content) -> dict[str, object]:
    """Return the size of a benefit in the base of its unit, and what the unit measures."""
    size, unit = content.get("effect_size"), str(content.get("effect_unit", ""))
    if size is None:
        return {}
    measured, scale = measure(unit, "")
    effect: dict[str, object] = {"effect_value": normal_value(float(size), unit, "") * scale}
    return effect | ({"effect_measure": measured} if measured else {})


def figures_of(content: Content) -> list[StatedFigure]:
    """Return the figures of a report: those that it lists, and the numbers among its results."""
    studied = content.get("n")
    listed = [_listed(entry, studied) for entry in content.get("figures", ())]
    named = {figure.metric for figure in listed if figure and not figure.subgroup}
    results_by_name = dict(sorted((content.get("results") or {}).items()))  # stored contents are sorted, too
    told_beside = _results(results_by_name, studied, content.get("subgroups") or ())
    results = [figure for figure in told_beside if figure.metric not in named]
    return [figure for figure in (*listed, *results) if figure]


def in_step(figures: Iterable[StatedFigure]) -> dict[str, object]:
    """Return figures as lists in step: rules cannot read what is nested."""
    rows = list(figures)
    if not rows:
        return {}
    return {
        "figure_names": [figure.metric for figure in rows],
        "figure_estimates": [figure.estimate for figure in rows],
        "figure_lowers": [figure.lower for figure in rows],
        "figure_uppers": [figure.upper for figure in rows],
        "figure_ns": [figure.n for figure in rows],
        "figure_subgroups": [figure.subgroup for figure in rows],
        "figure_measures": [figure.measure for figure in rows],
        "figure_scales": [figure.scale for figure in rows],
    }


def _listed(entry: Mapping[str, Any], studied: int | None) -> StatedFigure | None:
    metric, unit, n = metric_of(entry["metric"]), str(entry.get("unit", "")), entry.get("n")
    estimate = entry.get("estimate")
    if estimate is None and n and entry.get("events") is not None:
        estimate, unit = entry["events"] / n, ""
    if estimate is None:
        return None
    subgroup = str(entry.get("subgroup", ""))
    bounds = {name: entry.get(name) for name in ("lower", "upper")}
    level = float(entry.get("level") or _LEVEL)
    of = n if n is not None else (None if subgroup else studied)
    return _figure(metric, float(estimate), unit, bounds, of, subgroup, level)


def _results(results: Content, studied: int | None, subgroups: Iterable[str]) -> Iterator[StatedFigure]:
    """Return the figures among results: people named beside a metric that is stated alone are a subgroup."""
    parts = {" ".join(words_of(part).split()) for part in subgroups}
    numbers: dict[tuple[str, str], float] = {}
    counts: dict[tuple[str, str], int] = {}
    bounds: dict[tuple[str, str], dict[str, float | None]] = {}
    for key, value in results.items():
        interval_of = _INTERVAL.search(key)
        ends = _ENDS.match(str(value)) if interval_of else None
        if interval_of and ends:
            of_what = _metric_and_rest(key[: interval_of.start()])
            bounds[of_what] = _both(ends[1], ends[2], of_what[0])
            continue
        named, side = _bounded(key)
        counted, worded = _COUNTED.match(str(value)), _SAID.match(str(value))
        if isinstance(value, int | float):
            number = float(value)
        elif counted and int(counted[2]):
            number, counts[named] = int(counted[1]) / int(counted[2]), int(counted[2])
        elif worded:
            number = _number(worded[1]) / (100 if worded[2] else 1)
        else:
            continue
        if side:
            bounds.setdefault(named, {})[side] = number
            continue
        numbers[named] = number
        if worded and worded[3] and not counted and not isinstance(value, int | float):
            bounds[named] = _both(worded[3], worded[4], named[0])
    for (metric, rest), value in numbers.items():
        alone = (metric, "") not in numbers
        if metric and (alone or rest not in _BESIDE):
            people = rest in parts or _SOME_PEOPLE.search(rest) or {*people_in(rest)} - {"all"}
            subgroup = rest if people and not alone else ""
            of = counts.get(
                (metric, rest), None if subgroup else _seen_in(numbers.get((metric, "n")), studied)
            )
            yield _figure(metric, value, "", bounds.get((metric, rest), {}), of, subgroup, _LEVEL)


def _seen_in(stated: float | None, studied: int | None) -> int | None:
    """Return in how many a metric was looked at: as a result beside it says, else all who were studied."""
    return int(stated) if stated is not None and stated >= 1 else studied


def _bounded(key: str) -> tuple[tuple[str, str], str]:
    """Return of what a result is, as metric and the words beside it, and which bound, if it is one."""
    metric, rest = _metric_and_rest(key)
    words = (rest or metric.replace("_", " ")).split()
    side = next((_BOUNDS[word] for word in words if word in _BOUNDS), "")
    if not side:
        return (metric, rest), ""
    left = [word for word in words if word not in _BOUNDS and word not in _OF_BOUNDS]
    return ((metric, " ".join(left)) if rest else ("_".join(left), "")), side


def _both(lower: str, upper: str, metric: str) -> dict[str, float | None]:
    """Return the ends of an interval; of a proportion both are percentages where the upper one is."""
    percent = 100 if is_proportion(metric) and _number(upper) > 1 else 1
    return {"lower": _number(lower) / percent, "upper": _number(upper) / percent}


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _figure(  # noqa: PLR0913 -- one argument for each part of a figure
    metric: str,
    estimate: float,
    unit: str,
    bounds: Mapping[str, float | None],
    n: int | None,
    subgroup: str,
    level: float,
) -> StatedFigure:
    value = normal_value(estimate, unit, metric)
    lower, upper = -_NO_BOUND, _NO_BOUND
    if n and 0 <= value <= 1 and is_proportion(metric) and metric != "area_under_the_curve":
        lower, upper = interval(value, n, level)
    normal = {side: normal_value(bound, unit, metric) for side, bound in bounds.items() if bound is not None}
    return StatedFigure(
        metric,
        value,
        normal.get("lower", lower),
        normal.get("upper", upper),
        UNKNOWN if n is None else n,
        subgroup,
        *measure(unit, metric),
    )
