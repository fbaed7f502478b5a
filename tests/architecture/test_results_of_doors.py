"""Every public name that gives a result: how it shows itself, and what it says of its methods.

A name that is new to ``evidence`` has to be called here, or be among those that give no result of
an analysis, with the reason.
"""

import re
from functools import cache

import pandas as pd
import pytest

import evidence as ev
from evidence.errors import ChoiceUnknown
from evidence.records.shown import Shown
from evidence.tables.open_tables import open_tables
from evidence.vocabulary import Language

NO_ANALYSIS = {
    "answer": "a question's chapter, which the documents tell",
    "lay_out_forest": "a figure's layout",
    "load": "files read back",
    "open_tables": "tables",
    "overview": "counts of the tables, which the documents tell",
    "rate": "people's decisions added up; the documents tell them",
    "run_multiverse": "a chapter's annex, which the documents tell",
    "save": "a file",
    "save_overview": "a file",
    "state": "the words themselves",
    "vcalc": "a matrix",
    "suggest": "suggestions with words of their own (`evidence check --grade`)",
}
"""Names beside the drawings that give no result of an analysis."""

NO_SEARCH = {
    "analyse": "its pooled effect says it",
    "effect_sizes": "formulas",
    "network_components": "a variance in closed form",
    "p_curve": "the root of a function that only falls",
    "pool_many": "each analysis has its own status and number of maxima",
    "gosh": "each selection has its own search; `failed` counts those without an answer",
    "pool_subgroups": "each subgroup's pooled effect says it",
    "robust_regression": "variances by moments, in closed form",
    "permutation_test": "each arrangement has its own; `failed` counts those without a statistic",
    "simulate": "each world has its own; `failed` counts those without an answer",
}

METHODS = (
    *("method", "methods", "tau2_method", "test", "kind", "model"),
    *("pooled", "effects", "half"),  # each pooled effect, effect's route and half curve has its own
)
"""Fields by which a result names how it was had."""

EFFECTS = {
    "study": list("ABCDEFGH"),
    "yi": [0.9, 0.8, 0.7, 0.5, 0.45, 0.1, 0.4, 0.2],
    "vi": [0.16, 0.12, 0.1, 0.04, 0.03, 0.03, 0.02, 0.01],
    "year": [1990, 1995, 2000, 2001, 2005, 2010, 2012, 2015],
    "lab": list("aabbccdd"),
    "measure": ["RR"] * 8,
}
COUNTS = {
    "ai": [4, 6, 3, 62, 33],
    "bi": [119, 300, 228, 13536, 5036],
    "ci": [11, 29, 11, 248, 47],
    "di": [128, 274, 209, 12619, 5761],
}
CELLS = {name: name for name in COUNTS}
TRIALS = {
    "study": ["A", "B", "C", "D", "E"],
    "treat1": ["drug", "therapy", "drug + therapy", "drug", "therapy"],
    "treat2": ["placebo"] * 3 + ["therapy", "placebo"],
    "yi": [-0.2, -0.4, -0.7, 0.1, -0.3],
    "vi": [0.04, 0.05, 0.03, 0.04, 0.05],
}
DOSES = {
    "study": ["A"] * 3 + ["B"] * 3,
    "design": ["ir"] * 6,
    "dose": [0, 5, 10, 0, 4, 8],
    "yi": [0, 0.1, 0.3, 0, 0.2, 0.3],
    "sei": [0, 0.1, 0.12, 0, 0.11, 0.14],
    "cases": [300, 340, 280, 210, 250, 190],
    "n": [9000, 9100, 6200, 7000, 6900, 4700],
}
ACCURACY = {
    "tp": [18, 40, 27, 9, 33],
    "fn": [2, 19, 5, 3, 7],
    "fp": [3, 9, 2, 5, 6],
    "tn": [30, 60, 41, 22, 71],
}
SEVERAL = {
    "pain": [0.1, 0.4, 0.9, 0.3],
    "pain_v": [0.02, 0.03, 0.02, 0.02],
    "mood": [0.2, 0.6, 0.5, 0.2],
    "mood_v": [0.02, 0.02, 0.03, 0.03],
}


@cache
def regression(formula: str):
    return ev.meta_regression(formula, EFFECTS, tau2_method="ML")


@cache
def planned():
    tables = open_tables("data")
    return tables.synthesis(next(iter(tables.syntheses)))


@cache
def multilevel():
    return ev.multilevel(EFFECTS, random="lab/study")


CALLS = {
    "accuracy": lambda: ev.accuracy(ACCURACY),
    "adjusted_effect": lambda: ev.adjusted_effect(EFFECTS),
    "aggregate": lambda: ev.aggregate(EFFECTS, cluster="lab", errors=0.5),
    "analyse": lambda: ev.analyse(planned()),
    "baujat": lambda: ev.baujat(EFFECTS),
    "bootstrap": lambda: ev.bootstrap(EFFECTS, times=100),
    "cluster_influence": lambda: ev.cluster_influence(multilevel(), EFFECTS["lab"]),
    "compare_models": lambda: ev.compare_models(regression("year"), regression("1")),
    "contrast": lambda: ev.contrast(regression("year"), {"year": 10}),
    "copas": lambda: ev.copas(EFFECTS),
    "convert": lambda: ev.convert(
        "standard_deviation_from_se", {"se": [1.0], "n": [9]}, se="se", n="n"
    ),
    "cumulative": lambda: ev.cumulative(EFFECTS, order=EFFECTS["year"]),
    "cumulative_events": lambda: ev.cumulative_events(COUNTS, order=[1, 2, 3, 4, 5]),
    "dose_response": lambda: ev.dose_response(DOSES),
    "effect_sizes": lambda: ev.effect_sizes(planned()),
    "escalc": lambda: ev.escalc("OR", COUNTS, **CELLS),
    "excess_significance": lambda: ev.excess_significance(EFFECTS),
    "fail_safe_n": lambda: ev.fail_safe_n(EFFECTS, method="general"),
    "gosh": lambda: ev.gosh(EFFECTS),
    "influence": lambda: ev.influence(EFFECTS),
    "joint_test": lambda: ev.joint_test(regression("year"), ["year"]),
    "labbe": lambda: ev.labbe("OR", COUNTS, **CELLS),
    "leave_one_out": lambda: ev.leave_one_out(EFFECTS),
    "leave_one_out_events": lambda: ev.leave_one_out_events(COUNTS),
    "leave_out": lambda: ev.leave_out(EFFECTS, k=2),
    "location_scale": lambda: ev.location_scale("year", EFFECTS, scale="year"),
    "meta_regression": lambda: regression("year"),
    "multilevel": lambda: multilevel(),
    "multivariate": lambda: ev.multivariate(
        SEVERAL, yi=["pain", "mood"], vi=["pain_v", "mood_v"], errors=0.5
    ),
    "network": lambda: ev.network(TRIALS, reference="placebo", measure="SMD"),
    "network_components": lambda: ev.network_components(TRIALS, inactive="placebo"),
    "p_curve": lambda: ev.p_curve(EFFECTS),
    "permutation_test": lambda: ev.permutation_test("year", EFFECTS, times=50),
    "pool": lambda: ev.pool(EFFECTS),
    "pool_events": lambda: ev.pool_events(COUNTS, measure="OR"),
    "pool_many": lambda: ev.pool_many(EFFECTS["yi"], EFFECTS["vi"], [0, 7, 8]),
    "pool_subgroups": lambda: ev.pool_subgroups(EFFECTS, "lab"),
    "predict": lambda: ev.predict(regression("year"), {"year": [2000, 2020]}),
    "radial": lambda: ev.radial(EFFECTS),
    "robust_regression": lambda: ev.robust_regression(EFFECTS, "lab", kind="HIER"),
    "selection_model": lambda: ev.selection_model(EFFECTS),
    "sequential_analysis": lambda: ev.sequential_analysis(EFFECTS, effect=0.3),
    "simulate": lambda: ev.simulate(k=5, n=20, tau2=0.1, methods=[("DL", "wald")], times=100),
    "small_study_test": lambda: ev.small_study_test(EFFECTS),
    "study_effects": lambda: ev.study_effects(EFFECTS),
    "trim_and_fill": lambda: ev.trim_and_fill(EFFECTS),
}


@cache
def results(name: str):
    """What a door gives, one by one; nothing for a table, which is its own frame."""
    found = CALLS[name]()
    if isinstance(found, pd.DataFrame):
        return ()
    return found if isinstance(found, tuple) else (found,)


def test_every_public_name_is_called_or_gives_no_result() -> None:
    drawings = {name for name in ev.__all__ if name.startswith("draw_")}
    assert set(ev.__all__) - drawings == {*CALLS, *NO_ANALYSIS}


@pytest.mark.parametrize("name", sorted(CALLS))
def test_a_result_shows_itself(name: str) -> None:
    for one in results(name):
        assert isinstance(one, Shown)
        assert str(one) and "\n" not in str(one) and not str(one).startswith(type(one).__name__)
        assert one._repr_html_().startswith("<table")
        assert len(one.to_frame()) > 0
        one.as_read()


@pytest.mark.parametrize("name", sorted(CALLS))
def test_a_result_is_told_in_words_of_three_languages(name: str) -> None:
    for one in results(name):
        told = {language: ev.state(one, language.value) for language in Language}
        assert len(set(told.values())) == len(Language)
        for language, words in told.items():
            assert words.endswith(".") and not re.search(r"[{}]|\b(None|nan)\b", words)
            wrong = r"\d,\d\d\b(?!\d)" if language is Language.EN else r"\d\.\d"
            assert not re.search(wrong, words), words


@pytest.mark.parametrize("name", sorted(CALLS))
def test_a_result_names_its_methods_and_how_its_search_went(name: str) -> None:
    for one in results(name):
        assert any(getattr(one, field, "") for field in METHODS)
        if name not in NO_SEARCH:
            assert isinstance(one.converged, bool) and isinstance(one.local_maxima, int)


def test_what_has_no_words_is_refused() -> None:
    with pytest.raises(ChoiceUnknown):
        ev.state(object())
    with pytest.raises(ChoiceUnknown):
        ev.state(results("pool")[0], "sv")
