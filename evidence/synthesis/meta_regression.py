"""Ask what goes with larger and smaller effects: meta-regression by formula."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from evidence.stats.coefficients import Coefficients, wald_test
from evidence.stats.explained_heterogeneity import explained_heterogeneity, explained_variance
from evidence.stats.fit_statistics import FitStatistics, fit_statistics
from evidence.stats.floats import Floats
from evidence.stats.heterogeneity import cochran_q, typical_variance
from evidence.stats.regression import Regression, regress_effects
from evidence.stats.tau2 import WEIGHTED, Tau2, estimate_tau2
from evidence.stats.tau2_interval import q_profile_interval
from evidence.stats.variance_inflation import variance_inflation
from evidence.synthesis.heterogeneity import Spread, heterogeneity
from evidence.synthesis.regression_choices import (
    RegressionChoices,
    RegressionChosen,
    choose_regression,
)
from evidence.synthesis.regression_data import Columns, RegressionData, regression_data
from evidence.synthesis.regression_results import Coefficient, MetaRegression, ModeratorTest
from evidence.synthesis.results import NotEstimable
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd

FEWEST_STUDIES = 10
"""Below this the Cochrane Handbook (chapter 10) advises against meta-regression."""


def meta_regression(
    formula: str,
    data: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    measure: Measure | str | None = None,
    yi: str = "yi",
    vi: str = "vi",
    sei: str | None = None,
    study: str | None = "study",
    **choices: Unpack[RegressionChosen],
) -> MetaRegression | NotEstimable:
    """Fit effects to moderators.

    Parameters
    ----------
    formula : str
        ``"yi ~ year + alloc"``, or ``"year + alloc"`` alone: a column of words is a factor (its
        first level in order is the reference), ``C(x)`` makes one of numbers, ``a:b`` and
        ``a*b`` are interactions, ``I(x**2)``, ``log(x)`` and ``center(x)`` transform, and
        ``0 +`` leaves out the intercept.
    data : DataFrame or mapping of str to sequence
        One row an effect, as :func:`evidence.escalc` gives it.
    measure, yi, vi, sei, study : str
        What the effects are, and the columns they stand in; as for :func:`evidence.pool`.
    **choices
        ``tau2_method`` ("REML"), ``ci_method`` ("hartung-knapp"), ``model`` ("random"), ``level``
        (0.95), ``i2_from`` and ``prediction_rule`` as for :func:`evidence.pool`; ``weights``, a
        column of the user's own (``tau2_method`` may then be "GENQ" or "GENQM" too); ``missing``
        {"refuse", "leave out"}; ``redundant`` {"refuse", "drop"}.

    Returns
    -------
    MetaRegression or NotEstimable
        Not estimable with no more effects than coefficients, and for studies that stand twice.

    Raises
    ------
    ChoiceUnknown
        For an option, a choice or a column that does not exist, with those that do.
    ValueError
        For a formula that cannot be read, rows that cannot be fitted, with their positions
        (counted from zero) and why, and coefficients that follow from others.

    Notes
    -----
    Weighted least squares with weights 1/(vi + tau2), tau2 being what the moderators leave.
    Moderators differ between studies that were not drawn by lot: an association is no effect.
    Below ten studies, and with several moderators well above that, it says little.

    References
    ----------
    Knapp G, Hartung J (2003). https://doi.org/10.1002/sim.1482
    Thompson SG, Higgins JPT (2002). https://doi.org/10.1002/sim.1187

    Examples
    --------
    >>> trials = {
    ...     "yi": [0.1, 0.3, 0.6, 0.5, 0.9],
    ...     "vi": [0.02, 0.03, 0.02, 0.04, 0.03],
    ...     "year": [1990, 1995, 2000, 2005, 2010],
    ... }
    >>> found = meta_regression("yi ~ year", trials, measure="SMD", ci_method="wald")
    >>> found.names, round(found.coefficients[1].estimate, 4)
    (('Intercept', 'year'), 0.0374)
    """
    chosen = choose_regression(**choices)
    prepared = regression_data(formula, data, Columns(measure, yi, vi, sei, study), chosen)
    if isinstance(prepared, NotEstimable):
        return prepared
    return regress(prepared, chosen)


def regress(data: RegressionData, choices: RegressionChoices) -> MetaRegression:
    """Fit effects already checked to their moderators."""
    tau2 = _tau2(data, choices, data.design.basis)
    found = regress_effects(
        data.yi,
        data.vi,
        data.design,
        tau2=tau2.value,
        weights=data.weights,
        test=choices.test,
        level=choices.pooling.level,
    )
    spread = _spread(data, tau2, choices)
    return MetaRegression(
        formula=data.formula,
        measure=data.measure,
        model=choices.pooling.model,
        coefficients=named(found.coefficients, data.terms.names, data.design.intercept),
        omnibus=together(found.coefficients, data.design.moderators, data.terms.names),
        heterogeneity=heterogeneity(spread, choices.pooling),
        r2=_explained(data, tau2, choices),
        fit=_fit(data, found, tau2, choices),
        level=choices.pooling.level,
        k=len(data.yi),
        df=found.coefficients.df,
        tau2_method=choices.tau2_method if choices.pooling.model == "random" else "none",
        ci_method=choices.pooling.ci_method,
        weighting=choices.weights or "inverse variance",
        prediction_rule=choices.pooling.prediction_quantile,
        converged=tau2.converged,
        local_maxima=tau2.local_maxima,
        left_out=data.left_out,
        dropped=data.terms.dropped,
        adjustments=_notes(data, tau2, found, spread),
        solved=found.coefficients,
        terms=data.terms,
    )


def _fit(
    data: RegressionData, found: Regression, tau2: Tau2, choices: RegressionChoices
) -> FitStatistics:
    return fit_statistics(
        data.yi,
        data.vi,
        mu=found.fitted,
        tau2=tau2.value,
        restricted=choices.estimator == "REML",
        tau2_estimated=choices.pooling.model == "random",
        xi=data.design.basis,
    )


def _tau2(data: RegressionData, choices: RegressionChoices, xi: Floats | None) -> Tau2:
    """Return the variance of true effects that moderators leave, or all of it without them."""
    weights = data.weights if choices.estimator in WEIGHTED else None
    return estimate_tau2(data.yi, data.vi, method=choices.estimator, weights=weights, xi=xi)


def named(
    coefficients: Coefficients, names: Sequence[str], intercept: int | None
) -> tuple[Coefficient, ...]:
    """Return coefficients by name, those of moderators with their variance inflation."""
    vif: dict[int, float] = {}
    if coefficients.se.all() and np.isfinite(coefficients.se).all():
        for one in variance_inflation(coefficients, intercept=intercept):
            vif[one.places[0]] = one.vif
    numbers = zip(*(column.tolist() for column in coefficients[:6]), strict=True)
    return tuple(
        Coefficient(
            name=name,
            estimate=estimate,
            se=se,
            ci_low=low,
            ci_high=high,
            level=coefficients.level,
            statistic=statistic,
            df=coefficients.df,
            p_value=p_value,
            vif=vif.get(place),
        )
        for place, (name, (estimate, se, low, high, statistic, p_value)) in enumerate(
            zip(names, numbers, strict=True)
        )
    )


def together(
    coefficients: Coefficients, places: Sequence[int], names: Sequence[str]
) -> ModeratorTest:
    """Return the test that several coefficients are zero at once."""
    test = wald_test(coefficients, places)
    return ModeratorTest(
        names=tuple(names[place] for place in places),
        statistic=test.statistic,
        df=test.df,
        residual_df=test.residual_df,
        p_value=test.p_value,
    )


def _spread(data: RegressionData, tau2: Tau2, choices: RegressionChoices) -> Spread:
    xi, level = data.design.basis, choices.pooling.level
    random = choices.pooling.model == "random"
    return Spread(
        q=cochran_q(data.yi, data.vi, xi=xi),
        typical=typical_variance(data.vi, xi=xi),
        tau2=tau2.value,
        interval=q_profile_interval(data.yi, data.vi, level=level, xi=xi) if random else None,
    )


def _explained(
    data: RegressionData, tau2: Tau2, choices: RegressionChoices
) -> float | NotEstimable:
    if data.design.is_mean or not data.design.spans_mean:
        return NotEstimable(wanted="r2", reason="no_model_to_compare", values={})
    if choices.pooling.model == "common":
        return explained_variance(data.yi, data.vi, data.design, weights=data.weights)
    return explained_heterogeneity(_tau2(data, choices, None).value, tau2.value)


def _notes(data: RegressionData, tau2: Tau2, found: Regression, spread: Spread) -> tuple[str, ...]:
    told = {
        "hartung_knapp_guard": found.guard_bit,
        "tau2_not_converged": not tau2.converged,
        "several_maxima": tau2.local_maxima > 1,
        "tau2_interval_empty": spread.interval is not None and spread.interval.empty,
        "few_for_regression": len(data.yi) < FEWEST_STUDIES,
        "moderators_missing": bool(data.left_out),
        "coefficients_dropped": bool(data.terms.dropped),
    }
    return tuple(key for key, holds in told.items() if holds)
