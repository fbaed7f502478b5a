"""The shipped trials give the check values noted beside them (DerSimonian-Laird and Wald)."""

from functools import cache
from pathlib import Path

import pytest

import evidence as ev
from evidence.synthesis.effect_sizes import effect_sizes
from evidence.synthesis.pool import pool

DATA = Path(__file__).parents[2] / "data"
A, B, C = "Q03_fatigue_A", "Q01_fatigue_B", "Q01_physical_function_C"
PRINTED = 5e-4
"""Three decimals are noted for B and C."""


@cache
def tables():
    return ev.open_tables(DATA)


def dl_wald(name):
    (found,) = [
        one.pooled for one in ev.analyse(tables().synthesis(name)).variations
        if one.key == "DL_wald"
    ]  # fmt: skip
    return found


def test_set_a():
    found = dl_wald(A)
    assert (found.estimate, found.ci_low, found.ci_high) == pytest.approx(
        (-7.82, -9.62, -6.02), abs=5e-3
    )
    assert found.heterogeneity.i2 == 0
    assert found.k == 5


def test_the_three_first_trials_of_set_a_alone():
    effects = effect_sizes(tables().synthesis(A))
    three = {"Prins2001", "Tummers2012", "Janse2018"}
    alone = effects.only(*(one for one in effects.effects if one.study_id in three))
    found = pool(alone, tau2_method="DL", ci_method="wald")
    assert (found.estimate, found.ci_low, found.ci_high) == pytest.approx(
        (-7.14, -9.35, -4.94), abs=5e-3
    )


def test_set_b():
    found = dl_wald(B)
    assert (found.estimate, found.ci_low, found.ci_high) == pytest.approx(
        (-0.745, -1.160, -0.329), abs=PRINTED
    )
    assert found.heterogeneity.tau2 == pytest.approx(0.223, abs=PRINTED)
    assert found.heterogeneity.i2 == pytest.approx(86.6, abs=0.05)


def test_set_c():
    found = dl_wald(C)
    assert (found.estimate, found.ci_low, found.ci_high) == pytest.approx(
        (0.644, 0.175, 1.113), abs=PRINTED
    )
    assert found.heterogeneity.i2 == pytest.approx(87.7, abs=0.05)


def test_the_97_5_per_cent_interval_of_set_a_is_kept_as_printed():
    (janse,) = [one for one in effect_sizes(tables().synthesis(A)).effects if one.level != 0.95]
    assert (janse.study_id, janse.level) == ("Janse2018", 0.975)
    assert (janse.ci_low, janse.ci_high) == (-12.7, -3.9)


def test_every_row_of_every_shipped_synthesis_is_an_effect_or_left_out():
    for synthesis in tables().syntheses.values():
        found = effect_sizes(tables().synthesis(synthesis.id))
        planned = tables().synthesis(synthesis.id)
        assert len(found.effects) + len(found.left_out) == len(planned.members)
