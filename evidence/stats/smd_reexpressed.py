"""A standardised mean difference told so that a reader can judge its size.

Vocabulary
----------
smd : difference in standard deviations; may be the estimate or a limit of its interval
route : what was done, step by step; names of the steps are keys of the phrases (``step.<name>``)
anchor : the scale, standard deviation or comparison risk that the result hangs on
All from the Cochrane Handbook's chapter on interpreting results.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri

from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import columns, refuse, require_above, require_reported
from evidence.stats.risk_from_odds import number_needed, risk_from_odds_ratio

LOGISTIC = np.pi / np.sqrt(3)


class Reexpressed(NamedTuple):
    """An effect on another scale.

    Parameters
    ----------
    value : array of float, shape (k,)
        The effect told anew.
    route : tuple of str
        The steps taken, in order.
    anchor : mapping of str to float
        The numbers besides the effect that the value hangs on.
    """

    value: Floats
    route: tuple[str, ...]
    anchor: dict[str, float]


def in_scale_units(smd: Reported, *, sd: float) -> Reexpressed:
    """Tell a standardised difference in the unit of a familiar scale.

    Parameters
    ----------
    smd : array_like, shape (k,)
        Standardised differences.
    sd : float
        Typical standard deviation of the scale among such people; name its source.

    Returns
    -------
    Reexpressed
        ``smd sd``.

    Raises
    ------
    ValueError
        Naming missing effects, or when sd is not above 0.

    References
    ----------
    Higgins JPT et al. Cochrane Handbook for Systematic Reviews of Interventions.
    https://training.cochrane.org/handbook

    Examples
    --------
    >>> in_scale_units(-0.5, sd=10.0).value.tolist()
    [-5.0]
    """
    effect = _effects(smd, sd=sd)
    return Reexpressed(effect * sd, ("smd_to_scale",), {"sd": float(sd)})


def in_mid_units(smd: Reported, *, sd: float, mid: float) -> Reexpressed:
    """Tell a standardised difference in minimal important differences of a scale.

    Parameters
    ----------
    smd : array_like, shape (k,)
        Standardised differences.
    sd, mid : float
        Typical standard deviation, and minimal important difference, of the same scale.

    Returns
    -------
    Reexpressed
        ``smd sd / mid``; 1 is a difference just large enough to matter to a person.

    Raises
    ------
    ValueError
        Naming missing effects, or when sd or mid is not above 0.

    References
    ----------
    Higgins JPT et al. Cochrane Handbook for Systematic Reviews of Interventions.
    https://training.cochrane.org/handbook

    Examples
    --------
    >>> in_mid_units(-0.5, sd=10.0, mid=4.0).value.tolist()
    [-1.25]
    """
    told = in_scale_units(smd, sd=sd)
    units = points_in_mid_units(told.value, mid=mid)
    return Reexpressed(units.value, (*told.route, *units.route), {**told.anchor, **units.anchor})


def points_in_mid_units(points: Reported, *, mid: float) -> Reexpressed:
    """Tell a difference on a scale in minimal important differences of that scale.

    Parameters
    ----------
    points : array_like, shape (k,)
        Differences in the scale's own unit.
    mid : float
        Minimal important difference of the scale.

    Returns
    -------
    Reexpressed
        ``points / mid``.

    Raises
    ------
    ValueError
        Naming missing differences, or when mid is not above 0.

    Examples
    --------
    >>> points_in_mid_units(-5.0, mid=4.0).value.tolist()
    [-1.25]
    """
    difference = _effects(points, mid=mid)
    return Reexpressed(difference / mid, ("scale_to_mid",), {"mid": float(mid)})


def as_log_odds_ratio(smd: Reported) -> Reexpressed:
    """Tell a standardised difference as the log odds ratio of a better outcome.

    Parameters
    ----------
    smd : array_like, shape (k,)
        Standardised differences.

    Returns
    -------
    Reexpressed
        ``smd pi / sqrt(3)``, which holds for logistic outcomes wherever they are cut in two.

    Raises
    ------
    ValueError
        Naming missing effects.

    References
    ----------
    Chinn S. A simple method for converting an odds ratio to effect size for use in
    meta-analysis. Statistics in Medicine 2000;19:3127-3131.
    https://doi.org/10.1002/1097-0258(20001130)19:22<3127::aid-sim784>3.0.co;2-m

    Examples
    --------
    >>> as_log_odds_ratio(0.5).value.round(4).tolist()
    [0.9069]
    """
    return Reexpressed(_effects(smd) * LOGISTIC, ("smd_to_log_odds_ratio",), {})


def as_response(smd: Reported, *, comparison_risk: float, method: str = "probit") -> Reexpressed:
    """Tell a standardised difference as the share of treated people who respond.

    Parameters
    ----------
    smd : array_like, shape (k,)
        Standardised differences, positive where the treated do better.
    comparison_risk : float
        Share of the comparison group who respond.
    method : {"probit", "odds"}
        A normal outcome cut where the comparison group's share lies above (Furukawa), or by way of
        the odds ratio.

    Returns
    -------
    Reexpressed
        ``Phi(smd + Phi^-1(p0))``, or the risk that the odds ratio gives.

    Raises
    ------
    ValueError
        Naming missing effects, when the share is not between 0 and 1, or the method is unknown.

    References
    ----------
    Furukawa TA, Leucht S. How to obtain NNT from Cohen's d: comparison of two methods. PLoS ONE
    2011;6:e19070. https://doi.org/10.1371/journal.pone.0019070

    Examples
    --------
    >>> as_response(0.5, comparison_risk=0.2).value.round(4).tolist()
    [0.3663]
    """
    effect, risk = columns(smd, comparison_risk)
    require_reported(smd=effect)
    refuse("comparison_risk", ~((risk > 0) & (risk < 1)), "not between 0 and 1")
    anchor = {"comparison_risk": float(comparison_risk)}
    if method == "probit":
        return Reexpressed(ndtr(effect + ndtri(risk)), ("smd_to_response_probit",), anchor)
    if method == "odds":
        odds = as_log_odds_ratio(effect)
        value = risk_from_odds_ratio(np.exp(odds.value), risk)
        return Reexpressed(value, (*odds.route, "odds_ratio_to_risk"), anchor)
    raise ValueError(f"method: {method!r} is not one of probit, odds")


def as_risk_difference(
    smd: Reported, *, comparison_risk: float, method: str = "probit"
) -> Reexpressed:
    """Tell a standardised difference as how many more of a hundred respond, as a share.

    Parameters
    ----------
    smd, comparison_risk, method
        As for :func:`as_response`.

    Returns
    -------
    Reexpressed
        Share of the treated who respond, minus that of the comparison group.

    Raises
    ------
    ValueError
        As :func:`as_response`.

    Examples
    --------
    >>> as_risk_difference(0.5, comparison_risk=0.2).value.round(4).tolist()
    [0.1663]
    """
    response = as_response(smd, comparison_risk=comparison_risk, method=method)
    route = (*response.route, "response_to_risk_difference")
    return Reexpressed(response.value - comparison_risk, route, response.anchor)


def as_number_needed(
    smd: Reported, *, comparison_risk: float | None = None, method: str = "probit"
) -> Reexpressed:
    """Tell a standardised difference as a number needed to treat.

    Parameters
    ----------
    smd : array_like, shape (k,)
        Standardised differences, positive where the treated do better.
    comparison_risk : float, optional
        Share of the comparison group who respond; without it, the number of pairs of a treated and
        an untreated person per one more in which the treated does better (Kraemer and Kupfer).
    method : {"probit", "odds"}
        As for :func:`as_response`.

    Returns
    -------
    Reexpressed
        One over the difference in shares; negative where the treated do worse.

    Raises
    ------
    ValueError
        As :func:`as_response`.

    References
    ----------
    Furukawa TA, Leucht S. How to obtain NNT from Cohen's d: comparison of two methods. PLoS ONE
    2011;6:e19070. https://doi.org/10.1371/journal.pone.0019070
    Kraemer HC, Kupfer DJ. Size of treatment effects and their importance to clinical research and
    practice. Biological Psychiatry 2006;59:990-996.
    https://doi.org/10.1016/j.biopsych.2005.09.014

    Examples
    --------
    >>> as_number_needed(0.5, comparison_risk=0.2).value.round(2).tolist()
    [6.01]
    """
    if comparison_risk is None:
        surplus = 2 * ndtr(_effects(smd) / np.sqrt(2)) - 1
        return Reexpressed(number_needed(surplus), ("smd_to_superiority", "surplus_to_nnt"), {})
    difference = as_risk_difference(smd, comparison_risk=comparison_risk, method=method)
    route = (*difference.route, "risk_difference_to_nnt")
    return Reexpressed(number_needed(difference.value), route, difference.anchor)


def _effects(smd: Reported, **scales: float) -> Floats:
    (effect,) = columns(smd)
    require_reported(smd=effect)
    for name, scale in scales.items():
        require_reported(**{name: np.atleast_1d(np.float64(scale))})
        require_above(0, **{name: np.atleast_1d(np.float64(scale))})
    return effect
