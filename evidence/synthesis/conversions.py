"""Routes from what papers print to what a synthesis needs, by the names of their formulas."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from evidence.stats.change_scores import correlation_from_change, standard_deviation_of_change
from evidence.stats.d_from_reported import (
    d_from_chi_square,
    d_from_f,
    d_from_phi,
    d_from_slope,
    d_from_standardised_slope,
    d_with_variance,
    within_spread,
)
from evidence.stats.five_numbers import five_numbers
from evidence.stats.mean_from_quantiles import mean_from_quantiles
from evidence.stats.reconstructed_tables import (
    phi_from_chi_square,
    table_from_odds_ratio,
    table_from_phi,
)
from evidence.stats.reported import (
    standard_deviation_from_ci,
    standard_deviation_from_difference,
    standard_deviation_from_se,
    standard_error_from_ci,
    standard_error_from_p,
    standard_error_from_t,
)
from evidence.stats.risk_from_odds import (
    odds_ratio_from_risk_ratio,
    risk_from_odds_ratio,
    risk_from_risk_ratio,
    risk_ratio_from_odds_ratio,
)
from evidence.stats.smd_reexpressed import (
    as_log_odds_ratio,
    as_number_needed,
    as_response,
    as_risk_difference,
    in_mid_units,
    in_scale_units,
    points_in_mid_units,
)


class Route(NamedTuple):
    """One way from numbers that are there to numbers that are not.

    Parameters
    ----------
    formula : callable
        Takes numbers of one row by name; its parameters that are text are options.
    adds : tuple of str
        Columns that it adds.
    """

    formula: Callable[..., Any]
    adds: tuple[str, ...]


def quantiles_to_mean(
    *,
    n: float,
    median: float,
    low: float = float("nan"),
    q1: float = float("nan"),
    q3: float = float("nan"),
    high: float = float("nan"),
    method: str = "luo/wan/shi",
) -> tuple[Any, ...]:
    """Return mean, standard deviation and whether the quantiles speak against the method.

    Examples
    --------
    >>> quantiles_to_mean(n=25, q1=6, median=10, q3=15)[2]
    False
    """
    found = mean_from_quantiles(
        five_numbers(n=n, median=median, low=low, q1=q1, q3=q3, high=high), method=method
    )
    return found.mean, found.sd, found.skewness.skewed


ROUTES: Mapping[str, Route] = {
    "standard_error_from_ci": Route(standard_error_from_ci, ("sei",)),
    "standard_error_from_p": Route(standard_error_from_p, ("sei",)),
    "standard_error_from_t": Route(standard_error_from_t, ("sei",)),
    "standard_deviation_from_ci": Route(standard_deviation_from_ci, ("sd",)),
    "standard_deviation_from_se": Route(standard_deviation_from_se, ("sd",)),
    "standard_deviation_from_difference": Route(standard_deviation_from_difference, ("sd",)),
    "standard_deviation_of_change": Route(standard_deviation_of_change, ("sd",)),
    "within_spread": Route(within_spread, ("sd",)),
    "correlation_from_change": Route(correlation_from_change, ("r",)),
    "mean_from_quantiles": Route(quantiles_to_mean, ("mean", "sd", "skewed")),
    "table_from_odds_ratio": Route(table_from_odds_ratio, ("ai", "bi", "ci", "di")),
    "table_from_phi": Route(table_from_phi, ("ai", "bi", "ci", "di")),
    "phi_from_chi_square": Route(phi_from_chi_square, ("phi",)),
    "d_with_variance": Route(d_with_variance, ("yi", "vi")),
    "d_from_chi_square": Route(d_from_chi_square, ("yi", "vi")),
    "d_from_phi": Route(d_from_phi, ("yi", "vi")),
    "d_from_f": Route(d_from_f, ("d",)),
    "d_from_slope": Route(d_from_slope, ("d",)),
    "d_from_standardised_slope": Route(d_from_standardised_slope, ("d",)),
    "risk_from_odds_ratio": Route(risk_from_odds_ratio, ("risk",)),
    "risk_from_risk_ratio": Route(risk_from_risk_ratio, ("risk",)),
    "risk_ratio_from_odds_ratio": Route(risk_ratio_from_odds_ratio, ("risk_ratio",)),
    "odds_ratio_from_risk_ratio": Route(odds_ratio_from_risk_ratio, ("odds_ratio",)),
    "in_scale_units": Route(in_scale_units, ("points",)),
    "in_mid_units": Route(in_mid_units, ("mids",)),
    "points_in_mid_units": Route(points_in_mid_units, ("mids",)),
    "as_log_odds_ratio": Route(as_log_odds_ratio, ("log_odds_ratio",)),
    "as_response": Route(as_response, ("response",)),
    "as_risk_difference": Route(as_risk_difference, ("risk_difference",)),
    "as_number_needed": Route(as_number_needed, ("number_needed",)),
}
"""By the name of the formula in the formula book."""
