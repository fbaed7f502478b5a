"""``evidence pool`` as an analyst meets it."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

import evidence as ev

TRIALS = [
    ("Aronson 1948", 4, 123, 11, 139, "random"),
    ("Ferguson 1949", 6, 306, 29, 303, "random"),
    ("Rosenthal 1960", 3, 231, 11, 220, "random"),
    ("Hart 1977", 62, 13598, 248, 12867, "random"),
    ("Frimodt-Moller 1973", 33, 5069, 47, 5808, "alternate"),
    ("Stein 1953", 180, 1541, 372, 1451, "alternate"),
    ("Vandiviere 1973", 8, 2545, 10, 629, "random"),
    ("TPT Madras 1980", 505, 88391, 499, 88391, "random"),
    ("Coetzee 1968", 29, 7499, 45, 7277, "random"),
    ("Rosenthal 1961", 17, 1716, 65, 1665, "systematic"),
    ("Comstock 1974", 186, 50634, 141, 27338, "systematic"),
    ("Comstock 1969", 5, 2498, 3, 2341, "systematic"),
    ("Comstock 1976", 27, 16913, 29, 17854, "systematic"),
]
HEADINGS = ("study", "events", "n1i", "ci", "n2i", "allocation")
NAMED = ("--column", "ai=events")
GOLDEN = json.loads((Path(__file__).parents[1] / "golden/b_rmauni.json").read_text("utf-8"))


@pytest.fixture
def trials(tmp_path):
    """The trials of BCG vaccine as metadat has them (dat.bcg), events and totals."""
    path = tmp_path / "trials.csv"
    lines = [";".join(map(str, row)) for row in (HEADINGS, *TRIALS)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def table(tmp_path):
    """Return a function that writes a table."""

    def write(*lines):
        path = tmp_path / "table.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def test_the_result_is_metafors(run, trials):
    code, told, _ = run("pool", trials, *NAMED, "--ci", "wald", "--json")
    found = json.loads(told)["pooled"]
    assert code == 0
    witness = next(case for case in GOLDEN["cases"] if case["id"] == "b/rma/bcg_RR/REML")["out"]
    assert found["estimate"] == pytest.approx(witness["b"][0], rel=1e-9)
    assert found["se"] == pytest.approx(witness["tests"]["z"]["se"][0], rel=1e-9)
    assert found["ci_low"] == pytest.approx(witness["tests"]["z"]["ci_lb"][0], rel=1e-9)
    assert found["tau2"] == pytest.approx(witness["tau2"], rel=1e-9)
    assert found["i2"] == pytest.approx(witness["I2"], rel=1e-9)
    assert found["q"] == pytest.approx(witness["QE"], rel=1e-9)
    assert found["q_df"] == 12


def test_it_is_told_with_its_methods(run, trials):
    told = run("pool", trials, *NAMED)[1]
    assert "RR = 0,49 (95\N{NO-BREAK SPACE}% KI 0,33 til 0,73; 13 studier), p = 0,002" in told
    assert "τ² = 0,313" in told
    assert "Q = 152,23 (df = 12), p < 0,001" in told
    assert "PI 0,14 til 1,76" in told
    assert "Hartung-Knapp, aldri smalere enn Wald" in told


def test_subgroups_are_those_of_their_rows(run, trials):
    told = run("pool", trials, *NAMED, "--by", "allocation", "--csv")[1]
    rows = {row["group"]: row for row in csv.DictReader(io.StringIO(told))}
    assert list(rows) == ["", "random", "alternate", "systematic"]
    for group in ("random", "alternate", "systematic"):
        mine = [row for row in TRIALS if row[5] == group]
        columns = dict(zip(HEADINGS, zip(*mine, strict=True), strict=True))
        effects = ev.escalc("RR", columns, ai="events", n1i="n1i", ci="ci", n2i="n2i")
        assert float(rows[group]["estimate"]) == ev.pool(effects).estimate
    told = run("pool", trials, *NAMED, "--by", "allocation", "--lang", "en")[1]
    assert "Subgroups by allocation:" in told
    assert "Test for difference between subgroups: Q = " in told


def test_events_are_pooled_by_mantel_and_haenszel(run, trials):
    told = run("pool", trials, *NAMED, "--method", "MH", "--measure", "OR", "--json")[1]
    found = json.loads(told)["pooled"]
    columns = dict(zip(HEADINGS, zip(*TRIALS, strict=True), strict=True))
    alone = ev.pool_events(columns, measure="OR", ai="events")
    assert found["estimate"] == alone.estimate
    assert (
        "Method: Mantel-Haenszel"
        in run("pool", trials, *NAMED, "--method", "MH", "--lang", "en")[1]
    )
    code, _, told = run("pool", trials, *NAMED, "--method", "MH", "--by", "allocation")
    assert (code, "--method" in told) == (2, True)


@pytest.mark.parametrize(
    ("heading", "row", "measure"),
    [
        ("yi,sei", "0.{0},0.1", "GEN"),
        ("m1i,sd1i,n1i,m2i,sd2i,n2i", "{0},2,20,3,2,20", "MD"),
        ("x1i,t1i,x2i,t2i", "{0},100,9,100", "IRR"),
        ("xi,ni", "{0},50", "PLO"),
        ("ri,ni", "0.{0},50", "ZCOR"),
    ],
)
def test_what_the_columns_give_is_seen_from_their_names(run, table, heading, row, measure):
    path = table(heading, *(row.format(number) for number in (1, 2, 4)))
    told = run("pool", path, "--json")[1]
    assert json.loads(told)["pooled"]["measure"] == measure
    assert run("pool", path, "--lang", "nn")[0] == 0


def test_a_workbook_is_read_too(run, tmp_path):
    book = openpyxl.Workbook()
    for row in (HEADINGS, *TRIALS):
        book.active.append(row)
    book.save(tmp_path / "trials.xlsx")
    told = run("pool", tmp_path / "trials.xlsx", *NAMED)[1]
    assert "RR = 0,49" in told


def test_bad_cells_are_told_all_at_once(run, table):
    path = table("study,yi,vi", "a,0.1,0.1", 'b,"0,5",0.1', "c,0.2,0", "d,x,0.1")
    code, _, told = run("pool", path, "--lang", "en")
    assert code == 2
    assert 'E206 table.csv, row 3, column "yi"' in told
    assert 'E209 table.csv, row 4, column "vi"' in told
    assert 'E202 table.csv, row 5, column "yi"' in told


def test_rows_without_numbers_are_told(run, table):
    path = table("study,ai,n1i,ci,n2i", "a,1,20,5,20", "b,,20,5,20", "c,2,20,4,20", "d,4,20,4,20")
    code, told, _ = run("pool", path, "--lang", "en")
    assert code == 0
    assert "Left out: row 3 (b), “ai” is empty." in told
    assert json.loads(run("pool", path, "--json")[1])["left_out"] == [
        {"row": 3, "study": "b", "column": "ai"}
    ]


def test_what_cannot_be_pooled_says_why(run, table):
    code, told, _ = run("pool", table("study,yi,vi", "a,0.1,0.1"), "--lang", "en")
    assert (code, told) == (1, "Not pooled: only one study has usable numbers (a).\n")


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        (("--measure", "SMD"), "RR, OR, RD"),
        (("--by", "country"), "allocation"),
        (("--study", "trial"), "allocation"),
        (("--column", "ai"), "NAME=COLUMN"),
        (("--column", "xx=events"), "ai"),
        (("--column", "ai=deaths"), "events"),
        (("--level", "2"), "0.95"),
    ],
)
def test_a_wrong_option_is_answered_with_the_right_ones(run, trials, typed, named):
    code, _, told = run("pool", trials, *NAMED, *typed, "--lang", "en")
    assert code == 2
    assert named in told
    assert "Traceback" not in told


def test_columns_that_give_no_effect_are_told_with_those_that_do(run, trials, tmp_path):
    code, _, told = run("pool", trials, "--lang", "en")
    assert code == 2
    assert "m1i, sd1i, n1i, m2i, sd2i, n2i" in told
    assert "B101" in run("pool", tmp_path / "none.csv")[2]


def test_impossible_counts_are_told(run, table):
    path = table("study,ai,n1i,ci,n2i", "a,21,20,5,20", "b,2,20,5,20")
    code, _, told = run("pool", path, "--lang", "en")
    assert code == 2
    assert 'E401 table.csv, row 2, column "ai": 21 events among 20 participants' in told


def test_the_options_of_meta_are_there_by_their_names(run, trials):
    asked = ("--ci", "kenward-roger", "--prediction", "KR-PR", "--lang", "en")
    code, told, _ = run("pool", trials, *NAMED, *asked)
    assert code == 0
    assert "confidence interval by Kenward-Roger" in told
    assert "one degree of freedom fewer than Kenward and Roger's" in told
    _, told, _ = run("pool", trials, *NAMED, *asked, "--json")
    found = json.loads(told)["pooled"]
    assert (found["ci_method"], found["pi_rule"]) == ("kenward-roger", "KR-PR")
    code, _, wrong = run("pool", trials, *NAMED, "--prediction", "NNF")
    assert code == 2
    assert "HK-PR" in wrong


def test_a_study_without_a_name_and_a_heading_twice_are_told_by_their_place(run, table):
    nameless = table("study,yi,vi", ",0.1,0.02", "B,0.3,0.04", " ,0.5,0.03")
    code, _, told = run("pool", nameless, "--lang", "en")
    assert code == 2
    assert 'E201 table.csv, row 2, column "study"' in told
    assert 'E201 table.csv, row 4, column "study"' in told
    twice = table("study,yi,vi,note,note,yi", "A,0.1,0.02,x,y,3", "B,0.3,0.04,x,y,4")
    code, _, told = run("pool", twice, "--lang", "en")
    assert code == 2
    assert 'E108 table.csv, row 1, column "yi"' in told
    assert "note" not in told.split("\n")[0]


def test_a_variance_too_small_to_divide_by_is_told_in_words(run, table):
    code, _, told = run("pool", table("study,yi,vi", "A,0.1,1e-320", "B,0.3,0.04"))
    assert code == 2
    assert "vi too small to divide by at position 0" in told


def test_a_measure_is_offered_once(run, table):
    _, _, told = run("pool", table("study,yi,vi", "A,0.1,1", "B,0.3,1"), "--measure", "FOO")
    assert told.count("GEN") == 1
