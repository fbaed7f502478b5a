"""Errors in the numbers of trials: spreads, means, intervals, signs, counts."""

import math
from random import Random

from tests.faults.table_faults import by_id, fault, in_pools, one_of, pooled
from tests.faults.table_set import Row, TableSet


def _spread(tables: TableSet, chance: Random, kind: str = "SD") -> Row | None:
    """Return a result on a scale that four or more trials use, with its spread."""
    trial = {row["arm_id"]: row["study_id"] for row in tables["arms"]}
    trials: dict[str, set[str]] = {}
    fit = []
    for row in tables["results"]:
        if row.get("dispersion") and row.get("n") and row["dispersion_type"] == kind:
            trials.setdefault(row["instrument_id"], set()).add(trial[row["arm_id"]])
            fit.append(row)
    fit = [row for row in fit if len(trials[row["instrument_id"]]) > 3]
    return chance.choice(fit) if fit else None


@fault("C10")
def _se_entered_as_sd(tables: TableSet, chance: Random) -> bool:
    row = _spread(tables, chance)
    if row is None:
        return False
    row["dispersion"] = f"{float(row['dispersion']) / math.sqrt(float(row['n'])):.2f}"
    return True


@fault("C11")
def _sd_entered_as_se(tables: TableSet, chance: Random) -> bool:
    row = _spread(tables, chance)
    if row is None:
        return False
    row["dispersion_type"] = "SE"
    return True


@fault("C26", "C18", "C13")
def _unit_ten_times_as_large(tables: TableSet, chance: Random) -> bool:
    row = _spread(tables, chance)
    if row is None:
        return False
    row["dispersion"] = f"{10 * float(row['dispersion']):.1f}"
    return True


@fault("C12", "C17", "C31", "E402")
def _effect_beyond_belief(tables: TableSet, chance: Random) -> bool:
    member = pooled(tables, chance, by="result_id", measure="SMD")
    if member is None:
        return False
    row = by_id(tables, "results", "result_id", member["result_id"])
    if not row.get("mean") or not row.get("dispersion"):
        return False
    row["mean"] = f"{float(row['mean']) + 4 * float(row['dispersion']):.2f}"
    return True


@fault("C13", "C10", "C26")
def _one_spread_a_third(tables: TableSet, chance: Random) -> bool:
    row = _spread(tables, chance)
    if row is None:
        return False
    row["dispersion"] = f"{float(row['dispersion']) / 3:.2f}"
    return True


@fault("C15", "E404")
def _digit_in_a_limit(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["contrasts"], chance, "estimate", "ci_low", "ci_high", measure="MD")
    if row is None:
        return False
    width = float(row["ci_high"]) - float(row["ci_low"])
    row["ci_high"] = f"{float(row['ci_high']) + 0.3 * width:.2f}"
    return True


@fault("C16")
def _p_of_another_row(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["contrasts"], chance, "p_value", "ci_low", measure="MD")
    if row is None:
        return False
    row["p_value"] = "0.62" if float(row["p_value"]) < 0.2 else "0.004"
    return True


@fault("C17", "C30", "C45", "C16", "C15")
def _difference_of_other_arms(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["contrasts"], chance, "estimate", adjusted="raw", measure="MD")
    if row is None:
        return False
    for column in ("estimate", "ci_low", "ci_high"):
        if row.get(column):
            row[column] = f"{float(row[column]) + 3.1:.2f}"
    return True


@fault("C18")
def _spread_beyond_the_scale(tables: TableSet, chance: Random) -> bool:
    scales = {row["instrument_id"]: row for row in tables["instruments"] if row.get("range_max")}
    rows = [row for row in tables["results"] if row.get("instrument_id") in scales]
    row = one_of(rows, chance, "mean", "dispersion", dispersion_type="SD")
    if row is None or not row.get("n"):
        return False
    scale = scales[row["instrument_id"]]
    row["dispersion"] = f"{0.6 * (float(scale['range_max']) - float(scale['range_min'])):.2f}"
    return True


@fault("C19", "C17", "C80")
def _digits_of_a_mean_swapped(tables: TableSet, chance: Random) -> bool:
    whole = {row["instrument_id"] for row in tables["instruments"] if row.get("step")}
    rows = [row for row in tables["results"] if row.get("instrument_id") in whole]
    row = one_of(rows, chance, "mean", "quote")
    if row is None or len(row["mean"]) < 5 or row["mean"][-2] == row["mean"][-1]:
        return False
    row["mean"] = row["mean"][:-2] + row["mean"][-1] + row["mean"][-2]
    return True


@fault("C20", "C80", "C13")
def _spread_of_another_row(tables: TableSet, chance: Random) -> bool:
    whole = {row["instrument_id"] for row in tables["instruments"] if row.get("step")}
    rows = [row for row in tables["results"] if row.get("instrument_id") in whole]
    row, other = (one_of(rows, chance, "dispersion", "quote") for _ in range(2))
    if row is None or other is None or row["dispersion"] == other["dispersion"]:
        return False
    row["dispersion"] = other["dispersion"]
    return True


@fault("C19", "C17")
def _digits_of_a_mean_swapped_without_a_quote(tables: TableSet, chance: Random) -> bool:
    whole = {row["instrument_id"] for row in tables["instruments"] if row.get("step")}
    rows = [row for row in tables["results"] if row.get("instrument_id") in whole]
    row = one_of(rows, chance, "mean", timepoint_weeks="12")
    if row is None or len(row["mean"]) < 5 or row["mean"][-2] == row["mean"][-1]:
        return False
    row["mean"] = row["mean"][:-2] + row["mean"][-1] + row["mean"][-2]
    row["quote"] = ""
    return True


@fault("C20", "C13")
def _digit_of_a_spread_wrong_without_a_quote(tables: TableSet, chance: Random) -> bool:
    whole = {row["instrument_id"] for row in tables["instruments"] if row.get("step")}
    rows = [row for row in tables["results"] if row.get("instrument_id") in whole]
    row = one_of(rows, chance, "dispersion", dispersion_type="SD")
    if row is None:
        return False
    last = (int(row["dispersion"][-1]) + chance.randint(1, 8)) % 10
    row["dispersion"] = row["dispersion"][:-1] + str(last)
    row["quote"] = ""
    return True


@fault("C21", "C10")
def _scores_pushed_to_the_end(tables: TableSet, chance: Random) -> bool:
    scales = {row["instrument_id"]: row for row in tables["instruments"] if row.get("range_max")}
    rows = [row for row in tables["results"] if row.get("instrument_id") in scales]
    row = one_of(rows, chance, "mean", "dispersion", dispersion_type="SD")
    if row is None:
        return False
    scale = scales[row["instrument_id"]]
    low, high = float(scale["range_min"]), float(scale["range_max"])
    nearest = min(float(row["mean"]) - low, high - float(row["mean"]))
    if nearest < 1.2 * float(row["dispersion"]):
        return False
    row["mean"] = f"{low + 0.4 * float(row['dispersion']):.2f}"
    return True


@fault("C22")
def _median_among_means(tables: TableSet, chance: Random) -> bool:
    member = pooled(tables, chance, by="result_id")
    if member is None:
        return False
    row = by_id(tables, "results", "result_id", member["result_id"])
    if not row.get("mean") or not row.get("dispersion"):
        return False
    mean, sd = float(row["mean"]), float(row["dispersion"])
    row["dispersion_type"], row["dispersion"] = "IQR", ""
    row["dispersion_low"], row["dispersion_high"] = f"{mean - sd:.1f}", f"{mean + sd:.1f}"
    return True


@fault("C23")
def _change_with_a_standard_error(tables: TableSet, chance: Random) -> bool:
    starts = {
        (row["arm_id"], row["instrument_id"])
        for row in tables["results"]
        if row.get("timepoint_weeks") == "0" and row.get("dispersion")
    }
    later = [
        row
        for row in tables["results"]
        if (row["arm_id"], row["instrument_id"]) in starts and row["timepoint_weeks"] != "0"
    ]
    row = one_of(later, chance, "dispersion", "n")
    if row is None:
        return False
    error = float(row["dispersion"]) / math.sqrt(float(row["n"]))
    change = {"result_id": f"{row['result_id']}_change", "score": "change", "mean": "-1.20"}
    tables["results"].append({**row, **change, "dispersion": f"{error:.2f}", "quote": ""})
    return True


@fault("C24")
def _change_among_scores(tables: TableSet, chance: Random) -> bool:
    member = pooled(tables, chance, by="result_id", measure="SMD")
    if member is None:
        return False
    for column in ("result_id", "versus_result_id"):
        by_id(tables, "results", "result_id", member[column])["score"] = "change"
    return True


@fault("C25")
def _printed_among_computed(tables: TableSet, chance: Random) -> bool:
    member = pooled(tables, chance, by="result_id", measure="SMD")
    if member is None:
        return False
    one = by_id(tables, "results", "result_id", member["result_id"])
    other = by_id(tables, "results", "result_id", member["versus_result_id"])
    row = {key: one.get(key, "") for key in ("arm_id", "construct_id", "source_id", "obtained")}
    row |= {"contrast_id": "printed_smd", "versus_arm_id": other["arm_id"], "measure": "SMD"}
    row |= {"estimate": "0.31", "se": "0.2", "adjusted": "unclear"}
    tables["contrasts"].append({**row, "instrument_id": one["instrument_id"]})
    member |= {"contrast_id": "printed_smd", "result_id": "", "versus_result_id": ""}
    return True


@fault("C29", "C16")
def _standard_error_of_another_row(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["contrasts"], chance, "se", "ci_low", "ci_level")
    if row is None:
        return False
    row["se"] = f"{2.4 * float(row['se']):.2f}"
    return True


def _turned(row: Row) -> None:
    low, high = row["ci_low"], row["ci_high"]
    row["estimate"] = f"{-float(row['estimate']):.2f}"
    row["ci_low"], row["ci_high"] = f"{-float(high):.2f}", f"{-float(low):.2f}"


@fault("C30")
def _sign_turned(tables: TableSet, chance: Random) -> bool:
    rows = [row for row in tables["contrasts"] if row.get("favours") in ("arm", "versus")]
    row = one_of(rows, chance, "estimate", "ci_low", "ci_high", measure="MD")
    if row is None or float(row["estimate"]) == 0:
        return False
    _turned(row)
    return True


@fault("C31", "C17", "C45")
def _sign_turned_and_nobody_says_who_did_better(tables: TableSet, chance: Random) -> bool:
    used = set(in_pools(tables, "contrast_id"))
    rows = [row for row in tables["contrasts"] if row["contrast_id"] in used]
    row = one_of(rows, chance, "estimate", "ci_low", "ci_high", measure="MD", adjusted="raw")
    if row is None or abs(float(row["estimate"])) < 2:
        return False
    row["favours"] = ""
    _turned(row)
    return True


@fault("C52")
def _outcome_entered_as_baseline(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["results"], chance, "dispersion", "n", timepoint_weeks="0")
    if row is None:
        return False
    row["mean"] = f"{float(row['mean']) - 1.1 * float(row['dispersion']):.2f}"
    return True


@fault("C80", "C15", "C17", "E404")
def _digits_swapped_beside_the_quote(tables: TableSet, chance: Random) -> bool:
    rows = [row for row in tables["contrasts"] if row.get("obtained") != "derived"]
    row = one_of(rows, chance, "estimate", "ci_low", "ci_high", "quote")
    if row is None:
        return False
    digits = row["ci_low"].lstrip("-").replace(".", "")
    if len(set(digits)) < 2 or len(digits) < 3:
        return False
    column, text = "ci_low", row["ci_low"]
    row[column] = text[:-1] + str((int(text[-1]) + 5) % 10)
    return row[column].rstrip("0") not in row["quote"]
