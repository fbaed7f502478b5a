"""Ask what goes with more and less variation between studies: location-scale models."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Unpack

from evidence.errors import ChoiceUnknown
from evidence.stats.design import Design, design
from evidence.stats.fit_statistics import FitStatistics, fit_statistics
from evidence.stats.heterogeneity import cochran_q
from evidence.stats.location_scale import LocationScale, fit_location_scale
from evidence.stats.location_scale_likelihood import LINKS
from evidence.stats.tau2 import LIKELIHOODS
from evidence.synthesis.location_scale_results import LocationScaleRegression
from evidence.synthesis.meta_regression import FEWEST_STUDIES, named, together
from evidence.synthesis.moderators import Terms, moderators_of, split_formula
from evidence.synthesis.regression_choices import (
    RegressionChoices,
    RegressionChosen,
    choose_regression,
)
from evidence.synthesis.regression_data import Columns, RegressionData, regression_data, too_few
from evidence.synthesis.results import NotEstimable
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd


def location_scale(
    formula: str,
    data: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    scale: str,
    link: str = "log",
    measure: Measure | str | None = None,
    yi: str = "yi",
    vi: str = "vi",
    **choices: Unpack[RegressionChosen],
) -> LocationScaleRegression | NotEstimable:
    """Fit effects to moderators, and the variation between studies to others.

    Parameters
    ----------
    formula, data, measure, yi, vi
        As for :func:`evidence.meta_regression`.
    scale : str
        Moderators of the variation, such as ``"year"``.
    link : {"log", "identity"}
        Whether they make up the logarithm of tau squared, or tau squared itself.
    **choices
        As for :func:`evidence.meta_regression`; ``tau2_method`` {"REML", "ML"}, a random model
        and no weights of the user's own.

    Returns
    -------
    LocationScaleRegression or NotEstimable

    Raises
    ------
    ChoiceUnknown
        For an option, a choice or a column that does not exist, with those that do.
    ValueError
        For rows that cannot be fitted, and where the identity link leaves no coefficients.

    References
    ----------
    Viechtbauer W, López-López JA (2022). https://doi.org/10.1002/jrsm.1562

    Examples
    --------
    >>> trials = {
    ...     "yi": [0.1, 0.2, 0.2, 0.9, -0.4, 0.5],
    ...     "vi": [0.02, 0.03, 0.02, 0.04, 0.03, 0.03],
    ...     "small": [0, 0, 0, 1, 1, 1],
    ... }
    >>> found = location_scale("1", trials, scale="0 + small", link="identity")
    >>> round(found.scale[0].estimate, 3)
    0.291
    """
    chosen = choose_regression(**choices)
    _require(chosen, link)
    of_scale = split_formula(scale)[1]
    where = Columns(measure, yi, vi, None, "study")
    rows = regression_data(formula, data, where, chosen, also=of_scale)
    if isinstance(rows, NotEstimable):
        return rows
    found = moderators_of(of_scale, rows.table, redundant=chosen.redundant)
    if len(found.xi) <= found.xi.shape[1]:
        return too_few("scale", found.xi)
    return _fitted(rows, Scale(of_scale, link, design(found.xi), found.terms), chosen)


class Scale(NamedTuple):
    """What the variation between studies is fitted to."""

    formula: str
    link: str
    design: Design
    terms: Terms


def _require(choices: RegressionChoices, link: str) -> None:
    rights = {
        "link": (link, LINKS),
        "tau2_method": (choices.tau2_method, LIKELIHOODS),
        "model": (choices.pooling.model, ("random",)),
        "weights": (str(choices.weights), (str(None),)),
    }
    for option, (found, right) in rights.items():
        if found not in right:
            raise ChoiceUnknown(option, found, right)


def _fitted(
    rows: RegressionData, scale: Scale, choices: RegressionChoices
) -> LocationScaleRegression:
    found = fit_location_scale(
        rows.yi,
        rows.vi,
        rows.design,
        scale.design,
        method=choices.tau2_method,
        link=scale.link,
        test=choices.test,
        level=choices.pooling.level,
    )
    location, names = found.location.coefficients, rows.terms.names
    return LocationScaleRegression(
        formula=rows.formula,
        scale_formula=scale.formula,
        link=scale.link,
        measure=rows.measure,
        location=named(location, names, rows.design.intercept),
        scale=named(found.scale, scale.terms.names, scale.design.intercept),
        location_test=together(location, rows.design.moderators, names),
        scale_test=together(found.scale, scale.design.moderators, scale.terms.names),
        tau2=tuple(found.tau2.tolist()),
        q=cochran_q(rows.yi, rows.vi, xi=rows.design.basis),
        fit=_fit(rows, found, scale, choices),
        level=choices.pooling.level,
        k=len(rows.yi),
        tau2_method=choices.tau2_method,
        ci_method=choices.pooling.ci_method,
        prediction_rule=choices.pooling.prediction_quantile,
        converged=found.converged,
        local_maxima=found.local_maxima,
        left_out=rows.left_out,
        adjustments=_notes(rows, found),
        solved=location,
        solved_scale=found.scale,
        terms=rows.terms,
        scale_terms=scale.terms,
    )


def _fit(
    rows: RegressionData, found: LocationScale, scale: Scale, choices: RegressionChoices
) -> FitStatistics:
    return fit_statistics(
        rows.yi,
        rows.vi,
        mu=found.location.fitted,
        tau2=found.tau2,
        restricted=choices.tau2_method == "REML",
        tau2_estimated=scale.design.xi.shape[1],
        xi=rows.design.basis,
    )


def _notes(rows: RegressionData, found: LocationScale) -> tuple[str, ...]:
    told = {
        "hartung_knapp_guard": found.location.guard_bit,
        "scale_at_edge": found.at_edge,
        "scale_not_converged": not found.converged and not found.at_edge,
        "several_maxima": found.local_maxima > 1,
        "few_for_regression": len(rows.yi) < FEWEST_STUDIES,
        "moderators_missing": bool(rows.left_out),
        "coefficients_dropped": bool(rows.terms.dropped),
    }
    return tuple(key for key, holds in told.items() if holds)
