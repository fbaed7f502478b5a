"""Comparing two models, one of which is the other with coefficients left out."""

from typing import NamedTuple

from evidence.stats.quantiles import chi_square_above


class LikelihoodRatio(NamedTuple):
    """Twice the difference in log-likelihood, its degrees of freedom and its p-value."""

    statistic: float
    df: int
    p_value: float


def likelihood_ratio_test(full: float, reduced: float, *, df: int) -> LikelihoodRatio:
    """Test whether the coefficients that a smaller model leaves out are zero.

    Parameters
    ----------
    full, reduced : float
        Log-likelihoods, both from ML; restricted likelihoods of models with different moderators
        cannot be compared.
    df : int
        Number of parameters left out.

    Returns
    -------
    LikelihoodRatio

    Notes
    -----
    2 (l full - l reduced), chi-square with df degrees of freedom when they are zero.

    Examples
    --------
    >>> likelihood_ratio_test(-10.0, -12.0, df=1).statistic
    4.0
    """
    statistic = max(0.0, 2 * (full - reduced))
    return LikelihoodRatio(statistic, df, chi_square_above(statistic, df))
