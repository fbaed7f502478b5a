"""Ratios of the means, of the spreads and of the relative spreads of two groups, as logarithms."""

import numpy as np

from evidence.stats.effects import Effects, estimable
from evidence.stats.floats import Floats
from evidence.stats.refusal import require_choice
from evidence.stats.two_groups import Groups
from evidence.stats.weighted_mean import weighted_mean


@np.errstate(divide="ignore", invalid="ignore")
def ratio_of_means(groups: Groups, *, vtype: str = "LS", correct: bool = True) -> Effects:
    """Compute log ratios of means (ROM); both means must have the same sign.

    Parameters
    ----------
    groups : Groups
        Sizes, means and standard deviations.
    vtype : {"LS", "LS2", "HO", "AV", "AVHO"}
        Which estimate of the sampling variance; see Notes.
    correct : bool
        Take away the bias of the logarithm.

    Returns
    -------
    Effects
        ``log(m1 / m2)``, plus ``(c1 - c2) / 2`` when corrected, ``c = sd^2 / (n m^2)``.

    Raises
    ------
    ValueError
        For an unknown option.

    Notes
    -----
    - LS: ``c1 + c2``; LS2 adds ``(c1^2 + c2^2) / 2``; HO uses the pooled spread in c
    - AV: ``cv1^2 / n1 + cv2^2 / n2`` with the studies' mean ``cv = sd / m`` of each group
    - AVHO: the same with one mean over both groups

    References
    ----------
    Hedges LV, Gurevitch J, Curtis PS. The meta-analysis of response ratios in experimental
    ecology. Ecology 1999;80:1150-1156.
    https://doi.org/10.1890/0012-9658(1999)080[1150:TMAORR]2.0.CO;2
    Nakagawa S et al. A robust and readily implementable method for the meta-analysis of response
    ratios with and without missing standard deviations. Ecology Letters 2023;26:232-244.
    https://doi.org/10.1111/ele.14144

    Examples
    --------
    >>> from evidence.stats.two_groups import two_groups
    >>> ratio_of_means(two_groups(25, 10, 2, 25, 8, 2)).yi.round(4).tolist()
    [0.2227]
    """
    require_choice("vtype", vtype, ("LS", "LS2", "HO", "AV", "AVHO"))
    c1, c2 = _relative(groups)
    yi = np.log(groups.m1 / groups.m2) + ((c1 - c2) / 2 if correct else 0)
    if vtype == "HO":
        vi = groups.pooled * (1 / (groups.n1 * groups.m1**2) + 1 / (groups.n2 * groups.m2**2))
    elif vtype == "LS2":
        vi = c1 + c2 + (c1**2 + c2**2) / 2
    elif vtype in ("AV", "AVHO"):
        cv1, cv2 = _mean_variation(groups, one=vtype == "AVHO")
        vi = cv1**2 / groups.n1 + cv2**2 / groups.n2
    else:
        vi = c1 + c2
    return estimable(yi, vi)


@np.errstate(divide="ignore", invalid="ignore")
def ratio_of_spreads(groups: Groups, *, vtype: str = "LS", correct: bool = True) -> Effects:
    """Compute log ratios of standard deviations (VR).

    Parameters
    ----------
    groups : Groups
        Sizes and standard deviations; the means are not used.
    vtype : {"LS", "LS2"}
        First or second order approximation of the sampling variance.
    correct : bool
        Take away the bias of the logarithm.

    Returns
    -------
    Effects
        ``log(sd1 / sd2) + 1 / (2 (n1 - 1)) - 1 / (2 (n2 - 1))`` when corrected; LS variance
        ``1 / (2 (n1 - 1)) + 1 / (2 (n2 - 1))``.

    Raises
    ------
    ValueError
        For an unknown option.

    References
    ----------
    Nakagawa S et al. Meta-analysis of variation. Methods in Ecology and Evolution
    2015;6:143-152. https://doi.org/10.1111/2041-210x.12309

    Examples
    --------
    >>> from evidence.stats.two_groups import two_groups
    >>> ratio_of_spreads(two_groups(25, 10, 4, 25, 8, 2)).yi.round(4).tolist()
    [0.6931]
    """
    require_choice("vtype", vtype, ("LS", "LS2"))
    half1, half2 = 1 / (2 * (groups.n1 - 1)), 1 / (2 * (groups.n2 - 1))
    yi = np.log(groups.sd1 / groups.sd2) + (half1 - half2 if correct else 0)
    return estimable(yi, _variance_of_log_spreads(groups, vtype))


@np.errstate(divide="ignore", invalid="ignore")
def ratio_of_relative_spreads(
    groups: Groups, *, vtype: str = "LS", correct: bool = True
) -> Effects:
    """Compute log ratios of coefficients of variation (CVR).

    Parameters
    ----------
    groups : Groups
        Sizes, means and standard deviations.
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
    Nakagawa S et al. Meta-analysis of variation. Methods in Ecology and Evolution
    2015;6:143-152. https://doi.org/10.1111/2041-210x.12309

    Examples
    --------
    >>> from evidence.stats.two_groups import two_groups
    >>> ratio_of_relative_spreads(two_groups(25, 8, 4, 25, 8, 2)).vi.round(4).tolist()
    [0.0542]
    """
    require_choice("vtype", vtype, ("LS", "LS2"))
    c1, c2 = _relative(groups)
    half1, half2 = 1 / (2 * (groups.n1 - 1)), 1 / (2 * (groups.n2 - 1))
    yi = np.log(groups.sd1 / groups.m1) - np.log(groups.sd2 / groups.m2)
    if correct:
        yi = yi + half1 - half2 + (c2 - c1) / 2
    of_means = c1 + c2 if vtype == "LS" else c1 + c2 + (c1**2 + c2**2) / 2
    return estimable(yi, of_means + _variance_of_log_spreads(groups, vtype))


def _relative(groups: Groups) -> tuple[Floats, Floats]:
    first = groups.sd1**2 / (groups.n1 * groups.m1**2)
    return first, groups.sd2**2 / (groups.n2 * groups.m2**2)


def _variance_of_log_spreads(groups: Groups, vtype: str) -> Floats:
    f1, f2 = groups.n1 - 1, groups.n2 - 1
    if vtype == "LS2":
        return np.asarray((groups.n1 / f1**2 + groups.n2 / f2**2) / 2)
    return np.asarray(1 / (2 * f1) + 1 / (2 * f2))


def _mean_variation(groups: Groups, *, one: bool) -> tuple[float, float]:
    cv1, cv2 = groups.sd1 / groups.m1, groups.sd2 / groups.m2
    if not one:
        return weighted_mean(cv1, groups.n1), weighted_mean(cv2, groups.n2)
    known = ~(np.isnan(cv1) | np.isnan(cv2))
    both = np.concatenate([cv1[known], cv2[known]])
    sizes = np.concatenate([groups.n1[known], groups.n2[known]])
    return (weighted_mean(both, sizes),) * 2
