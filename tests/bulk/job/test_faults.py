"""Whatever goes wrong is told with its file, its column and its repair; what is done is kept."""

import re
import resource
import sys
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from evidence.bulk.job.asked import Columns
from evidence.bulk.job.stopped import JobStopped
from evidence.bulk.job.work_folder import WorkFolder
from evidence.vocabulary import Language
from evidence.wording.phrases import keys
from evidence.wording.problems import state_problem

ROOT = Path(__file__).parents[3]


def told(stopped, language=Language.EN):
    return "\n".join(state_problem(problem, language) for problem in stopped.value.problems)


@pytest.fixture
def stops(do):
    """Return a function that does a job that must stop, and gives what is told."""

    def job(source, code, **asked):
        with pytest.raises(JobStopped) as stopped:
            do(source, **asked)
        assert {problem.code for problem in stopped.value.problems} == {code}
        return told(stopped)

    return job


def text(tmp_path, content, name="in.csv"):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_file_that_is_none(stops, tmp_path):
    assert "in.parquet" in stops(tmp_path / "in.parquet", "B101")
    assert ".xlsx" in stops(text(tmp_path, "", "in.xlsx"), "B102")
    assert "in.csv" in stops(text(tmp_path, ""), "B113")
    stops(text(tmp_path, "analysis_id,yi,vi\n"), "B113")
    same = text(tmp_path, "analysis_id,yi,vi\na,1,1\n")
    stops(same, "B207", target=same)


def test_a_parquet_file_cut_short(effects, write, stops):
    source = write(*effects())
    source.write_bytes(source.read_bytes()[:-100])
    assert "damaged" in stops(source, "B103")


def test_a_parquet_file_damaged_within(effects, write, do, tmp_path):
    source = write(*effects(60), row_group_size=20, write_page_checksum=True)
    page = pq.ParquetFile(source).metadata.row_group(5).column(1)
    content = bytearray(source.read_bytes())
    place = page.data_page_offset + page.total_compressed_size // 2
    content[place : place + 20] = bytes(20)
    source.write_bytes(content)
    target = tmp_path / "out.parquet"
    with pytest.raises(JobStopped) as stopped:
        do(source, target=target, chunk=20)
    assert re.match(r"B104 in.parquet: The rows \d+ to \d+ cannot be read", told(stopped))
    assert stopped.value.key == "bulk.kept"
    assert int(stopped.value.values["parts"]) == len(WorkFolder(target).parts()) >= 1
    assert not target.exists()


def test_columns_that_are_not_there(effects, write, stops):
    source = write(*effects())
    said = stops(source, "B109", columns=Columns(analysis="analysis", yi="y"))
    assert said.count("B109") == 2
    assert "Did you mean “analysis_id”?" in said
    assert "--yi" in said


def test_columns_of_another_type(effects, write, stops):
    ids, yi, vi = effects()
    assert '"yi": The column is of type string' in stops(write(ids, yi.astype(str), vi), "B111")
    assert "double" in stops(write(ids * 0.5, yi, vi), "B110")


def test_rows_of_a_csv_file_that_cannot_be_parted(stops, tmp_path):
    head = "analysis_id,yi,vi\na,1,1\n"
    for row in ("a,1,2,3\n", "a,1\n", '"a,1,2\n'):
        assert "row 3" in stops(text(tmp_path, head + row), "B105")
    assert "row 3" in stops(text(tmp_path, head.encode() + b"\xf8,1,1\n"), "B106")
    assert "row 1" in stops(text(tmp_path, b"\xf8,yi,vi\na,1,1\n"), "B106")
    stops(text(tmp_path, "analysis_id,yi,vi,yi\na,1,1,1\n"), "B112")


def test_a_database_that_is_none_or_has_not_the_table(stops, tmp_path):
    import duckdb

    assert "in.duckdb" in stops(text(tmp_path, "no database" * 1000, "in.duckdb"), "B107")
    with duckdb.connect(str(tmp_path / "two.duckdb")) as connection:
        connection.execute("CREATE TABLE first AS SELECT 1 AS x; CREATE TABLE second AS SELECT 1")
    assert "first, second" in stops(tmp_path / "two.duckdb", "B108")
    assert "no table “third”" in stops(tmp_path / "two.duckdb", "B108", table="third")


def test_one_bad_analysis_does_not_hold_up_the_rest(do, tmp_path):
    rows = ["a,0.1,0.1", "b,0.1,0.1", "a,0.2,0.1", "b,1_0,0.1", "c,0.1,0", "c,1,1", "d,nan,1"]
    more = ["d,1,1", "e,,1", "e,1,1", 'f,"0,5",1', "f,1,1", "g,1,1"]
    source = text(tmp_path, "\n".join(["analysis_id,yi,vi", *rows, *more]))
    done, target, failed = do(source)
    where = {one.analysis: (one.status, one.row, one.column, one.cell) for one in failed}
    assert where == {
        "b": ("effect_not_finite", 5, "yi", "1_0"),
        "c": ("variance_not_above_zero", 6, "vi", "0.0"),
        "d": ("effect_not_finite", 8, "yi", "nan"),
        "e": ("effect_not_finite", 10, "yi", ""),
        "f": ("effect_not_finite", 12, "yi", "0,5"),
        "g": ("one_effect", None, "", ""),
    }
    assert (done.analyses, done.failed) == (7, 6)
    assert pq.read_table(target).column("estimate").to_pylist()[0] == pytest.approx(0.15)


def test_a_point_is_refused_where_the_comma_is_the_decimal_sign(do, tmp_path):
    source = text(tmp_path, "analysis_id;yi;vi\na;0,5;1\na;0.5;1\n")
    assert [(one.row, one.cell) for one in do(source)[2]] == [(3, "0.5")]


def test_a_folder_that_cannot_be_written_in(effects, write, stops, tmp_path):
    source = write(*effects())
    assert str(tmp_path / "no") in stops(source, "B204", target=tmp_path / "no" / "out.parquet")
    # A long path is told by its beginning.
    assert str(source)[:40] in stops(source, "B204", target=source / "out.parquet")


@contextmanager
def little_room():
    """Let no file grow beyond 100 kB, as a disk without room would not."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_full_disk_is_told_where_rows_are_copied(stops, tmp_path):
    rows = "\n".join(f"{place},0.{place},0.1" for place in range(20_000))
    source = text(tmp_path, f"analysis_id,yi,vi\n{rows}\n")
    with little_room():
        assert "room on the disk" in stops(source, "B205")


def test_a_full_disk_keeps_what_is_done(effects, write, do, tmp_path):
    source, target = write(*effects(1500)), tmp_path / "out.parquet"
    with little_room(), pytest.raises(JobStopped) as stopped:
        do(source, target=target, chunk=500)
    assert "B205" in told(stopped)
    assert "room on the disk" in told(stopped)
    assert stopped.value.key == "bulk.kept"
    assert not target.exists()
    assert not [path for path in tmp_path.rglob(".*") if path.is_file()]
    do(source, target=target, chunk=500)
    assert target.read_bytes() == do(source, chunk=500)[1].read_bytes()


def test_a_library_that_is_missing_is_named_with_its_extra(effects, write, stops, monkeypatch):
    source = write(*effects())
    for library, extra, asked in (
        ("pyarrow", "bulk", {}),
        ("distributed", "cluster", {"scheduler": "tcp://127.0.0.1:1"}),
    ):
        for name in [name for name in sys.modules if name.partition(".")[0] == library]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, library, None)
        assert f'pip install "evidence[{extra}]"' in stops(source, "B301", **asked)
        monkeypatch.undo()


def test_every_code_raised_has_words_and_a_line_in_the_page():
    files = [*(ROOT / "evidence/bulk/job").glob("*.py")]
    raised = {code for path in files for code in re.findall(r'"(B\d{3})"', path.read_text("utf-8"))}
    assert sorted(keys("problem.B")) == sorted(
        f"problem.{code}{part}" for code in raised for part in ("", ".repair")
    )
