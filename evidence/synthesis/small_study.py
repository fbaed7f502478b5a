"""Tests of whether small studies of a synthesis show other effects than large ones."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.small_study import asymmetry_of_counts
from evidence.stats.small_study.asymmetry_by_group_size import asymmetry_by_group_size
from evidence.stats.small_study.asymmetry_regression import (
    OF_SIZE,
    PREDICTORS,
    AsymmetryRegression,
    asymmetry_beside,
    asymmetry_regression,
)
from evidence.stats.small_study.rank_correlation import asymmetry_rank_test
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.regression_data import too_few
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.small_study_data import (
    EFFECT_IN_ERROR,
    StudyData,
    few,
    moderators_in,
    require_choice,
    study_data,
)
from evidence.synthesis.small_study_results import SmallStudyTest

if TYPE_CHECKING:
    import pandas as pd

    Effects = EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]

OF_COUNTS: dict[str, Callable[..., AsymmetryRegression]] = {
    "harbord": asymmetry_of_counts.harbord,
    "peters": asymmetry_of_counts.peters,
    "macaskill": asymmetry_of_counts.macaskill,
    "deeks": asymmetry_of_counts.deeks,
    "arcsine": asymmetry_of_counts.arcsine,
}
TESTS = ("egger", "begg", "pustejovsky", *OF_COUNTS)


def small_study_test(
    effects: "Effects",
    *,
    test: str = "egger",
    model: str = "rma",
    predictor: str = "sei",
    moderators: str | None = None,
    tau2_method: str = "REML",
    level: float = 0.95,
    **columns: Any,
) -> SmallStudyTest | NotEstimable:
    """Test whether small studies show other effects than large ones.

    Parameters
    ----------
    effects : EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.pool`.
    test : str
        ``"egger"`` by regression, ``"begg"`` by ranks, ``"pustejovsky"`` for standardised mean
        differences; ``"harbord"``, ``"peters"``, ``"macaskill"``, ``"deeks"`` and ``"arcsine"``
        for two-by-two tables.
    model, predictor, tau2_method : str
        For Egger's test: see ``asymmetry_regression``.
    moderators : str, optional
        For Egger's test: what else effects go with, as for :func:`evidence.meta_regression`.
    level : float
        Confidence level of the limit.
    **columns
        Names of columns of a table, and the measure, as for :func:`evidence.pool`.

    Returns
    -------
    SmallStudyTest or NotEstimable
        ``advice`` says where the test is not advisable: below ten studies, or where the standard
        error depends on the effect.

    Raises
    ------
    ChoiceUnknown
        For an option that does not exist, with those that do.

    References
    ----------
    Sterne JAC et al. (2011). doi:10.1136/bmj.d4002

    Examples
    --------
    >>> table = {"yi": [0.1, 0.2, 0.4, 0.7], "vi": [0.01, 0.02, 0.05, 0.1]}
    >>> print(small_study_test(table, model="lm"))
    egger lm sei: 18.88, df = 2, p = 0.00279 (k = 4)
    """
    require_choice("test", test, TESTS)
    require_choice("model", model, ("rma", "lm"))
    require_choice("predictor", predictor, PREDICTORS)
    if moderators is not None:
        require_choice("test", test, ("egger",))
    data = study_data(effects, door=small_study_test, least=3, columns=columns, wanted=test)
    if isinstance(data, NotEstimable):
        return data
    if test not in OF_COUNTS and np.ptp(data.yi) == 0:
        return NotEstimable(wanted=test, reason="effects_all_alike", values={})
    if test == "begg":
        return _by_ranks(data)
    xi = moderators_in(effects, moderators)
    if xi is not None and data.k < xi.shape[1] + 2:
        return too_few("small_study_test", xi)
    found = _regressed(data, test, model, predictor, tau2_method, level, xi)
    if isinstance(found, NotEstimable):
        return found
    tested = _tested(data, test, found, level)
    if test != "egger":
        return replace(tested, model="lm", advice=_advice(data, test, predictor))
    return replace(
        tested,
        predictor=predictor,
        model=model,
        tau2_method=tau2_method if model == "rma" else "",
        moderators=moderators or "",
        advice=_advice(data, test, predictor),
    )


def _tested(data: StudyData, test: str, found: AsymmetryRegression, level: float) -> SmallStudyTest:
    return SmallStudyTest(
        test=test,
        measure=data.measure,
        k=data.k,
        statistic=found.statistic,
        df=found.df,
        p_value=found.p_value,
        bias=found.slope,
        bias_se=found.slope_se,
        limit=_or_none(found.limit),
        limit_low=_or_none(found.limit_low),
        limit_high=_or_none(found.limit_high),
        level=level,
        converged=found.converged,
        local_maxima=found.local_maxima,
    )


def _by_ranks(data: StudyData) -> SmallStudyTest:
    found = asymmetry_rank_test(data.yi, data.vi)
    return SmallStudyTest(
        test="begg",
        measure=data.measure,
        k=data.k,
        statistic=found.tau,
        df=None,
        p_value=found.p_value,
        exact=found.exact,
        advice=_advice(data, "begg", "vi"),
    )


def _regressed(
    data: StudyData,
    test: str,
    model: str,
    predictor: str,
    method: str,
    level: float,
    xi: Floats | None,
) -> AsymmetryRegression | NotEstimable:
    groups = data.groups
    sizes_lack = test == "pustejovsky" and not data.has("n1", "n2")
    sizes_lack |= test == "egger" and predictor in OF_SIZE and not np.isfinite(data.ni).all()
    if sizes_lack:
        return NotEstimable(wanted=test, reason="sizes_not_reported", values={})
    if test in OF_COUNTS and not data.has("ai", "bi", "ci", "di"):
        return NotEstimable(wanted=test, reason="counts_not_reported", values={})
    same = np.ptp(data.vi) == 0 if test == "egger" and predictor not in OF_SIZE else False
    same |= test == "egger" and predictor in OF_SIZE and np.ptp(data.ni) == 0
    if same:
        return NotEstimable(wanted=test, reason="studies_equally_large", values={})
    ni = data.ni if predictor in OF_SIZE else None
    if test == "egger" and xi is not None:
        how = method if model == "rma" else None
        return asymmetry_beside(data.yi, data.vi, xi, ni=ni, predictor=predictor, method=how)
    if test == "egger":
        return asymmetry_regression(
            data.yi,
            data.vi,
            ni=ni,
            model=model,
            predictor=predictor,
            method=method,
            level=level,
        )
    if test == "pustejovsky":
        return asymmetry_by_group_size(data.yi, data.vi, groups["n1"], groups["n2"], level=level)
    cells = [groups[name] for name in ("ai", "bi", "ci", "di")]
    if test == "harbord":
        return asymmetry_of_counts.harbord(*cells, measure="RR" if data.measure == "RR" else "OR")
    return OF_COUNTS[test](*cells)


def _advice(data: StudyData, test: str, predictor: str) -> tuple[str, ...]:
    """Say why a test is not advisable on these effects."""
    advice = few(data)
    by_error = test in ("egger", "begg") and predictor not in OF_SIZE
    if by_error and data.measure in EFFECT_IN_ERROR:
        advice += (EFFECT_IN_ERROR[data.measure],)
    if test == "begg":
        advice += ("ranks_lack_power",)
    if test == "pustejovsky" and data.measure != "SMD":
        advice += ("made_for_smd",)
    return advice


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else value
