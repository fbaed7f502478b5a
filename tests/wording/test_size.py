import pytest

from evidence.certainty.thresholds import COHEN
from evidence.records.question import Thresholds
from evidence.vocabulary import Language, Measure
from evidence.wording.size import (
    SizeClass,
    agrees_with_print,
    size_of,
    size_word,
    state_reach,
    state_size,
)
from tests.wording.fixtures import FUNCTION, PAIN, instrument, outcome

NB, NN, EN = Language.NB, Language.NN, Language.EN
SMD, MD = Measure.SMD, Measure.MD


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.0, SizeClass.NONE),
        (-0.19, SizeClass.NONE),
        (0.2, SizeClass.SMALL),
        (-0.49, SizeClass.SMALL),
        (-0.5, SizeClass.MODERATE),
        (0.79, SizeClass.MODERATE),
        (-0.8, SizeClass.LARGE),
        (3.0, SizeClass.LARGE),
    ],
)
def test_cohens_classes_begin_at_their_cuts(value, expected):
    # Cochrane Handbook 5.1, section 12.6.2: 0.2 small, 0.5 moderate, 0.8 large.
    assert (COHEN.small, COHEN.moderate, COHEN.large) == (0.2, 0.5, 0.8)
    assert size_of(value, SMD, None, None).size_class is expected


def test_the_panels_thresholds_come_before_any_default():
    panel = outcome(PAIN, Thresholds(scale="SMD", small=0.4, moderate=0.6, large=1.0))
    size = size_of(-0.5, SMD, panel, None)
    assert (size.size_class, size.rule) == (SizeClass.SMALL, "panel")
    assert (
        state_size(size, NN)
        == "Den estimerte effekten er liten etter tersklane til arbeidsgruppa (0,4; 0,6; 1)."
    )


def test_thresholds_on_another_scale_do_not_count():
    panel = outcome(FUNCTION, Thresholds(scale="PF", small=3, moderate=6, large=12))
    assert size_of(0.5, SMD, panel, None).rule == "cohen"
    assert size_of(7.0, MD, panel, instrument()).size_class is SizeClass.MODERATE


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            -8.0,
            "Estimatet er minst så stort som minste viktige forskjell slik kilden setter den "
            "(8, PF 0–100).",
        ),
        (
            7.9,
            "Estimatet er mindre enn minste viktige forskjell slik kilden setter den "
            "(8, PF 0–100).",
        ),
    ],
)
def test_a_smallest_important_difference_gives_no_class(value, expected):
    size = size_of(value, MD, None, instrument(mid=8))
    assert size.size_class is None
    assert state_size(size, NB) == expected


@pytest.mark.parametrize(
    ("value", "low", "high", "said"),
    [
        (9.0, 3.0, 15.0, "omfatter også mindre forskjeller"),
        (9.0, -1.0, 19.0, "omfatter også mindre forskjeller"),
        (-9.0, -15.0, -3.0, "omfatter også mindre forskjeller"),
        (9.0, 8.0, 15.0, ""),
        (7.0, 3.0, 8.0, "omfatter også større forskjeller"),
        (-7.0, -11.0, 2.0, "omfatter også større forskjeller"),
        (-7.0, -7.9, -3.0, ""),
        (7.0, None, None, ""),
    ],
)
def test_an_interval_across_the_smallest_important_difference_is_told(value, low, high, said):
    size = size_of(value, MD, None, instrument(mid=8))
    told = state_reach(size, value, low, high, NB)
    assert (said in told) if said else (told == "")


def test_the_panels_own_smallest_difference_comes_first():
    panel = outcome(FUNCTION, Thresholds(scale="PF", mid=5))
    assert size_of(6, MD, panel, instrument(mid=8)).cuts == (5,)


@pytest.mark.parametrize("measure", [Measure.RR, Measure.OR, Measure.RD, None, MD])
def test_without_a_rule_the_size_is_said_to_be_unknown(measure):
    size = size_of(1.5, measure, None, None)
    assert size.size_class is None
    assert "no threshold is set" in state_size(size, EN)


@pytest.mark.parametrize(
    ("printed", "agrees"),
    [("liten", True), ("Liten", True), ("small", True), ("lav", False), ("moderat", False)],
)
def test_the_sources_word_is_held_against_ours(printed, agrees):
    size = size_of(-0.33, SMD, None, None)
    assert agrees_with_print(size, printed) is agrees
    assert ("kilden bruker ordet" in state_size(size, NB, printed)) is not agrees


def test_each_class_has_one_word():
    words = [[size_word(one, language) for one in SizeClass] for language in Language]
    assert words[0] == ["ubetydelig", "liten", "moderat", "stor"]
    assert all(len(set(row)) == 4 for row in words)
