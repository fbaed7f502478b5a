"""Every step by which a standardised difference is told otherwise has words in each language."""

import pytest

from evidence.stats import smd_reexpressed as told
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase


def every_route():
    yield told.in_scale_units(-0.5, sd=10.0)
    yield told.in_mid_units(-0.5, sd=10.0, mid=4.0)
    yield told.as_log_odds_ratio(-0.5)
    for method in ("probit", "odds"):
        yield told.as_number_needed(-0.5, comparison_risk=0.3, method=method)
    yield told.as_number_needed(0.5)


STEPS = sorted({step for one in every_route() for step in one.route})


def test_every_step_is_known():
    assert len(STEPS) == 9


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_has_words(step, language):
    assert phrase(f"step.{step}", language)
