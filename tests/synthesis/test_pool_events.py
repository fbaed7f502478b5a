"""A table of counts in, a pooled effect out; bad rows refused, silent ones listed."""

import math

import pandas as pd
import pytest

from evidence.errors import ChoiceUnknown
from evidence.synthesis.event_choices import CLOSED_FORMS, methods_of
from evidence.synthesis.pool_tables import pool_events
from evidence.synthesis.results import NotEstimable
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase
from evidence.wording.synthesis_words import adjustments, left_out_reason, not_estimable_reason
from tests.stats.counts_as_metafor import CASES, columns_of, level

TRIALS = {
    "study": ["A", "B", "C", "D"],
    "ai": [1, 4, 9, 0],
    "n1i": [50, 40, 90, 30],
    "ci": [3, 9, 12, 0],
    "n2i": [50, 40, 90, 30],
}
GROUP = {"xi": [3, 5, 9], "ni": [20, 30, 40], "ti": [20.0, 30.0, 40.0]}


def case(name):
    return next(one for one in CASES if one["id"] == f"c/{name}")


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("rma.mh/bcg/RD/level90", {"measure": "RD", "level": 0.9}),
        ("rma.mh/hine1989/OR", {}),
        ("rma.mh/linde2005/RR", {"measure": "RR"}),
        ("rma.mh/hart1999/IRR", {"measure": "IRR"}),
        ("rma.mh/hart1999/IRD", {"measure": "IRD"}),
        ("rma.peto/hine1989", {"method": "peto"}),
        ("rma.glmm/hine1989/OR/CM.AL/ML", {"method": "CM.AL"}),
        ("rma.glmm/cannon2006/OR/UM.FS/EE", {"method": "UM.FS", "model": "common"}),
        ("rma.glmm/hart1999/IRR/UM.FS/ML", {"measure": "IRR", "method": "UM.FS"}),
        ("rma.glmm/pritz1997/PLO/-/ML/nAGQ25", {"measure": "PLO", "points": 25}),
        ("rma.glmm/hart1999/IRLN/-/ML/arm1", {"measure": "IRLN"}),
    ],
)
def test_columns_give_what_metafor_gives(name, choices):
    known = case(name)
    columns = {key: column.tolist() for key, column in columns_of(known).items()}
    pooled = pool_events(columns, **choices)
    out = known["out"]
    rel = 1e-4 if "glmm" in name else 1e-9
    for field, theirs in (
        ("estimate", "b"),
        ("se", "se"),
        ("ci_low", "ci_lb"),
        ("ci_high", "ci_ub"),
    ):
        assert getattr(pooled, field) == pytest.approx(out[theirs][0], rel=rel)
    assert pooled.level == level(known)
    assert pooled.tau2 == pytest.approx(out["tau2"], rel=rel, abs=1e-9)
    assert pooled.k + len(pooled.left_out) == out["k"]


def test_a_row_that_says_nothing_is_listed_and_changes_nothing():
    pooled = pool_events(TRIALS)
    assert [(row.study_id, row.row_ids) for row in pooled.left_out] == [("D", ("3",))]
    shorter = {name: column[:3] for name, column in TRIALS.items()}
    assert pool_events(shorter).estimate == pooled.estimate
    assert pooled.k == 3
    for language in Language:
        assert left_out_reason(pooled.left_out[0], language)


def test_every_row_counts_for_a_difference_and_where_something_is_added():
    assert pool_events(TRIALS, measure="RD").left_out == ()
    assert pool_events(TRIALS, add=0.5, to="only0").k == 4


def test_a_full_table_is_silent_for_odds_and_not_for_risks():
    full = {"ai": [5, 2], "n1i": [5, 9], "ci": [6, 3], "n2i": [6, 9]}
    assert isinstance(pool_events(full), NotEstimable)
    assert pool_events(full, measure="RR").k == 2


def test_other_column_names_and_a_frame():
    frame = pd.DataFrame(TRIALS, index=[7, 9, 11, 13]).rename(columns={"ai": "died", "study": "x"})
    pooled = pool_events(frame, ai="died", study="x")
    assert pooled == pool_events(TRIALS)


def test_groups_may_be_given_by_those_without_the_event():
    others = {"ai": TRIALS["ai"], "ci": TRIALS["ci"]}
    others["bi"] = [n - a for n, a in zip(TRIALS["n1i"], TRIALS["ai"], strict=True)]
    others["di"] = [n - c for n, c in zip(TRIALS["n2i"], TRIALS["ci"], strict=True)]
    assert pool_events(others).estimate == pool_events(TRIALS).estimate


def test_every_bad_row_is_named_at_once():
    bad = TRIALS | {"ai": [60, "4", 9, -1], "n2i": [50, 0, 90, 30]}
    with pytest.raises(ValueError, match="ai holds '4', which is no number, at position 1") as told:
        pool_events(bad)
    for fault in ("ai below 0 at position 3", "ai above n1i at position 0", "n2i nobody"):
        assert fault in str(told.value)


def test_a_mixed_model_needs_whole_numbers():
    parts = TRIALS | {"ai": [1.5, 4, 9, 0]}
    assert pool_events(parts).k == 3
    with pytest.raises(ValueError, match="ai not a whole number at position 0"):
        pool_events(parts, method="UM.FS")


def test_person_time_must_be_above_zero():
    rates = {"x1i": [1, 2], "t1i": [10, 0], "x2i": [3, 4], "t2i": [10, 20]}
    with pytest.raises(ValueError, match="t1i not above 0 at position 1"):
        pool_events(rates, measure="IRR")


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="different lengths"):
        pool_events(TRIALS | {"ai": [1, 2]})


@pytest.mark.parametrize(
    ("asked", "option"),
    [
        ({"measure": "SMD"}, "measure"),
        ({"method": "DL"}, "method"),
        ({"measure": "RR", "method": "peto"}, "method"),
        ({"measure": "IRR", "method": "CM.AL"}, "method"),
        ({"model": "random"}, "model"),
        ({"ci_method": "t"}, "ci_method"),
        ({"to": "some"}, "to"),
        ({"level": 95}, "level"),
        ({"method": "UM.FS", "add": 0.5, "to": "all"}, "add"),
        ({"method": "UM.FS", "coding": "2"}, "coding"),
        ({"tau2_method": "DL"}, "option"),
        ({"ai": "died"}, "ai"),
        ({"ti": "n1i"}, "column"),
        ({"measure": "PLO"}, "column"),
        ({"ai": 3}, "ai"),
    ],
)
def test_an_unknown_choice_is_answered_with_the_right_ones(asked, option):
    with pytest.raises(ChoiceUnknown) as told:
        pool_events(TRIALS, **asked)
    assert told.value.option == option
    assert told.value.choices


@pytest.mark.parametrize(
    ("changed", "choices", "reason"),
    [
        ({"ci": [0, 0, 0, 0]}, {}, "no_events_in_one_group"),
        ({"ci": [0, 0, 0, 0]}, {"method": "UM.FS"}, "likelihood_without_maximum"),
        (
            {"ci": [0, 0, 0, 0]},
            {"method": "CM.EL", "model": "common"},
            "likelihood_without_maximum",
        ),
        ({"ai": [0] * 4, "ci": [0] * 4}, {}, "no_studies"),
        ({"ai": [1, 0, 0, 0], "ci": [3, 0, 0, 0]}, {}, "one_study"),
        ({"study": ["A", "A", "B", "B"]}, {}, "duplicate_study"),
    ],
)
def test_what_cannot_be_pooled_says_why_in_every_language(changed, choices, reason):
    missing = pool_events(TRIALS | changed, **choices)
    assert isinstance(missing, NotEstimable)
    assert missing.reason == reason
    for language in Language:
        assert not_estimable_reason(missing, language)


def test_one_line_one_row_and_the_readers_scale():
    pooled = pool_events(TRIALS, method="UM.FS")
    assert str(pooled).startswith("OR 0.5")
    assert "(k = 3, random, UM.FS, wald)" in str(pooled)
    assert pooled.as_read()[0] == pytest.approx(math.exp(pooled.estimate))
    row = pooled.to_frame()
    assert len(row) == 1
    assert row.loc[0, "left_out"] == 1
    assert row.loc[0, "likelihood_ratio"] == pooled.heterogeneity[0].statistic
    assert pooled._repr_html_().startswith("<table")
    share = pool_events(GROUP, measure="PLO")
    assert 0 < share.as_read()[1] < share.as_read()[0] < share.as_read()[2] < 1


def test_a_prediction_is_made_only_where_effects_differ():
    assert pool_events(TRIALS).prediction.reason == "common_effect"
    random = pool_events(GROUP, measure="PLO", ci_method="t")
    assert random.df == 2
    assert random.prediction.rule == "t(k-1)"
    two = {name: column[:2] for name, column in GROUP.items()}
    few = pool_events(two, measure="PLO")
    assert few.prediction.reason == "too_few_to_predict"
    assert few.adjustments == ("two_studies",)
    assert all(adjustments(few, language) for language in Language)


def test_every_method_and_test_has_words():
    methods = {m for measure in (*CLOSED_FORMS["MH"], "PLO") for m in methods_of(measure)}
    tests = {
        test.name
        for pooled in (pool_events(TRIALS), pool_events(TRIALS, method="CM.EL"))
        for test in (*pooled.heterogeneity, *pooled.association)
    }
    assert {"tarone", "likelihood_ratio", "mantel_haenszel"} <= tests
    for language in Language:
        assert all(phrase(f"method.events.{method}", language) for method in methods)
        assert all(phrase(f"event_test.{test}", language) for test in tests)


@pytest.mark.parametrize(
    ("measure", "counts"),
    [
        ("RD", {"ai": [0, 0], "n1i": [10, 20], "ci": [0, 0], "n2i": [10, 20]}),
        ("RD", {"ai": [10, 20], "n1i": [10, 20], "ci": [0, 0], "n2i": [10, 20]}),
        ("RR", {"ai": [10, 20], "n1i": [10, 20], "ci": [10, 20], "n2i": [10, 20]}),
        ("IRD", {"x1i": [0, 0], "t1i": [10, 20], "x2i": [0, 0], "t2i": [10, 20]}),
    ],
)
def test_groups_that_do_not_vary_give_no_interval_of_no_width(measure, counts):
    found = pool_events(counts, measure=measure)
    assert isinstance(found, NotEstimable)
    assert found.reason == "groups_without_variation"
