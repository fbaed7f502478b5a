"""Effects computed for all rows at once are those a synthesis computes one by one."""

import pytest

from evidence.audit.pooled_rows import pools
from evidence.audit.project import Project
from evidence.synthesis.effect_sizes import effect_sizes
from evidence.tables.descriptor import load_contract, package_contract
from tests.faults.continuous_project import continuous_project
from tests.faults.recall import ROOT
from tests.faults.table_set import opened, read_tables


@pytest.mark.parametrize("name", ["invented", "shipped"])
def test_effects_are_those_of_the_synthesis(name):
    if name == "invented":
        tables = opened(continuous_project(3, 12), package_contract())
    else:
        tables = opened(read_tables(ROOT / "data"), load_contract(ROOT / "data"))
    for synthesis_id, rows in pools(Project(tables=tables)).items():
        wanted = {
            effect.row_ids: (effect.yi, effect.vi)
            for effect in effect_sizes(tables.synthesis(synthesis_id)).effects
        }
        found = {tuple(one.id for one in row.rows): tuple(row.effect) for row in rows if row.effect}
        assert found.keys() == wanted.keys()
        for ids, pair in wanted.items():
            assert found[ids] == pytest.approx(pair, rel=1e-12)
