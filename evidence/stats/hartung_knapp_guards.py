"""Hartung and Knapp's interval where it must not be narrower than another.

Vocabulary
----------
yi, vi : effects and their sampling variances
tau2 : variance of true effects between studies
"""

from evidence.stats.floats import Reported
from evidence.stats.pooling import Pooled, pool_effects
from evidence.stats.refusal import require_choice
from evidence.stats.tau2 import estimate_tau2

GUARDS = ("se", "ci", "IQWiG6")


def pool_guarded(
    yi: Reported, vi: Reported, *, tau2: float, guard: str, level: float = 0.95
) -> Pooled:
    """Pool effects by Hartung and Knapp's method with a guard against narrow intervals.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects on the analysis scale and their sampling variances, k at least 2.
    tau2 : float
        Variance between studies.
    guard : {"se", "ci", "IQWiG6"}
        ``"se"``: the variance is never below that of Wald's interval. ``"ci"``: Wald's interval
        where it is wider. ``"IQWiG6"``: the variance of ``"se"`` where Hartung and Knapp's
        interval is narrower than Wald's with DerSimonian and Laird's tau2.
    level : float
        Confidence level of the intervals.

    Returns
    -------
    Pooled
        ``guard_bit`` is whether the guard changed anything.

    Raises
    ------
    ValueError
        For an unknown guard, tau2 below zero, or bad effects.

    Notes
    -----
    The ``adhoc.hakn.ci`` of R's meta package. ``"se"`` is ``pool_effects(test="adhoc")``.

    References
    ----------
    Knapp G, Hartung J (2003). doi:10.1002/sim.1482
    Jackson D, Law M, Rücker G, Schwarzer G (2017). doi:10.1002/sim.7411

    Examples
    --------
    >>> alike = [0.31, 0.3, 0.29], [0.02, 0.03, 0.02]
    >>> found = pool_guarded(*alike, tau2=0.0, guard="ci")
    >>> found.guard_bit, found.df is None
    (True, True)
    """
    require_choice("guard", guard, GUARDS)
    if guard == "se":
        return pool_effects(yi, vi, tau2=tau2, test="adhoc", level=level)
    plain = pool_effects(yi, vi, tau2=tau2, test="knha", level=level)
    if guard == "ci":
        wald = pool_effects(yi, vi, tau2=tau2, test="z", level=level)
        return wald._replace(guard_bit=True) if _width(plain) < _width(wald) else plain
    moments = estimate_tau2(yi, vi, method="DL").value
    wald = pool_effects(yi, vi, tau2=moments, test="z", level=level)
    if _width(plain) >= _width(wald):
        return plain
    return pool_effects(yi, vi, tau2=tau2, test="adhoc", level=level)


def _width(pooled: Pooled) -> float:
    return pooled.ci_high - pooled.ci_low
