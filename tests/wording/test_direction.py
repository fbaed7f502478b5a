import pytest

from evidence.tables.open_tables import open_tables
from evidence.vocabulary import Language, Measure
from evidence.wording.direction import Direction, change, direction, direction_of
from tests.wording.fixtures import FUNCTION, PAIN, estimate, instrument

BETTER, WORSE, SAME = Direction.IMPROVED, Direction.WORSENED, Direction.SAME


@pytest.mark.parametrize(
    ("value", "measure", "construct", "expected"),
    [
        (-0.3, Measure.SMD, PAIN, BETTER),
        (0.3, Measure.SMD, PAIN, WORSE),
        (0.3, Measure.SMD, FUNCTION, BETTER),
        (0.0, Measure.SMD, FUNCTION, SAME),
        (0.8, Measure.RR, PAIN, BETTER),
        (1.0, Measure.OR, PAIN, SAME),
        (0.1, Measure.RD, PAIN, WORSE),
    ],
)
def test_the_sign_is_read_by_what_a_higher_value_means(value, measure, construct, expected):
    assert direction(value, measure, construct, None) is expected


@pytest.mark.parametrize(
    ("higher_favours", "value", "expected"),
    [
        ("", -0.85, BETTER),
        ("intervention", 0.85, BETTER),
        ("comparison", -0.85, BETTER),
        ("comparison", 0.85, WORSE),
        ("intervention", 0.0, SAME),
        ("unclear", 2.91, None),
        ("", None, None),
    ],
)
def test_a_review_may_turn_the_sign(higher_favours, value, expected):
    found = estimate(estimate=value, higher_favours=higher_favours)
    assert direction_of(found, PAIN, None) is expected


def test_the_scale_decides_for_a_mean_difference():
    found = estimate(measure=Measure.MD, estimate=8.0, construct_id="function")
    assert direction_of(found, FUNCTION, instrument()) is BETTER


def test_a_change_is_named_so_that_it_reads_well():
    assert change(BETTER, PAIN, Language.NB) == "mindre smerte"
    assert change(WORSE, FUNCTION, Language.NN) == "dårlegare fysisk funksjon"
    with pytest.raises(ValueError, match="no change to name"):
        change(SAME, PAIN, Language.NB)


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("LARUN2019_PHYSICAL_FUNCTION_POST", BETTER),
        ("KONG2023_FATIGUE_POST", BETTER),
        ("METASCIENCE2026_FATIGUE_POST", BETTER),
        ("KOLALA2025_FATIGUE_INDIVIDUAL_POST", None),
        ("E08", BETTER),
        ("E17", BETTER),
    ],
)
def test_shipped_estimates_whose_source_turns_the_sign(identifier, expected):
    tables = open_tables("data")
    found = tables.estimates[identifier]
    construct = tables.constructs[found.construct_id]
    assert direction_of(found, construct, tables.instruments.get(found.instrument_id)) is expected
