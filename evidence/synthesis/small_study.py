"""Small-study effects of a synthesis: tests for asymmetry, and trim and fill."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from evidence.stats.small_study import asymmetry_of_counts
from evidence.stats.small_study import trim_and_fill as trimming
from evidence.stats.small_study.asymmetry_by_group_size import asymmetry_by_group_size
from evidence.stats.small_study.asymmetry_regression import (
    OF_SIZE,
    PREDICTORS,
    AsymmetryRegression,
    asymmetry_regression,
)
from evidence.stats.small_study.rank_correlation import asymmetry_rank_test
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.small_study_data import (
    EFFECT_IN_ERROR,
    StudyData,
    few,
    require_choice,
    study_data,
)
from evidence.synthesis.small_study_results import SmallStudyTest, TrimAndFill

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
    data = study_data(effects, wanted=test, least=3, columns=columns)
    if isinstance(data, NotEstimable):
        return data
    if test == "begg":
        return _by_ranks(data)
    found = _regressed(data, test, model, predictor, tau2_method, level)
    if isinstance(found, NotEstimable):
        return found
    egger = test == "egger"
    return SmallStudyTest(
        test=test,
        measure=data.measure,
        k=data.k,
        statistic=found.statistic,
        df=found.df,
        p_value=found.p_value,
        predictor=predictor if egger else "",
        model=model if egger else "lm",
        tau2_method=tau2_method if egger and model == "rma" else "",
        bias=found.slope,
        bias_se=found.slope_se,
        limit=_or_none(found.limit),
        limit_low=_or_none(found.limit_low),
        limit_high=_or_none(found.limit_high),
        level=level,
        advice=_advice(data, test, predictor),
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
    data: StudyData, test: str, model: str, predictor: str, method: str, level: float
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
    if test == "egger":
        return asymmetry_regression(
            data.yi,
            data.vi,
            ni=data.ni if predictor in OF_SIZE else None,
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


def trim_and_fill(
    effects: "Effects",
    *,
    estimator: str = "L0",
    side: str | None = None,
    tau2_method: str = "REML",
    model: str = "random",
    level: float = 0.95,
    **columns: Any,
) -> TrimAndFill | NotEstimable:
    """Fill in the studies a symmetric funnel would need, and pool with them.

    Parameters
    ----------
    effects : EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.pool`.
    estimator : {"L0", "R0", "Q0"}
        Of the number missing.
    side : {"left", "right"}, optional
        Where studies may be missing; found from the data when not given.
    tau2_method, model, level
        How effects are pooled, with the normal (Wald) interval.
    **columns
        Names of columns of a table, and the measure.

    Returns
    -------
    TrimAndFill or NotEstimable

    Raises
    ------
    ChoiceUnknown
        For an option that does not exist, with those that do.

    References
    ----------
    Duval S, Tweedie R (2000). doi:10.1111/j.0006-341X.2000.00455.x

    Examples
    --------
    >>> table = {"yi": [0.1, 0.15, 0.2, 0.5, 0.8], "vi": [0.01, 0.02, 0.03, 0.1, 0.2]}
    >>> trim_and_fill(table, side="left", model="common").k0
    2
    """
    require_choice("estimator", estimator, trimming.ESTIMATORS)
    require_choice("side", side or "left", trimming.SIDES)
    require_choice("model", model, ("random", "common"))
    data = study_data(effects, wanted="trim_and_fill", least=3, columns=columns)
    if isinstance(data, NotEstimable):
        return data
    if side is None and np.ptp(data.vi) == 0:
        return NotEstimable(wanted="trim_and_fill", reason="studies_equally_large", values={})
    method = tau2_method if model == "random" else "EE"
    try:
        done = trimming.trim_and_fill(
            data.yi, data.vi, estimator=estimator, side=side, method=method, level=level
        )
    except trimming.NumberUndefined:
        return NotEstimable(wanted="trim_and_fill", reason="q0_does_not_exist", values={})
    return _filled(data, done, estimator, method, level)


def _filled(
    data: StudyData, done: trimming.TrimAndFill, estimator: str, method: str, level: float
) -> TrimAndFill:
    pooled = done.fit.pooled
    return TrimAndFill(
        measure=data.measure,
        estimator=estimator,
        side=done.side,
        k0=done.k0,
        k0_se=done.se,
        p_value=_or_none(done.p_value),
        estimate=pooled.estimate,
        se=pooled.se,
        ci_low=pooled.ci_low,
        ci_high=pooled.ci_high,
        level=level,
        k=data.k,
        tau2=done.fit.tau2,
        tau2_method=method,
        filled=tuple(done.filled_yi.tolist()),
        converged=done.converged,
        advice=(*few(data), *(() if done.converged else ("not_converged",))),
    )
