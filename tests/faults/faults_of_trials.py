"""Errors about trials, arms, people and what is pooled with what."""

from random import Random

from tests.faults.table_faults import by_id, fault, in_pools, one_of, pooled
from tests.faults.table_set import Row, TableSet


@fault("C03")
def _measurement_under_two_keys(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["results"], chance, "result_id")
    if row is None:
        return False
    tables["results"].append({**row, "result_id": f"{row['result_id']}_again"})
    return True


@fault("C04")
def _trial_copied(tables: TableSet, chance: Random) -> bool:
    trial = {row["arm_id"]: row["study_id"] for row in tables["arms"]}
    by_trial: dict[tuple[str, str, str], list[Row]] = {}
    for row in tables["results"]:
        big = int(row.get("events") or 0) >= 5 and int(row.get("total") or 0) >= 100
        if (row.get("mean") and row.get("dispersion")) or big:
            key = (trial[row["arm_id"]], row["construct_id"], row.get("timepoint_weeks", ""))
            by_trial.setdefault(key, []).append(row)
    pairs = [rows for rows in by_trial.values() if len(rows) == 2]
    if len(pairs) < 2:
        return False
    source, target = chance.sample(pairs, 2)
    if trial[source[0]["arm_id"]] == trial[target[0]["arm_id"]]:
        return False
    if source[0]["construct_id"] != target[0]["construct_id"]:
        return False
    for one, other in zip(source, target, strict=True):
        for column in ("n", "mean", "dispersion", "dispersion_type", "events", "total"):
            other[column] = one.get(column, "")
    return True


@fault("C05")
def _trial_under_two_names(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["studies"], chance, "study_id")
    if row is None:
        return False
    row["registration"] = row.get("registration") or "ISRCTN99999999"
    again = {"study_id": "Again", "label": "Again 1999"}
    tables["studies"].append({**row, **again})
    return True


@fault("C07")
def _risk_of_bias_forgotten(tables: TableSet, chance: Random) -> bool:
    used = {row["study_id"] for row in tables["members"] if row["use"] == "primary"}
    judged = {row["study_id"] for row in tables["risk_of_bias"]}
    both = sorted(used & judged)
    if len(judged) < 2 or not both:
        return False
    name = chance.choice(both)
    kept = [row for row in tables["risk_of_bias"] if row["study_id"] != name]
    tables["risk_of_bias"] = kept
    return True


@fault("C08")
def _outcome_without_data(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["outcomes"], chance, "outcome_id")
    if row is None:
        return False
    tables["outcomes"].append({**row, "outcome_id": "Q_unanswered", "in_pico": "yes"})
    return True


@fault("C40", "C41", "C04")
def _control_group_under_two_names(tables: TableSet, chance: Random) -> bool:
    member = pooled(tables, chance, by="result_id")
    if member is None:
        return False
    control = by_id(tables, "results", "result_id", member["versus_result_id"])
    treated = by_id(tables, "results", "result_id", member["result_id"])
    for row, suffix in ((control, "wait"), (treated, "more")):
        arm = by_id(tables, "arms", "arm_id", row["arm_id"])
        tables["arms"].append({**arm, "arm_id": f"{arm['arm_id']}_{suffix}"})
        again = {"result_id": f"{row['result_id']}_{suffix}", "arm_id": f"{row['arm_id']}_{suffix}"}
        tables["results"].append({**row, **again})
    named = {
        "result_id": f"{treated['result_id']}_more",
        "versus_result_id": f"{control['result_id']}_wait",
    }
    tables["members"].append({**member, **named})
    return True


@fault("C41", "C85")
def _control_group_entered_as_two(tables: TableSet, chance: Random) -> bool:
    sizes = {row["study_id"]: row.get("n_randomised") for row in tables["studies"]}
    arms = [row for row in tables["arms"] if sizes.get(row["study_id"])]
    row = one_of(arms, chance, "n_randomised")
    if row is None:
        return False
    tables["arms"].append({**row, "arm_id": f"{row['arm_id']}_second"})
    return True


@fault("C42")
def _second_timepoint_in_the_pool(tables: TableSet, chance: Random) -> bool:
    member = pooled(tables, chance, by="result_id")
    if member is None:
        return False
    named = {}
    for column in ("result_id", "versus_result_id"):
        row = by_id(tables, "results", "result_id", member[column])
        later = {"result_id": f"{row['result_id']}_later", "timepoint_weeks": "99"}
        tables["results"].append({**row, **later, "timepoint_text": "99 weeks"})
        named[column] = later["result_id"]
    tables["members"].append({**member, **named})
    return True


def _design(tables: TableSet, chance: Random, word: str) -> bool:
    member = pooled(tables, chance, by="study_id")
    if member is None:
        return False
    by_id(tables, "studies", "study_id", member["study_id"])["design"] = word
    return True


@fault("C43")
def _clusters_counted_as_people(tables: TableSet, chance: Random) -> bool:
    return _design(tables, chance, "cluster")


@fault("C44")
def _crossover_counted_as_groups(tables: TableSet, chance: Random) -> bool:
    return _design(tables, chance, "crossover")


@fault("C45", "C17", "C30")
def _one_of_three_differences_turned(tables: TableSet, chance: Random) -> bool:
    by_key: dict[tuple[str, str, str], list[Row]] = {}
    trial = {row["arm_id"]: row["study_id"] for row in tables["arms"]}
    for row in tables["contrasts"]:
        if row.get("estimate") and row.get("ci_low") and row["measure"] == "MD":
            key = (trial[row["arm_id"]], row["instrument_id"], row.get("timepoint_text", ""))
            by_key.setdefault(key, []).append(row)
    threes = [rows for rows in by_key.values() if len(rows) == 3]
    if not threes:
        return False
    row = max(chance.choice(threes), key=lambda one: abs(float(one["estimate"])))
    low, high = row["ci_low"], row["ci_high"]
    row["estimate"] = f"{-float(row['estimate']):.2f}"
    row["ci_low"], row["ci_high"] = f"{-float(high):.2f}", f"{-float(low):.2f}"
    return True


@fault("C50")
def _more_analysed_than_randomised(tables: TableSet, chance: Random) -> bool:
    sizes = {row["arm_id"]: row.get("n_randomised") for row in tables["arms"]}
    rows = [row for row in tables["results"] if sizes.get(row["arm_id"])]
    row = one_of(rows, chance, "n")
    if row is None:
        return False
    row["n"] = str(int(sizes[row["arm_id"]] or 0) + 9)
    return True


@fault("C51")
def _registered_after_the_start(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["studies"], chance, "study_id")
    if row is None:
        return False
    row |= {"registered_on": "2019-06-01", "started_on": "2018-02-11"}
    return True


@fault("C51")
def _other_number_than_planned(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["studies"], chance, "n_randomised")
    if row is None:
        return False
    row["n_registered"] = str(2 * int(row["n_randomised"]))
    return True


@fault("C53")
def _retracted_source(tables: TableSet, chance: Random) -> bool:
    used = {row["source_id"] for row in tables["results"]}
    row = one_of([row for row in tables["sources"] if row["source_id"] in used], chance)
    if row is None:
        return False
    row["retraction_status"] = chance.choice(["retracted", "expression of concern"])
    return True


@fault("C82", "C30", "C17")
def _arms_in_the_wrong_order(tables: TableSet, chance: Random) -> bool:
    member = pooled(tables, chance, by="result_id")
    if member is None:
        return False
    kinds = {row["intervention_id"]: row["kind"] for row in tables["interventions"]}
    control = by_id(tables, "results", "result_id", member["versus_result_id"])
    given = by_id(tables, "arms", "arm_id", control["arm_id"])["intervention_id"]
    if kinds[given] == "treatment":
        return False
    one, other = member["result_id"], member["versus_result_id"]
    member["result_id"], member["versus_result_id"] = other, one
    return True


@fault("C85")
def _arm_of_another_size(tables: TableSet, chance: Random) -> bool:
    trials: dict[str, list[Row]] = {}
    for row in tables["arms"]:
        trials.setdefault(row["study_id"], []).append(row)
    whole = [
        row
        for row in tables["studies"]
        if row.get("n_randomised")
        and trials.get(row["study_id"])
        and all(arm.get("n_randomised") for arm in trials[row["study_id"]])
    ]
    study = one_of(whole, chance)
    if study is None:
        return False
    arm = chance.choice(trials[study["study_id"]])
    arm["n_randomised"] = str(int(arm["n_randomised"]) + 30)
    return True


@fault("C77")
def _table_changed_after_the_analyses(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["results"], chance, "n")
    row = row or one_of(tables["results"], chance, "total")
    if row is None:
        return False
    column = "n" if row.get("n") else "total"
    row[column] = str(int(row[column]) + 1)
    return bool(list(in_pools(tables, "study_id")))


@fault("W01")
def _waiver_expired(tables: TableSet, chance: Random) -> bool:
    row = {"code": "C10", "place": "results/x", "reason": "Asked", "who": "KH"}
    tables["waivers"] = [{**row, "date": "2024-01-01", "expires": "2024-06-30"}]
    return True


@fault("W02")
def _waiver_of_nothing(tables: TableSet, chance: Random) -> bool:
    row = {"code": "W01", "place": "waivers/x", "reason": "Asked", "who": "KH"}
    tables["waivers"] = [{**row, "date": "2024-01-01", "expires": ""}]
    return True
