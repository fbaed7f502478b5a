"""The shipped results: every printed estimate comes back, and a rerun gives the same bytes."""

import csv
import re
import shutil
from pathlib import Path

import pytest

from evidence.cli.analyse import analyse_project
from evidence.cli.stages import Stages
from evidence.findings.store import load
from evidence.synthesis.results import NotEstimable
from evidence.vocabulary import Certainty, Language
from evidence.wording.numbers import number

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "analyses" / "results"

# Read off the page's lines 88 to 170 by eye: line, estimate, interval, I2, certainty.
PRINTED = [
    ("E01", 88, "-0,33", None, None, "moderate"),
    ("E02", 88, "-0,65", None, "79", "low"),
    ("E03", 90, "-0,33", None, None, "low"),
    ("E04", 90, "-0,32", None, None, "low"),
    ("E05", 94, "8,38", None, None, None),
    ("E06", 94, "5,12", None, None, "low"),
    ("E07", 96, "1,41", None, None, "low"),
    ("E08", 96, "19,56", None, "90,7", "very low"),
    ("E09", 100, "-0,33", None, None, "moderate"),
    ("E10", 100, "-0,21", None, None, "low"),
    ("E11", 102, "-0,10", None, None, "low"),
    ("E12", 102, "-0,25", None, None, "moderate"),
    ("E13", 106, "-0,26", None, None, "moderate"),
    ("E14", 106, "0,00", None, None, "low"),
    ("E15", 108, "-0,16", None, None, "low"),
    ("E16", 108, "-0,26", None, None, "moderate"),
    ("E17", 150, "-0,52", ("-0,69", "-0,35"), None, "low"),
    ("E18", 152, "-0,41", ("-0,65", "-0,18"), None, "low"),
    ("E19", 156, "0,29", ("0,11", "0,47"), "76,6", "very low"),
    ("E20", 158, "0,15", ("-0,18", "0,47"), "76,6", "very low"),
    ("E21", 162, "-0,36", ("-0,55", "-0,17"), None, "low"),
    ("E22", 164, "-0,15", ("-0,31", "0,00"), None, "low"),
    ("E23", 168, "-0,34", ("-0,62", "-0,07"), None, "low"),
    ("E24", 170, "-0,20", ("-0,36", "-0,03"), None, "low"),
]


def as_number(text):
    return float(text.replace(",", "."))


@pytest.fixture(scope="module")
def chapter():
    return load(RESULTS)


def test_the_four_questions_are_there(chapter):
    assert [q.question.id for q in chapter.questions] == ["Q01", "Q02", "Q03", "Q04"]
    assert all(sum(o.in_pico for o in q.outcomes) == 6 for q in chapter.questions)


@pytest.mark.parametrize(("id_", "line", "estimate", "interval", "i2", "certainty"), PRINTED)
def test_a_printed_estimate_comes_back(chapter, id_, line, estimate, interval, i2, certainty):
    (published,) = (p for q in chapter.questions for p in q.published if p.estimate.id == id_)
    printed = published.estimate
    assert printed.estimate == as_number(estimate)
    assert printed.decimals == 2
    limits = None if printed.ci_low is None else (printed.ci_low, printed.ci_high)
    assert limits == (None if interval is None else tuple(map(as_number, interval)))
    assert printed.ci_level is None, "the page prints KI without a level"
    assert printed.i2 == (None if i2 is None else as_number(i2))
    assert printed.certainty == (None if certainty is None else Certainty(certainty))
    assert printed.provenance.place == f"line {line}"
    assert re.search(rf"(?<![\d,]){re.escape(estimate)}(?![\d])", printed.provenance.quote)


@pytest.mark.parametrize("row", PRINTED, ids=lambda row: row[0])
def test_a_printed_estimate_is_in_the_tidy_table(row):
    texts = [(RESULTS / f"{name}.csv").read_text("utf-8").splitlines() for name in ("Q01", "Q03")]
    rows = [found for text in texts for found in csv.DictReader(text)]
    (found,) = (r for r in rows if r["id"] == row[0] and r["kind"] == "published")
    assert float(found["estimate"]) == as_number(row[2])


def test_the_stated_certainty_adds_up_wherever_it_is_stated(chapter):
    ratings = [p.rating for q in chapter.questions for p in q.published if p.rating.stated]
    on_the_page = [r for r in ratings if re.fullmatch(r"E\d\d", r.about_id)]
    assert len(on_the_page) == 23
    assert all(rating.agrees for rating in on_the_page)


CHECK_VALUES = {
    # DerSimonian-Laird with Wald, from the notes to the trial data (two or three decimals).
    "Q03_fatigue_A": (-7.82, -9.62, -6.02, 2, 0.0, None),
    "Q01_fatigue_B": (-0.745, -1.160, -0.329, 3, 86.6, 0.223),
    "Q01_physical_function_C": (0.644, 0.175, 1.113, 3, 87.7, None),
}


@pytest.mark.parametrize("synthesis", CHECK_VALUES)
def test_dersimonian_laird_gives_the_check_values(chapter, synthesis):
    estimate, low, high, decimals, i2, tau2 = CHECK_VALUES[synthesis]
    (finding,) = (f for q in chapter.questions for f in q.findings if f.synthesis.id == synthesis)
    (pooled,) = (v.pooled for v in finding.analysis.variations if v.key == "DL_wald")
    unit = 0.5 * 10.0**-decimals
    assert pooled.estimate == pytest.approx(estimate, abs=unit)
    assert pooled.ci_low == pytest.approx(low, abs=unit)
    assert pooled.ci_high == pytest.approx(high, abs=unit)
    assert pooled.heterogeneity.i2 == pytest.approx(i2, abs=0.05)
    if tau2 is not None:
        assert pooled.heterogeneity.tau2 == pytest.approx(tau2, abs=0.0005)


def test_harms_are_shown_and_not_pooled(chapter):
    shown = [f for f in chapter.questions[0].findings if f.synthesis.action == "show"]
    assert len(shown) == 2
    assert all(isinstance(f.analysis.pooled, NotEstimable) for f in shown)
    assert all(f.analysis.effects for f in shown)


def test_questions_about_pem_have_no_synthesis_and_say_what_is_missing(chapter):
    for question in (chapter.questions[1], chapter.questions[3]):
        assert not question.findings
        assert not [p for p in question.published if p.estimate.outcome_id.endswith("_pooled")]


def test_a_rerun_gives_the_committed_bytes(tmp_path):
    for part in ("data", "analyses"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("results"))
    analyse_project(tmp_path, Stages(Language.EN))
    made = {p.name: p.read_bytes() for p in (tmp_path / "analyses" / "results").iterdir()}
    committed = {p.name: p.read_bytes() for p in RESULTS.iterdir() if p.suffix in {".json", ".csv"}}
    assert made == committed


def test_numbers_are_those_of_the_page_in_norwegian(chapter):
    (published,) = (p for p in chapter.questions[2].published if p.estimate.id == "E17")
    assert number(published.estimate.estimate, 2, Language.NB) == "−0,52"
