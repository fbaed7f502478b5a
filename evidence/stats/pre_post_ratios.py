"""Ratios of one group's means, spreads and relative spreads between two times, as logarithms."""

import numpy as np

from evidence.stats.effects import Effects, estimable
from evidence.stats.floats import Floats
from evidence.stats.refusal import require_choice
from evidence.stats.two_times import Times


@np.errstate(divide="ignore", invalid="ignore")
def ratio_of_paired_means(times: Times, *, vtype: str = "LS", correct: bool = True) -> Effects:
    """Compute log ratios of means of two times (ROMC).

    Parameters
    ----------
    times : Times
        Two times of one group.
    vtype : {"LS", "LS2"}
        First or second order approximation of the sampling variance.
    correct : bool
        Take away the bias of the logarithm.

    Returns
    -------
    Effects
        ``log(m1 / m2)``, plus ``(c1 - c2) / 2`` when corrected, ``c = sd^2 / (n m^2)``; LS variance
        ``c1 + c2 - 2 r sqrt(c1 c2)``.

    Raises
    ------
    ValueError
        For an unknown option.

    References
    ----------
    Lajeunesse MJ. On the meta-analysis of response ratios for studies with correlated and
    multi-group designs. Ecology 2011;92:2049-2055. https://doi.org/10.1890/11-0423.1

    Examples
    --------
    >>> from evidence.stats.two_times import two_times
    >>> ratio_of_paired_means(two_times(10, 2, 8, 2, 40, 0.5)).yi.round(4).tolist()
    [0.2229]
    """
    require_choice("vtype", vtype, ("LS", "LS2"))
    c1, c2 = _relative(times)
    yi = np.log(times.m1 / times.m2) + ((c1 - c2) / 2 if correct else 0)
    return estimable(yi, _variance_of_means(times, vtype))


@np.errstate(divide="ignore", invalid="ignore")
def ratio_of_paired_spreads(times: Times, *, vtype: str = "LS") -> Effects:
    """Compute log ratios of standard deviations of two times (VRC).

    Parameters
    ----------
    times : Times
        Two times of one group; the means are not used.
    vtype : {"LS", "LS2"}
        First or second order approximation of the sampling variance.

    Returns
    -------
    Effects
        ``log(sd1 / sd2)`` with LS variance ``(1 - r^2) / (n - 1)``.

    Raises
    ------
    ValueError
        For an unknown option.

    References
    ----------
    Senior AM, Viechtbauer W, Nakagawa S. Revisiting and expanding the meta-analysis of variation.
    Research Synthesis Methods 2020;11:553-567. https://doi.org/10.1002/jrsm.1423

    Examples
    --------
    >>> from evidence.stats.two_times import two_times
    >>> ratio_of_paired_spreads(two_times(10, 4, 8, 2, 26, 0.5)).vi.tolist()
    [0.03]
    """
    require_choice("vtype", vtype, ("LS", "LS2"))
    return estimable(np.log(times.sd1 / times.sd2), _variance_of_spreads(times, vtype))


@np.errstate(divide="ignore", invalid="ignore")
def ratio_of_paired_relative_spreads(
    times: Times, *, vtype: str = "LS", correct: bool = True
) -> Effects:
    """Compute log ratios of coefficients of variation of two times (CVRC).

    Parameters
    ----------
    times : Times
        Two times of one group.
    vtype : {"LS", "LS2"}
        First or second order approximation of the sampling variance.
    correct : bool
        Take away the bias of the logarithms.

    Returns
    -------
    Effects
        The log ratio of ``sd / m``; its variance is that of the log ratio of means plus that of
        the log ratio of standard deviations.

    Raises
    ------
    ValueError
        For an unknown option.

    References
    ----------
    Senior AM, Viechtbauer W, Nakagawa S. Revisiting and expanding the meta-analysis of variation.
    Research Synthesis Methods 2020;11:553-567. https://doi.org/10.1002/jrsm.1423

    Examples
    --------
    >>> from evidence.stats.two_times import two_times
    >>> ratio_of_paired_relative_spreads(two_times(8, 4, 8, 2, 26, 0.5)).yi.round(4).tolist()
    [0.6895]
    """
    require_choice("vtype", vtype, ("LS", "LS2"))
    c1, c2 = _relative(times)
    yi = np.log(times.sd1 / times.m1) - np.log(times.sd2 / times.m2)
    yi = yi + ((c2 - c1) / 2 if correct else 0)
    return estimable(yi, _variance_of_means(times, vtype) + _variance_of_spreads(times, vtype))


def _relative(times: Times) -> tuple[Floats, Floats]:
    first = times.sd1**2 / (times.n * times.m1**2)
    return first, times.sd2**2 / (times.n * times.m2**2)


def _variance_of_means(times: Times, vtype: str) -> Floats:
    first, second = times.sd1 / times.m1, times.sd2 / times.m2
    # As c1 + c2 - 2 r sqrt(c1 c2), of which only rounding is left where r nears 1.
    vi = ((first - second) ** 2 + 2 * (1 - times.r) * first * second) / times.n
    if vtype == "LS":
        return np.asarray(vi)
    c1, c2 = _relative(times)
    shared = times.r * first * second / times.n
    return np.asarray(vi + (c1**2 + c2**2) / 2 - shared**2)


def _variance_of_spreads(times: Times, vtype: str) -> Floats:
    freedom = times.n - 1
    vi = (1 - times.r**2) / freedom
    return np.asarray(vi if vtype == "LS" else vi + (1 - times.r**4) / freedom**2)
