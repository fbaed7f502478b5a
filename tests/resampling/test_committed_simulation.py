"""The numbers that defend the defaults are those the script makes and the record prints."""

from pathlib import Path

from validation.simulations.defaults import COLUMNS, METHODS, read, run, scenarios, tables

RECORD = Path(__file__).parents[2] / "docs/decisions/0018-defaults-defended-by-simulation.md"


def test_every_world_and_method_has_its_row():
    worlds = list(scenarios())
    assert len(read()) == len(worlds) * len(METHODS)
    assert len({world["seed"] for world in worlds}) == len(worlds)


def test_a_world_run_again_gives_the_same_rows():
    world = next(one for one in scenarios() if one["k"] == 5 and one["distribution"] == "skewed")
    kept = [row for row in read() if row["seed"] == str(world["seed"])]
    assert [dict(zip(COLUMNS, row.values(), strict=True)) for row in run(world)] == kept


def test_the_record_prints_the_tables():
    text = RECORD.read_text(encoding="utf-8")
    for name, table in tables(read()):
        assert table in text, name
