"""Whether a synthesis holds more significant studies than their power allows, and fail-safe N."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from evidence.stats.small_study import excess_significance as excess
from evidence.stats.small_study import fail_safe_n as counted
from evidence.stats.tau2 import estimate_tau2
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.small_study_data import few, require_choice, study_data
from evidence.synthesis.small_study_results import ExcessSignificance, FailSafeN

if TYPE_CHECKING:
    import pandas as pd

    Effects = EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]

FAIL_SAFE = ("rosenthal", "orwin", "rosenberg", "general")


def excess_significance(
    effects: "Effects",
    *,
    test: str = "exact",
    alternative: str = "two.sided",
    alpha: float = 0.05,
    tau2_method: str = "REML",
    model: str = "random",
    **columns: Any,
) -> ExcessSignificance | NotEstimable:
    """Test whether more studies are significant than the pooled effect would make.

    Parameters
    ----------
    effects : EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.pool`.
    test : {"exact", "chi2", "binom"}
        How the number of significant studies is tested.
    alternative : {"two.sided", "greater", "less"}
        How each study was tested.
    alpha : float
        Level of each study's test.
    tau2_method, model : str
        How the effect is pooled that power is computed for.
    **columns
        Names of columns of a table, and the measure.

    Returns
    -------
    ExcessSignificance or NotEstimable

    Raises
    ------
    ChoiceUnknown
        For an option that does not exist, with those that do.

    References
    ----------
    Ioannidis JPA, Trikalinos TA (2007). doi:10.1177/1740774507079441

    Examples
    --------
    >>> table = {"yi": [0.5, 0.6, 0.7], "vi": [0.05, 0.06, 0.07]}
    >>> excess_significance(table, model="common").observed
    3
    """
    require_choice("test", test, excess.TESTS)
    require_choice("alternative", alternative, excess.SIDES)
    require_choice("model", model, ("random", "common"))
    data = study_data(effects, door=excess_significance, least=2, columns=columns)
    if isinstance(data, NotEstimable):
        return data
    method = tau2_method if model == "random" else "EE"
    spread = estimate_tau2(data.yi, data.vi, method=method)
    tau2 = spread.value
    tested = excess.StudyTest(alternative=alternative, alpha=alpha)
    done = excess.excess_significance(data.yi, data.vi, tau2=tau2, tested=tested, test=test)
    limit = excess.no_excess_effect(data.yi, data.vi, tau2=tau2, tested=tested, test=test)
    return ExcessSignificance(
        measure=data.measure,
        k=data.k,
        observed=done.observed,
        expected=done.expected,
        p_value=done.p_value,
        test=test,
        theta=done.theta,
        tau2=tau2,
        tau2_method=method,
        no_excess=None if math.isnan(limit) else limit,
        converged=spread.converged,
        local_maxima=spread.local_maxima,
        advice=few(data),
    )


def fail_safe_n(
    effects: "Effects",
    *,
    method: str = "rosenberg",
    alpha: float = 0.05,
    target: float | None = None,
    weighted: bool = False,
    tau2_method: str = "REML",
    **columns: Any,
) -> FailSafeN | NotEstimable:
    """Count unpublished null results that would overturn the result.

    Parameters
    ----------
    effects : EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.pool`.
    method : {"rosenthal", "orwin", "rosenberg", "general"}
        By combined p-values; mean effect (needs a target); common-effect p-value; or the
        random-effects p-value or target.
    alpha : float
        Level that is no longer reached.
    target : float, optional
        Effect that would no longer matter, on the analysis scale.
    weighted : bool
        Whether Orwin's mean is weighted by the inverse variances; the plain mean when not, as
        Orwin has it.
    tau2_method : str
        For ``general``.
    **columns
        Names of columns of a table, and the measure.

    Returns
    -------
    FailSafeN or NotEstimable
        Always with the advice that the number says little: it takes null results for what is
        missing, and no criterion for it being large stands up.

    Raises
    ------
    ChoiceUnknown
        For an option that does not exist, with those that do.

    References
    ----------
    Rosenthal R (1979). doi:10.1037/0033-2909.86.3.638
    Orwin RG (1983). doi:10.3102/10769986008002157
    Rosenberg MS (2005). doi:10.1111/j.0014-3820.2005.tb01004.x

    Examples
    --------
    >>> print(fail_safe_n({"yi": [0.3, 0.4, 0.5], "vi": [0.01, 0.01, 0.01]}, method="rosenthal"))
    fail-safe N 51 (rosenthal, k = 3)
    """
    require_choice("method", method, FAIL_SAFE)
    data = study_data(effects, door=fail_safe_n, least=2, columns=columns)
    if isinstance(data, NotEstimable):
        return data
    if method == "orwin" and target is None:
        return NotEstimable(wanted="fail_safe_n", reason="target_not_given", values={})
    if method == "orwin":
        done = counted.orwin(data.yi, data.vi if weighted else None, target=target)
    elif method == "general":
        done = counted.general(data.yi, data.vi, alpha=alpha, target=target, method=tau2_method)
    else:
        by = {"rosenthal": counted.rosenthal, "rosenberg": counted.rosenberg}[method]
        done = by(data.yi, data.vi, alpha=alpha)
    by_target = method in ("orwin", "general") and target is not None
    search = estimate_tau2(data.yi, data.vi, method=tau2_method if method == "general" else "EE")
    return FailSafeN(
        method="orwin weighted" if method == "orwin" and weighted else method,
        measure=data.measure,
        n=done.n,
        k=data.k,
        alpha=None if by_target else alpha,
        target=target if by_target else None,
        tau2_method=tau2_method if method == "general" else "",
        converged=search.converged,
        local_maxima=search.local_maxima,
        advice=("fail_safe_says_little",),
    )
