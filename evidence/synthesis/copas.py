"""Copas's selection model of a synthesis: how the effect falls as more is taken to be missing."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from evidence.chosen import require_level
from evidence.errors import ChoiceUnknown
from evidence.stats.small_study.copas import FURTHEST, CopasFit, fit_copas, selection_strength
from evidence.synthesis.copas_results import Copas, CopasRow
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.small_study_data import StudyData, few, study_data

if TYPE_CHECKING:
    import pandas as pd

    Effects = EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]

NONE = 12.0
"""A propensity at which every study is published."""
STRENGTHS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3)
LEAST = 3
SIGNIFICANT = 0.1
"""Carpenter and others (doi:10.1016/j.jclinepi.2008.12.002) take a residual below this as left."""


def copas(
    effects: "Effects",
    *,
    least_precise: Sequence[float] = STRENGTHS,
    most_precise: float = 0.99,
    gamma: Sequence[tuple[float, float]] | None = None,
    significance: float = SIGNIFICANT,
    level: float = 0.95,
    **columns: Any,
) -> Copas | NotEstimable:
    """Pool effects as if small studies with unwelcome results had been left unpublished.

    Parameters
    ----------
    effects : EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.pool`.
    least_precise : sequence of float
        Probabilities that the study with the largest standard error was published, 1 for no
        selection; one row of the result for each.
    most_precise : float
        The same of the study with the smallest standard error.
    gamma : sequence of (float, float), optional
        Strengths of selection as (gamma0, gamma1), in place of probabilities.
    significance : float
        Residual selection is unexplained below this p-value.
    level : float
        Confidence level.
    **columns
        Names of columns of a table, and the measure.

    Returns
    -------
    Copas or NotEstimable
        Not estimable for fewer than three studies, or where all are equally precise.

    Raises
    ------
    ChoiceUnknown
        For a probability that is none, or that falls with precision.

    Notes
    -----
    The data say next to nothing of how strong selection was, so the model is fitted for several
    strengths: it is a sensitivity analysis, and no row is the answer. ``metasens::copas`` walks
    through the plane of gamma0 and gamma1 across the contours of its estimates; here the walk is
    along one named probability, and any point of its walk is had by ``gamma``.

    References
    ----------
    Copas JB, Shi JQ (2001). doi:10.1177/096228020101000402
    Carpenter JR, Schwarzer G, Rücker G, Künstler R (2009). doi:10.1016/j.jclinepi.2008.12.002

    Examples
    --------
    >>> trials = {"yi": [0.1, 0.2, 0.5, 0.9], "vi": [0.01, 0.02, 0.06, 0.12]}
    >>> found = copas(trials, least_precise=[1, 0.5], measure="SMD")
    >>> [(one.least_precise, round(one.estimate, 3)) for one in found.rows]
    [(1.0, 0.205), (0.5, 0.165)]
    """
    require_level(level)
    data = study_data(effects, door=copas, least=LEAST, columns=columns)
    if isinstance(data, NotEstimable):
        return data
    if np.ptp(data.vi) == 0:
        return NotEstimable(wanted="copas", reason="studies_equally_large", values={})
    walk = list(gamma) if gamma is not None else _walk(data, least_precise, most_precise)
    rows = tuple(_row(data, strength, level) for strength in walk)
    explained = [one for one in rows if one.p_residual > significance]
    return Copas(
        measure=data.measure,
        k=data.k,
        level=level,
        tau2_method="ML",
        ci_method="wald",
        significance=significance,
        rows=rows,
        adjusted=explained[0] if explained else _unexplained(),
        advice=_advice(data, rows),
    )


def _walk(
    data: StudyData, least_precise: Sequence[float], most_precise: float
) -> list[tuple[float, float]]:
    if not 0 < most_precise < 1:
        raise ChoiceUnknown("most_precise", str(most_precise), ("0.9", "0.99"))
    for share in least_precise:
        if not (0 < share <= most_precise or share == 1):
            right = (f"0 < … <= {most_precise:g}", "1")
            raise ChoiceUnknown("least_precise", str(share), right)
    return [
        (NONE, 0.0)
        if share == 1
        else selection_strength(data.vi, least_precise=share, most_precise=most_precise)
        for share in sorted(least_precise, reverse=True)
    ]


def _row(data: StudyData, strength: tuple[float, float], level: float) -> CopasRow:
    gamma0, gamma1 = strength
    found: CopasFit = fit_copas(data.yi, data.vi, gamma0=gamma0, gamma1=gamma1, level=level)
    return CopasRow(
        least_precise=float(found.published[np.argmax(data.vi)]),
        most_precise=float(found.published[np.argmin(data.vi)]),
        gamma0=gamma0,
        gamma1=gamma1,
        estimate=found.estimate,
        se=found.se,
        ci_low=found.ci_low,
        ci_high=found.ci_high,
        p_value=found.p_value,
        rho=found.rho,
        tau2=found.tau2,
        log_likelihood=found.log_likelihood,
        unpublished=found.unpublished,
        p_residual=found.residual.p_value,
        converged=found.converged,
        local_maxima=found.local_maxima,
    )


def _unexplained() -> NotEstimable:
    return NotEstimable(wanted="adjusted", reason="selection_unexplained", values={})


def _advice(data: StudyData, rows: Sequence[CopasRow]) -> tuple[str, ...]:
    told = {
        "strength_assumed": True,
        "on_bound": any(abs(one.rho) > FURTHEST - 1e-9 for one in rows),
        "several_maxima": any(one.local_maxima > 1 for one in rows),
        "not_converged": not all(one.converged for one in rows),
    }
    return (*few(data), *(key for key, holds in told.items() if holds))
