"""Whatever the file and the order of its rows, the results are those of the engine, row by row."""

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from evidence.bulk.job.asked import Columns
from evidence.bulk.pool_many import pool_many
from evidence.stats.pooling import pool_effects
from evidence.stats.tau2 import estimate_tau2

NUMBERS = ("estimate", "se", "ci_low", "ci_high", "tau2", "q", "i2", "pi_low", "pi_high", "p_value")


def same(found, ids, yi, vi):
    """Hold a table of results to what the engine gives, in the order ids first appear.

    Analyses pooled together are summed in another order than one alone, which moves rounding.
    """
    pooled = pool_many(yi, vi, analysis_id=ids, method="DL", test="knha")
    assert [str(one) for one in found.column("analysis_id").to_pylist()] == [
        str(one) for one in pooled.ids.tolist()
    ]
    for name in NUMBERS:
        column = np.array(found.column(name).to_pylist(), dtype=float)
        np.testing.assert_allclose(column, pooled.columns()[name], 1e-10, 1e-10, err_msg=name)


@pytest.mark.parametrize("chunk", [1, 7, 1000])
def test_parquet_gives_what_the_engine_gives(effects, write, do, chunk):
    data = effects()
    done, target, failed = do(write(*data, row_group_size=11), chunk=chunk)
    same(pq.read_table(target), *data)
    assert (done.analyses, done.rows, done.failed, failed) == (40, len(data[1]), 0, [])


def test_numbers_are_those_of_a_single_analysis(effects, write, do):
    ids, yi, vi = effects(3)
    found = pq.read_table(do(write(ids, yi, vi))[1]).to_pylist()
    for one in found:
        mine = ids == one["analysis_id"]
        tau2 = estimate_tau2(yi[mine], vi[mine], method="DL").value
        alone = pool_effects(yi[mine], vi[mine], tau2=tau2, test="knha")
        assert one["estimate"] == pytest.approx(alone.estimate, rel=1e-12)
        assert one["ci_high"] == pytest.approx(alone.ci_high, rel=1e-12)


def test_rows_of_an_analysis_need_not_stand_together(effects, write, do):
    ids, yi, vi = effects()
    mixed = np.random.default_rng(2).permutation(len(ids))
    data = [f"a{one}" for one in ids[mixed]], yi[mixed], vi[mixed]
    same(pq.read_table(do(write(*data), chunk=20)[1]), np.array(data[0]), *data[1:])


def test_analyses_that_stand_together_in_any_order_keep_it(effects, write, do):
    ids, yi, vi = effects()
    data = np.flip(ids), yi, vi
    same(pq.read_table(do(write(*data), chunk=20)[1]), *data)


def test_the_same_file_gives_the_same_bytes(effects, write, do):
    source = write(*effects())
    assert do(source, chunk=20)[1].read_bytes() == do(source, chunk=20)[1].read_bytes()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_as_excel_saves_it(effects, do, tmp_path, separator):
    ids, yi, vi = effects(8)
    decimal = "," if separator == ";" else "."
    lines = ["\N{ZERO WIDTH NO-BREAK SPACE}year;study;effect;vi"]
    for one, y, v in zip(ids, yi.tolist(), vi.tolist(), strict=True):
        numbers = [repr(number).replace(".", decimal) for number in (y, v)]
        lines.append(f'2020;"s; {one}";{numbers[0]};{numbers[1]}'.replace("-", "\N{MINUS SIGN}"))
    if separator != ";":
        lines = [line.replace(";", separator) for line in lines]
    source = tmp_path / "in.csv"
    source.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8")
    columns = Columns(analysis="study", yi="effect")
    _, target, _ = do(source, columns=columns, target=tmp_path / "out.csv")
    found = pyarrow.csv.read_csv(target)
    part = "; " if separator == ";" else f"{separator} "
    same(found, np.array([f"s{part}{one}" for one in ids]), yi, vi)


def test_a_database_in_and_out(effects, write, do, tmp_path):
    data = effects()
    source = tmp_path / "in.duckdb"
    with duckdb.connect(str(source)) as connection:
        connection.execute(f"CREATE TABLE effects AS SELECT * FROM '{write(*data)}'")
        connection.execute("CREATE TABLE other AS SELECT 1 AS x")
    _, target, _ = do(source, table="effects", target=tmp_path / "out.duckdb", chunk=30)
    with duckdb.connect(str(target), read_only=True) as connection:
        same(connection.table("pooled").to_arrow_table(), *data)


def test_a_file_of_one_large_row_group_is_read_in_parts(effects, write, do, monkeypatch):
    data = effects()
    monkeypatch.setattr("evidence.bulk.job.source_rows.LARGEST_GROUP", 50)
    monkeypatch.setattr("evidence.bulk.job.duckdb_rows.ROWS_A_GROUP", 2048)
    same(pq.read_table(do(write(*data), chunk=30)[1]), *data)


def test_whole_numbers_lists_of_names_and_gaps_are_read(do, tmp_path):
    table = pa.table(
        {
            "analysis_id": pa.array(["a", "a", None, None, "b", "b"]).dictionary_encode(),
            "yi": pa.array([1, 2, 3, 4, 5, None], pa.int32()),
            "vi": pa.array([1, 1, 1, 1, 1, 1], pa.float32()),
        }
    )
    pq.write_table(table, tmp_path / "in.parquet")
    done, target, failed = do(tmp_path / "in.parquet")
    assert done.counts == {"ok": 1, "no_id": 1, "effect_not_finite": 1}
    assert [(one.analysis, one.row, one.column) for one in failed] == [
        ("", None, ""),
        ("b", 6, "yi"),
    ]
    assert pq.read_table(target).column("estimate").to_pylist() == [1.5, None, None]


def test_a_parquet_file_says_how_it_was_made(effects, write, do):
    metadata = pq.read_schema(do(write(*effects()))[1]).metadata
    assert b'"method": "DL"' in metadata[b"evidence"]
    assert b'"engine": "numpy"' in metadata[b"evidence"]
