"""A table of effects in, a pooled effect out; bad rows refused with place and reason."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from evidence.errors import ChoiceUnknown
from evidence.stats.measures import MEASURES
from evidence.synthesis.diagnostics import cumulative
from evidence.synthesis.effects_of_table import effects_of
from evidence.synthesis.escalc_table import escalc
from evidence.synthesis.pool import pool
from evidence.synthesis.pool_tables import pool_events
from evidence.synthesis.readers_scale import WAYS_BACK, readers_scale
from evidence.vocabulary import Measure
from tests.synthesis.golden import golden

CASE = next(case for case in golden()["pooling"] if case["id"] == "apart/SMD/REML/adhoc")


@pytest.mark.parametrize("make", [dict, pd.DataFrame], ids=["mapping", "frame"])
def test_columns_give_what_metafor_gives(make):
    pooled = pool(make({"yi": CASE["yi"], "vi": CASE["vi"]}), measure="SMD")
    assert pooled.estimate == pytest.approx(CASE["out"]["estimate"], rel=1e-9)
    assert pooled.ci_low == pytest.approx(CASE["out"]["ci_low"], rel=1e-9)
    assert (pooled.variance_method, pooled.n) == ("reported", None)


def test_other_column_names_and_labels():
    table = pd.DataFrame({"trial": ["A", "B"], "d": [0.1, 0.4], "v": [0.1, 0.2]}, index=[7, 9])
    found = effects_of(table, yi="d", vi="v", study="trial", measure="SMD")
    assert [effect.label for effect in found.effects] == ["A", "B"]


def test_every_bad_row_is_named_at_once():
    table = {"yi": [0.1, float("nan"), "0,3", 0.4], "vi": [0.1, 0.2, 0.1, -0.1]}
    first = "yi holds '0,3', which is no number, at position 2"
    then = "yi not a finite number at position 1; vi not above 0 at position 3"
    with pytest.raises(ValueError, match=f"^{first}; {then}$"):
        pool(table)


STRANGE = {
    "text": ("n.a.", "'n.a.'"),
    "comma": ("0,2", "'0,2'"),
    "digits": ("0.2", "'0.2'"),
    "truth": (True, "True"),
    "complex": (1j, "1j"),
    "list": ([0.2], r"\[0.2\]"),
}


@pytest.mark.parametrize(("cell", "quoted"), STRANGE.values(), ids=STRANGE)
def test_a_cell_that_is_no_number_is_quoted(cell, quoted):
    with pytest.raises(ValueError, match=f"^yi holds {quoted}, which is no number, at position 1$"):
        pool({"yi": [0.1, cell, 0.4], "vi": [0.1, 0.2, 0.1]})


def test_records_are_a_table():
    columns = {"study": ["A", "B"], "yi": [0.1, 0.4], "vi": [0.1, 0.2]}
    rows = pd.DataFrame(columns).to_dict("records")
    assert pool(rows) == pool(columns)
    with pytest.raises(ValueError, match="vi not a finite number at position 1"):
        pool([rows[0], {"study": "B", "yi": 0.4}])


def test_records_are_a_table_to_other_doors():
    columns = {"ai": [1, 2, 3], "n1i": [10, 11, 12], "ci": [2, 3, 5], "n2i": [9, 10, 12]}
    columns |= {"study": ["A", "B", "C"], "year": [3, 1, 2]}
    rows = pd.DataFrame(columns).to_dict("records")
    assert pool_events(rows) == pool_events(columns)
    named = {name: name for name in ("ai", "n1i", "ci", "n2i")}
    effects = escalc("OR", rows, **named)
    assert effects.equals(escalc("OR", columns, **named))
    by_record = cumulative(effects.to_dict("records"), order="year")
    assert by_record["study"].tolist() == ["B", "C", "A"]
    for source in (None, [[1, 2]]):
        with pytest.raises(TypeError, match="a table is a DataFrame"):
            pool_events(source)
        with pytest.raises(TypeError, match="a table is a DataFrame"):
            escalc("OR", source, **named)
    with pytest.raises(ValueError, match=r"^ci holds '3,0', which is no number, at position 1$"):
        pool_events({**columns, "ci": [2, "3,0", 5]})


@pytest.mark.parametrize(
    "source", [None, "effects.csv", [[0.1, 0.2]]], ids=["none", "text", "lists"]
)
def test_what_is_no_table_is_told_so(source):
    with pytest.raises(TypeError, match=r"a table is a DataFrame, .* and this is"):
        pool(source)


def test_a_heading_that_stands_twice_is_refused():
    table = pd.DataFrame([[0.1, 0.2, 0.1], [0.3, 0.2, 0.1]], columns=["yi", "yi", "vi"])
    with pytest.raises(ValueError, match="columns standing twice: yi"):
        pool(table)


def test_a_study_without_a_name_is_refused():
    table = {"study": ["A", None, float("nan"), pd.NA, " "], "yi": [0.1] * 5, "vi": [0.1] * 5}
    with pytest.raises(ValueError, match="study missing at positions 1, 2, 3, 4"):
        pool(table)
    with pytest.raises(ValueError, match="study has 1 rows and the effects have 2"):
        pool({"study": ["A"], "yi": [0.1, 0.2], "vi": [0.1, 0.1]})


def test_names_asked_for_must_be_there():
    with pytest.raises(ChoiceUnknown) as told:
        pool({"yi": [0.1, 0.4], "vi": [0.1, 0.2]}, study="trial")
    assert (told.value.option, told.value.choices) == ("study", ("yi", "vi"))


def test_a_variance_too_small_to_divide_by_is_refused():
    with pytest.raises(ValueError, match="vi too small to divide by at position 0"):
        pool({"yi": [0.1, 0.4], "vi": [1e-320, 0.2]})
    with pytest.raises(ValueError, match="s too small to divide by at position 1"):
        pool({"yi": [0.1, 0.4], "s": [0.1, 1e-170]}, sei="s")


def test_a_level_is_a_share():
    for level in (95, "0.95", float("nan")):
        with pytest.raises(ChoiceUnknown):
            pool({"yi": [0.1, 0.4], "vi": [0.1, 0.2]}, level=level)


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="yi has 2 rows and vi has 1"):
        pool({"yi": [0.1, 0.2], "vi": [0.1]})


def test_a_trial_named_twice_is_refused():
    table = {"study": ["A", "A"], "yi": [0.1, 0.2], "vi": [0.1, 0.1]}
    assert pool(table).reason == "duplicate_study"


@pytest.mark.parametrize(
    ("about", "option"),
    [({"yi": "effect"}, "yi"), ({"vi": "se"}, "vi"), ({"measure": "WMD"}, "measure")],
)
def test_an_unknown_choice_is_answered_with_the_right_ones(about, option):
    with pytest.raises(ChoiceUnknown) as told:
        pool({"yi": [0.1, 0.2], "vi": [0.1, 0.1]}, **about)
    assert told.value.option == option


def test_a_hundred_thousand_effects_are_pooled():
    k = 100_000
    yi = [0.1 + 0.3 * (i % 7) for i in range(k)]
    pooled = pool({"yi": yi, "vi": [0.1] * k}, tau2_method="DL", measure="SMD")
    assert pooled.k == k
    assert pooled.estimate == pytest.approx(sum(yi) / k, rel=1e-9)


def test_a_table_says_what_its_effects_are():
    table = pd.DataFrame({"yi": [0.1, 0.2], "vi": [0.1, 0.1], "measure": "OR"})
    assert effects_of(table).measure is Measure.OR
    assert pool(table).measure is Measure.OR


def test_a_table_that_does_not_say_holds_effects_read_as_they_are():
    table = {"yi": [0.1, 0.2], "vi": [0.1, 0.1]}
    assert pool(table).measure is Measure.GEN
    assert pool({**table, "measure": ["Scale A", "Scale B"]}).measure is Measure.GEN
    pooled = pool(table)
    assert pooled.as_read() == (pooled.estimate, pooled.ci_low, pooled.ci_high)


@pytest.mark.parametrize(
    ("said", "named"), [(["OR", "RR"], None), (["OR", "RR"], "OR"), (["OR", "OR"], "RR")]
)
def test_effects_of_two_measures_are_not_pooled(said, named):
    with pytest.raises(ChoiceUnknown) as told:
        pool({"yi": [0.1, 0.2], "vi": [0.1, 0.1], "measure": said}, measure=named)
    assert told.value.choices == (("GEN",) if len(set(said)) > 1 else ("OR",))


def test_effects_of_two_measures_are_pooled_as_they_are_when_that_is_said():
    table = {"yi": [0.1, 0.2], "vi": [0.1, 0.1], "measure": ["SMD", "PBIT"]}
    found = pool(table, measure="GEN")
    assert (found.measure, found.estimate) == ("GEN", pytest.approx(0.15))


def test_standard_errors_stand_in_for_variances():
    by_se = pool({"yi": [0.1, 0.4], "se": [0.2, 0.3]}, sei="se", measure="MD")
    assert by_se == pool({"yi": [0.1, 0.4], "vi": [0.2**2, 0.3**2]}, measure="MD")
    with pytest.raises(ValueError, match="se not above 0 at position 1"):
        pool({"yi": [0.1, 0.4], "se": [0.2, -0.3]}, sei="se")


def test_missing_values_of_pandas_are_refused_with_their_place():
    table = pd.DataFrame({"yi": pd.array([1, None], dtype="Int64"), "vi": [0.1, 0.1]})
    with pytest.raises(ValueError, match="yi not a finite number at position 1"):
        pool(table)


def test_columns_are_named_for_tables_alone():
    effects = effects_of({"yi": [0.1, 0.2], "vi": [0.1, 0.1]}, measure="MD")
    with pytest.raises(ValueError, match="columns of a table"):
        pool(effects, yi="d")
    with pytest.raises(ChoiceUnknown):
        pool(effects, measure="SMD")


def test_an_option_that_does_not_exist_is_answered_with_those_that_do():
    with pytest.raises(ChoiceUnknown) as told:
        pool({"yi": [0.1, 0.2], "vi": [0.1, 0.1]}, method="DL")
    assert "tau2_method" in told.value.choices


def test_every_measure_of_the_formula_book_can_be_pooled():
    assert {one.value for one in Measure} == MEASURES.keys() | {"GEN", "HR"}
    assert set(WAYS_BACK) <= MEASURES.keys()


def test_hazard_ratios_are_pooled_as_logarithms_and_no_counts_make_them():
    table = {"yi": [-0.2, -0.3, -0.1], "vi": [0.02, 0.03, 0.02]}
    found = pool(table, measure="HR", model="common", ci_method="wald")
    assert str(found).startswith("HR 0.829 [")
    assert found.as_read()[0] == pytest.approx(np.exp(found.estimate), rel=1e-15)
    with pytest.raises(ChoiceUnknown):
        escalc("HR", table, ai="yi")


@pytest.mark.parametrize("measure", [*WAYS_BACK, "IRR", "PLN"])
def test_what_is_read_is_what_the_measure_stands_for(measure):
    """Fisher's z of 0.3 is read as 0.3, the logit of 0.3 as 0.3, and so on."""
    there = {
        "ztor": np.arctanh,
        "ztor2": lambda r2: np.arctanh(np.sqrt(r2)),
        "ilogit": lambda p: np.log(p / (1 - p)),
        "iprobit": norm.ppf,
        "iarcsin": lambda p: np.arcsin(np.sqrt(p)),
        "isqrt": np.sqrt,
        "iahw": lambda a: 1 - np.cbrt(1 - a),
        "iabt": lambda a: -np.log(1 - a),
        "exp": np.log,
    }[WAYS_BACK.get(measure, "exp")]
    assert readers_scale(Measure(measure), there(0.3)) == pytest.approx((0.3,), rel=1e-12)
