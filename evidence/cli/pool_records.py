"""A pooled result as records for other programs: not rounded, the same names as in Python."""

import csv
import json
import sys
from dataclasses import asdict
from typing import Any

from evidence.synthesis.event_results import PooledEvents
from evidence.synthesis.pool_columns import PooledColumns
from evidence.synthesis.results import NotEstimable, PooledEffect, Prediction, SubgroupTest

SAME = (
    *("model", "ci_method", "level", "k", "estimate", "se", "ci_low", "ci_high", "statistic"),
    *("df", "p_value"),
)
"""What every pooled effect has by the same name."""
READ = ("read_estimate", "read_ci_low", "read_ci_high")
SPREAD = ("tau2", "tau2_low", "tau2_high", "i2", "q")
COLUMNS = (
    *("group", "measure", "method"),
    *SAME,
    *SPREAD,
    *("q_df", "q_p_value", "pi_low", "pi_high", "pi_rule"),
    *READ,
    "not_estimable",
)


def records(found: PooledColumns) -> list[dict[str, Any]]:
    """Return a record of the whole, named ``""``, and one of each subgroup."""
    groups = found.subgroups.groups if found.subgroups else ()
    return [_record("", found.pooled), *(_record(one.group, one.pooled) for one in groups)]


def write_csv(found: PooledColumns) -> None:
    """Write the records to standard output as CSV."""
    rows = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    rows.writeheader()
    rows.writerows(records(found))


def as_json(found: PooledColumns, left_out: list[dict[str, Any]]) -> str:
    """Return the records as JSON, with the test between subgroups and the rows left out."""
    whole, *groups = records(found)
    test = found.subgroups.test if found.subgroups else None
    told = {
        "pooled": whole,
        "subgroups": groups,
        "subgroup_test": asdict(test) if isinstance(test, SubgroupTest) else None,
        "left_out": left_out,
    }
    return json.dumps(told, indent=2, ensure_ascii=False)


def _record(group: str, pooled: PooledEffect | PooledEvents | NotEstimable) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(COLUMNS)
    if isinstance(pooled, NotEstimable):
        return {**empty, "group": group, "not_estimable": pooled.reason}
    read = dict(zip(READ, pooled.as_read(), strict=True))
    more = _of_events(pooled) if isinstance(pooled, PooledEvents) else _of_effects(pooled)
    named = {"group": group, "measure": pooled.measure.value}
    return {**empty, **named, **{name: getattr(pooled, name) for name in SAME}, **read, **more}


def _of_effects(pooled: PooledEffect) -> dict[str, Any]:
    spread, expected = pooled.heterogeneity, pooled.prediction
    found = {name: getattr(spread, name) for name in SPREAD}
    found |= {"method": pooled.tau2_method, "q_df": spread.df, "q_p_value": spread.p_value}
    if isinstance(expected, Prediction):
        found |= {"pi_low": expected.low, "pi_high": expected.high, "pi_rule": expected.rule}
    return found


def _of_events(pooled: PooledEvents) -> dict[str, Any]:
    (q,) = (test for test in pooled.heterogeneity if test.name == "q")
    spread = {"q": q.statistic, "q_df": q.df, "q_p_value": q.p_value}
    return {"method": pooled.method, "tau2": pooled.tau2, "i2": pooled.i2, **spread}
