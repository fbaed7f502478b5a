"""One group's mean, spread or relative spread.

Vocabulary
----------
mi, sdi, ni : mean, standard deviation and size of the group
"""

import numpy as np

from evidence.stats.effects import Effects, estimable
from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import columns, refuse, require_at_least, require_choice
from evidence.stats.small_sample import small_sample_factor
from evidence.stats.weighted_mean import weighted_mean


def one_mean(mi: Reported, sdi: Reported, ni: Reported, *, vtype: str = "LS") -> Effects:
    """Return means with their variances (MN).

    Parameters
    ----------
    mi, sdi, ni : array_like, shape (k,)
        Mean, standard deviation and size of each group.
    vtype : {"LS", "HO"}
        Variance from each group's own spread, or from one spread pooled over the studies.

    Returns
    -------
    Effects
        Means, with variance ``sd^2 / n``.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers, or an unknown ``vtype``.

    Examples
    --------
    >>> one_mean(10, 2, 16).vi.tolist()
    [0.25]
    """
    require_choice("vtype", vtype, ("LS", "HO"))
    m, sd, n = _group(mi, sdi, ni)
    variance = sd**2 if vtype == "LS" else np.asarray(weighted_mean(sd**2, n - 1))
    return estimable(m, variance / n)


@np.errstate(divide="ignore", invalid="ignore")
def standardised_mean(
    mi: Reported, sdi: Reported, ni: Reported, *, correct: bool | str = True
) -> Effects:
    """Compute means in standard deviations (SMN).

    Parameters
    ----------
    mi, sdi, ni : array_like, shape (k,)
        Mean, standard deviation and size of each group.
    correct : {True, False, "exact", "approx"}
        Correct the small-sample bias or not.

    Returns
    -------
    Effects
        ``g = J(n - 1) m / sd`` with variance ``1 / n + g^2 / (2 n)``.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers, or an unknown option.

    Examples
    --------
    >>> standardised_mean(10, 2, 16).yi.round(4).tolist()
    [4.745]
    """
    m, sd, n = _group(mi, sdi, ni)
    g = small_sample_factor(n - 1, correct) * m / sd
    return estimable(g, (1 + g**2 / 2) / n)


@np.errstate(divide="ignore", invalid="ignore")
def log_mean(mi: Reported, sdi: Reported, ni: Reported) -> Effects:
    """Compute logarithms of means of a scale that has a zero (MNLN).

    Parameters
    ----------
    mi, sdi, ni : array_like, shape (k,)
        Mean, standard deviation and size of each group.

    Returns
    -------
    Effects
        ``log(m)`` with variance ``sd^2 / (n m^2)``.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers; a mean must not be negative.

    Examples
    --------
    >>> log_mean(10, 2, 16).vi.round(4).tolist()
    [0.0025]
    """
    m, sd, n = _group(mi, sdi, ni)
    require_at_least(0, mi=m)
    return estimable(np.log(m), sd**2 / (n * m**2))


@np.errstate(divide="ignore", invalid="ignore")
def log_spread(sdi: Reported, ni: Reported, *, correct: bool = True) -> Effects:
    """Compute logarithms of standard deviations (SDLN).

    Parameters
    ----------
    sdi, ni : array_like, shape (k,)
        Standard deviation and size of each group.
    correct : bool
        Take away the bias of the logarithm.

    Returns
    -------
    Effects
        ``log(sd) + 1 / (2 (n - 1))`` when corrected, with variance ``1 / (2 (n - 1))``.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers.

    References
    ----------
    Raudenbush SW, Bryk AS. Examining correlates of diversity. Journal of Educational Statistics
    1987;12:241-269. https://doi.org/10.3102/10769986012003241

    Examples
    --------
    >>> log_spread(2, 11).yi.round(4).tolist()
    [0.7431]
    """
    _, sd, n = _group(0.0, sdi, ni)
    half = 1 / (2 * (n - 1))
    return estimable(np.log(sd) + (half if correct else 0), half)


@np.errstate(divide="ignore", invalid="ignore")
def log_relative_spread(
    mi: Reported, sdi: Reported, ni: Reported, *, correct: bool = True
) -> Effects:
    """Compute logarithms of coefficients of variation (CVLN).

    Parameters
    ----------
    mi, sdi, ni : array_like, shape (k,)
        Mean, standard deviation and size of each group.
    correct : bool
        Take away the bias of the logarithm.

    Returns
    -------
    Effects
        ``log(sd / m) + 1 / (2 (n - 1))`` when corrected, with variance
        ``1 / (2 (n - 1)) + sd^2 / (n m^2)``.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers; a mean must not be negative.

    References
    ----------
    Nakagawa S et al. Meta-analysis of variation. Methods in Ecology and Evolution
    2015;6:143-152. https://doi.org/10.1111/2041-210x.12309

    Examples
    --------
    >>> log_relative_spread(10, 2, 11).yi.round(4).tolist()
    [-1.5594]
    """
    m, sd, n = _group(mi, sdi, ni)
    require_at_least(0, mi=m)
    half = 1 / (2 * (n - 1))
    return estimable(np.log(sd / m) + (half if correct else 0), half + sd**2 / (n * m**2))


def mean_in_percent(
    mi: Reported, sdi: Reported, low: Reported, high: Reported
) -> tuple[Floats, Floats]:
    """Return a mean and its spread in hundredths of the scale's possible range (POMP).

    Parameters
    ----------
    mi, sdi : array_like, shape (k,)
        Mean and standard deviation on the scale.
    low, high : array_like, shape (k,)
        Lowest and highest possible score.

    Returns
    -------
    mean, sd : array of float, shape (k,)
        Means from 0 to 100, and standard deviations in the same unit.

    Raises
    ------
    ValueError
        Naming the positions where the highest score is not above the lowest.

    Examples
    --------
    >>> [column.tolist() for column in mean_in_percent(15, 5, 10, 20)]
    [[50.0], [50.0]]
    """
    m, sd, low, high = columns(mi, sdi, low, high)
    refuse("high", high <= low, "not above low")
    unit = (high - low) / 100
    return np.asarray((m - low) / unit), np.asarray(sd / unit)


def _group(mi: Reported, sdi: Reported, ni: Reported) -> list[Floats]:
    m, sd, n = columns(mi, sdi, ni)
    require_at_least(0, sdi=sd)
    require_at_least(1, ni=n)
    return [m, sd, n]
