"""An effect and its variance from a difference between arms as a trial printed it.

A reported standard error or interval of a ratio is taken on the scale it is printed on: limits
as ratios, a standard error as that of the logarithm.
"""

import math
from dataclasses import dataclass

from evidence.records.reported import Contrast
from evidence.stats.escalc import escalc
from evidence.stats.reported import (
    standard_error_from_ci,
    standard_error_from_p,
    standard_error_from_t,
)
from evidence.vocabulary import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class FromContrast:
    """An effect on the analysis scale, with the interval as printed where it was."""

    yi: float
    vi: float
    route: str
    interval: tuple[float, float] | None
    level: float | None


def effect_from_contrast(contrast: Contrast, measure: Measure) -> FromContrast | str:
    """Return the effect a contrast reports, or the reason why it gives none.

    Parameters
    ----------
    contrast : Contrast
        A difference between two arms as printed; ``ci_level`` in per cent.
    measure : Measure
        The measure of the synthesis; a contrast on another one is not turned into it.

    Returns
    -------
    FromContrast or str
        The effect, or a reason (``left_out.<reason>`` in the phrases).

    Notes
    -----
    The standard error is the width of the interval over twice the normal quantile of its level;
    else as reported; else the estimate over its t, or over the root of an F with one numerator
    degree of freedom; else the estimate over the quantile of the two-sided p-value, of t on
    ``n1 + n2 - 2`` degrees of freedom for a mean difference between groups of known size. A
    standardised difference without an estimate is had from t and the sizes of the groups:
    t sqrt(1/n1 + 1/n2), corrected and with the variance as from means and standard deviations.

    References
    ----------
    Higgins JPT, Li T, Deeks JJ. Choosing effect measures and computing estimates of effect.
    Cochrane Handbook for Systematic Reviews of Interventions, chapter 6. 2nd ed. Wiley 2019.
    """
    if contrast.measure is not measure:
        return "other_measure"
    if contrast.estimate is None:
        return _from_t_alone(contrast) or "no_estimate"
    printed = [contrast.estimate]
    if contrast.ci_low is not None and contrast.ci_high is not None:
        printed += [contrast.ci_low, contrast.ci_high]
    if measure.is_ratio and min(printed) <= 0:
        return "ratio_not_positive"
    yi, *limits = (math.log(value) if measure.is_ratio else value for value in printed)
    interval = (limits[0], limits[1]) if limits and limits[0] < limits[1] else None
    found = _standard_error(contrast, yi, interval)
    if isinstance(found, str):
        return found
    se, route = found
    if not (math.isfinite(se) and se > 0):
        return "no_uncertainty"
    level = None if contrast.ci_level is None else contrast.ci_level / 100
    return FromContrast(yi=yi, vi=se**2, route=route, interval=interval, level=level)


def _standard_error(
    contrast: Contrast, yi: float, interval: tuple[float, float] | None
) -> tuple[float, str] | str:
    if interval is not None and contrast.ci_level is not None:
        se = standard_error_from_ci(*interval, level=contrast.ci_level / 100)
        return float(se.item()), "contrast_ci"
    if contrast.se is not None:
        return contrast.se, "contrast_se"
    statistic = _statistic(contrast)
    if statistic is not None and yi != 0:
        se = standard_error_from_t(yi, statistic[0])
        return float(se.item()), statistic[1]
    if contrast.p_value is not None and 0 < contrast.p_value < 1 and yi != 0:
        df = _freedom(contrast)
        se = standard_error_from_p(yi, contrast.p_value, df=df)
        return float(se.item()), "contrast_p" if df is None else "contrast_p_t"
    return "no_uncertainty" if interval is None else "ci_level_unknown"


def _statistic(contrast: Contrast) -> tuple[float, str] | None:
    """Return the test statistic an estimate may be divided by, and the route it is."""
    if contrast.t_value:
        return contrast.t_value, "contrast_t"
    if contrast.f_value:
        return math.sqrt(contrast.f_value), "contrast_f"
    return None


def _from_t_alone(contrast: Contrast) -> FromContrast | None:
    """Return the standardised difference that t and the sizes of the groups give."""
    t, n, versus = contrast.t_value, contrast.n, contrast.versus_n
    if contrast.measure is not Measure.SMD or t is None or not n or not versus or n + versus < 4:
        return None
    found = escalc("SMD", ti=[t], n1i=[n], n2i=[versus])
    yi, vi = float(found.yi.item()), float(found.vi.item())
    return FromContrast(yi=yi, vi=vi, route="contrast_t_smd", interval=None, level=None)


def _freedom(contrast: Contrast) -> float | None:
    if contrast.measure is not Measure.MD or not (contrast.n and contrast.versus_n):
        return None
    return float(contrast.n + contrast.versus_n - 2)
