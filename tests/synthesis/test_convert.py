"""Tables of what papers print, converted row by row."""

import re

import numpy as np
import pandas as pd
import pytest

import evidence as ev
from evidence.errors import ChoiceUnknown
from evidence.synthesis.conversions import ROUTES
from tests.stats.r_values import read_golden

GOLDEN = read_golden("l_conv.json")
BY_ID = {case["id"]: case for case in GOLDEN["cases"]}
BCG = {"or": [0.39, 0.19, None], "n": [262, 609, 307], "row": [123, 306, 144], "died": [15, 35, 14]}
ARGUMENTS = {
    "standard_error_from_ci": ({"low": 0.1, "high": 0.5}, [0.4 / (2 * 1.959963984540054)]),
    "standard_error_from_p": ({"estimate": 1.959963984540054, "p": 0.05}, [1.0]),
    "standard_error_from_t": ({"estimate": 3.0, "t": -2.0}, [1.5]),
    "standard_deviation_from_ci": ({"low": 0.0, "high": 1.0, "n": 4, "dist": "z"}, [0.5102134]),
    "standard_deviation_from_se": ({"se": 0.5, "n": 100}, [5.0]),
    "standard_deviation_from_difference": ({"se": 1.0, "n1": 50, "n2": 50}, [5.0]),
    "standard_deviation_of_change": ({"sd_before": 3.0, "sd_after": 4.0, "r": 0.0}, [5.0]),
    "within_spread": ({"sd_all": 2.0, "difference": 0.0, "n1": 6, "n2": 6}, [np.sqrt(4.4)]),
    "correlation_from_change": ({"sd_before": 3.0, "sd_after": 4.0, "sd_change": 5.0}, [0.0]),
    "mean_from_quantiles": (
        {"n": 25, "q1": 6.0, "median": 10.0, "q3": 15.0},
        [10.3578, 7.075063, False],
    ),
    "table_from_odds_ratio": (
        {"odds_ratio": 2.25, "n": 100, "row": 50, "column": 50},
        [30, 20, 20, 30],
    ),
    "table_from_phi": ({"phi": 0.2, "n": 100, "row": 50, "column": 50}, [30, 20, 20, 30]),
    "phi_from_chi_square": (
        {"chi_square": 4.0, "n": 100, "row": 50, "column": 50, "corrected": False},
        [0.2],
    ),
    "d_with_variance": ({"d": 0.0, "n1": 10, "n2": 10}, [0.0, 0.2]),
    "d_from_chi_square": ({"chi_square": 20.0, "n": 100}, [1.0, 0.05]),
    "d_from_phi": ({"phi": 0.6, "n": 100}, [1.5, 0.0625]),
    "d_from_f": ({"f": 4.0, "n1": 8, "n2": 8}, [1.0]),
    "d_from_slope": ({"b": 0.0, "sd_all": 1.0, "n1": 8, "n2": 8}, [0.0]),
    "d_from_standardised_slope": ({"beta": 0.0, "n1": 8, "n2": 8}, [0.0]),
    "risk_from_odds_ratio": ({"odds_ratio": 1.0, "p0": 0.3}, [0.3]),
    "risk_from_risk_ratio": ({"risk_ratio": 2.0, "p0": 0.3}, [0.6]),
    "risk_ratio_from_odds_ratio": ({"odds_ratio": 1.0, "p0": 0.3}, [1.0]),
    "odds_ratio_from_risk_ratio": ({"risk_ratio": 1.0, "p0": 0.3}, [1.0]),
    "in_scale_units": ({"smd": 0.5, "sd": 10}, [5.0]),
    "in_mid_units": ({"smd": 0.5, "sd": 10, "mid": 2}, [2.5]),
    "points_in_mid_units": ({"points": 5.0, "mid": 2}, [2.5]),
    "as_log_odds_ratio": ({"smd": np.sqrt(3) / np.pi}, [1.0]),
    "as_response": ({"smd": 0.0, "comparison_risk": 0.3}, [0.3]),
    "as_risk_difference": ({"smd": 0.0, "comparison_risk": 0.3}, [0.0]),
    "as_number_needed": ({"smd": 0.2533471031357997 * np.sqrt(2)}, [1 / 0.2]),
}
"""One row each whose answer a pencil gives."""


@pytest.mark.parametrize("route", ROUTES)
def test_every_route_answers(route):
    given, answer = ARGUMENTS[route]
    columns = {name: [value] for name, value in given.items() if isinstance(value, float)}
    fixed = {name: value for name, value in given.items() if name not in columns}
    found = ev.convert(route, columns, **{name: name for name in columns}, **fixed)
    told = found[list(ROUTES[route].adds)].iloc[0].tolist()
    assert told == pytest.approx(answer, rel=1e-6, abs=1e-12)
    assert found["route"][0].startswith(f"{', '.join(ROUTES[route].adds)}: {route}")


def test_the_docstring_names_every_route():
    told = ev.convert.__doc__
    spelled = set(re.findall(r"``(\w+)``", told))
    starts = ("standard_error", "standard_deviation")
    written = spelled | {start + end for start in starts for end in spelled if end[0] == "_"}
    assert set(ROUTES) <= written


def test_arms_with_medians_become_means_beside_those_that_have_them():
    case = BY_ID["l/conv.fivenum_skewtest/q1q3"]
    rows = pd.DataFrame(GOLDEN["inputs"][case["input"]])
    keys = {"n": "n", "median": "median", "q1": "q1", "q3": "q3"}
    assert set(keys.values()) <= set(rows.columns)
    wanted = pd.DataFrame({name: case["out"][name] for name in ("mean", "sd")}, dtype=float)
    plain = wanted["mean"].notna()
    found = ev.convert("mean_from_quantiles", rows[plain], into={"mean": "m1i"}, **keys)
    assert found["m1i"].tolist() == pytest.approx(wanted["mean"][plain].tolist(), rel=1e-10)
    assert found["sd"].tolist() == pytest.approx(wanted["sd"][plain].tolist(), rel=1e-10)
    again = ev.convert("mean_from_quantiles", rows.assign(mean=1.5, sd=2.5), **keys)
    assert again["mean"].eq(1.5).all()
    assert again["route"].eq("").all()


def test_a_ratio_with_its_interval_is_pooled():
    printed = pd.DataFrame({"rr": [0.8, 0.7], "low": [0.6, 0.5], "high": [1.1, 0.9]})
    logs = {name: np.log(printed[name]) for name in printed}
    table = ev.convert("standard_error_from_ci", printed, low=logs["low"], high=logs["high"])
    pooled = ev.pool(table.assign(yi=logs["rr"]), sei="sei", measure="RR", model="common")
    assert pooled.estimate == pytest.approx(np.log(0.753), abs=0.01)
    assert table["route"].tolist() == ["sei: standard_error_from_ci (level=0.95)"] * 2


def test_what_was_assumed_is_told_route_after_route():
    arms = {"before": [3.0], "after": [4.0], "n": [25]}
    once = ev.convert(
        "standard_deviation_of_change", arms, sd_before="before", sd_after="after", r=0.5
    )
    twice = ev.convert("standard_error_from_t", once.assign(y=2.0), estimate="y", t=2)
    assert twice["route"][0] == (
        "sd: standard_deviation_of_change (r=0.5); sei: standard_error_from_t (t=2.0)"
    )


def test_every_bad_row_is_named_with_its_reason():
    rows = {"n": [25, 4, 30, 40], "med": [5.0, 5.0, None, 5.0], "q1": [4.0, 4.0, 3.0, 6.0]}
    columns = {"n": "n", "median": "med", "q1": "q1", "q3": [7.0] * 4}
    with pytest.raises(ValueError, match=r"row 1: n: 4\.0 is below 5") as fault:
        ev.convert("mean_from_quantiles", rows, **columns)
    told = str(fault.value).splitlines()
    assert told[1:] == ["row 2: median missing", "row 3: quantiles not ascending: [6.0, 5.0, 7.0]"]


def test_rows_that_lack_everything_may_be_kept():
    columns = {"odds_ratio": "or", "n": "n", "row": "row", "column": "died"}
    with pytest.raises(ValueError, match="row 2: odds_ratio missing"):
        ev.convert("table_from_odds_ratio", BCG, **columns)
    found = ev.convert("table_from_odds_ratio", BCG, missing="keep", **columns)
    assert found["ai"].tolist()[:2] == [4.0, 6.0]
    assert found["ai"].isna().tolist() == [False, False, True]
    assert found["route"].tolist()[2] == ""


@pytest.mark.parametrize(
    ("given", "fault", "told"),
    [
        ({"route": "nonsense"}, ChoiceUnknown, "in_mid_units"),
        ({"se": "sd"}, ChoiceUnknown, "sd"),
        ({"n1": 5}, ChoiceUnknown, "n1"),
        ({"n": None}, ValueError, "not given: n"),
        ({"se": ["0,5"]}, ValueError, "se holds text"),
        ({"missing": "drop"}, ValueError, "drop"),
        ({"se": [-1.0]}, ValueError, "row 0: se"),
    ],
)
def test_what_cannot_be_converted_is_refused(given, fault, told):
    asked = {"route": "standard_deviation_from_se", "se": [0.5], "n": [100], **given}
    if asked["n"] is None:
        del asked["n"]
    with pytest.raises(fault, match=told):
        ev.convert(asked.pop("route"), {"other": [1.0]}, **asked)
