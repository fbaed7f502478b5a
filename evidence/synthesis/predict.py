"""Ask a model with moderators what it expects at given ones."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from evidence.stats.coefficients import Coefficients, contrasts
from evidence.stats.floats import Floats
from evidence.stats.location_scale import variances_at
from evidence.stats.prediction import RULES, prediction_limits
from evidence.synthesis.combined import Moderated, combined, require_model
from evidence.synthesis.location_scale_results import LocationScaleRegression
from evidence.synthesis.moderators import Terms, rows_at
from evidence.synthesis.multilevel_results import MultilevelResult
from evidence.synthesis.regression_results import MetaRegression, PredictedEffect
from evidence.synthesis.results import NotEstimable, Prediction
from evidence.synthesis.variance_components import total_variance

if TYPE_CHECKING:
    import pandas as pd

Predicting = Moderated | LocationScaleRegression
"""Models that expect an effect at given moderators."""


def predict(
    regression: Predicting, at: "pd.DataFrame | Mapping[str, Sequence[Any]]"
) -> tuple[PredictedEffect, ...]:
    """Return the effects a model expects at given moderators.

    Parameters
    ----------
    regression : MetaRegression, MultilevelResult or LocationScaleRegression
    at : DataFrame or mapping of str to sequence
        A column for each moderator, of the scale too, and a row for each prediction. The inner
        column of a term whose levels have a variance each (``outcome`` of ``"outcome | study"``)
        says which is meant.

    Returns
    -------
    tuple of PredictedEffect
        With the interval in which a new study's effect is expected; not estimable for a common
        effect, where it is not said which level of a random term is meant, and where the chosen
        distribution has no degrees of freedom left.

    Raises
    ------
    TypeError
        For what is no model with coefficients: a pooled effect has a ``prediction`` of its own.
    ChoiceUnknown
        For a moderator that is missing, or a word the fitted table does not have.
    ValueError
        For a value that is missing or no finite number, with its position (from zero).

    Notes
    -----
    The rule of the prediction interval is the regression's own, read with k - p + 1 in place of
    k, p being the number of coefficients: ``t(k-1)`` has the k - p degrees of freedom of the
    coefficients' tests, ``HTS t(k-2)`` loses one more for each coefficient of the scale. Models
    of dependent effects take the distribution of the expected effect's own test, and expect a
    new effect in a new group. Values far outside the fitted moderators are extrapolated.

    References
    ----------
    Riley RD, Higgins JPT, Deeks JJ (2011). https://doi.org/10.1136/bmj.d549

    Examples
    --------
    >>> from evidence.synthesis.meta_regression import meta_regression
    >>> trials = {
    ...     "yi": [0.1, 0.3, 0.6, 0.5, 0.9],
    ...     "vi": [0.02, 0.03, 0.02, 0.04, 0.03],
    ...     "year": [1990, 1995, 2000, 2005, 2010],
    ... }
    >>> found = meta_regression("yi ~ year", trials, ci_method="wald")
    >>> round(predict(found, {"year": [2000]})[0].estimate, 4)
    0.4972
    """
    import pandas as pd

    require_model(regression, Predicting)
    table = pd.DataFrame(at)
    spread = _spread(regression, table)
    rows = _rows(regression.terms, table)
    if isinstance(regression, LocationScaleRegression):
        each = tuple(contrasts(regression.solved, row) for row in rows)
    else:
        each = combined(regression, rows)
    wheres = table.to_dict("records")
    return tuple(
        _one(regression, one, width, {str(name): value for name, value in where.items()})
        for one, width, where in zip(each, spread, wheres, strict=True)
    )


class _Spread(NamedTuple):
    """Variance of true effects at given moderators, with its limits; and why there is none."""

    tau2: float | None
    low: float | None = None
    high: float | None = None
    missing: NotEstimable | None = None


def _one(
    regression: Predicting, one: Coefficients, spread: _Spread, at: Mapping[str, object]
) -> PredictedEffect:
    estimate, se = float(one.estimate[0]), float(one.se[0])
    return PredictedEffect(
        at=at,
        measure=regression.measure,
        estimate=estimate,
        se=se,
        ci_low=float(one.ci_low[0]),
        ci_high=float(one.ci_high[0]),
        level=regression.level,
        k=regression.k,
        tau2_method=regression.tau2_method,
        ci_method=regression.ci_method,
        converged=regression.converged,
        local_maxima=regression.local_maxima,
        df=one.df,
        prediction=spread.missing or _new_study(regression, one, spread.tau2 or 0.0),
        tau2=spread.tau2,
        tau2_low=spread.low,
        tau2_high=spread.high,
    )


def _rows(terms: Terms | None, table: "pd.DataFrame") -> Floats:
    """Return rows of the model matrix; of a mean alone where nothing else was fitted."""
    return np.ones((len(table), 1)) if terms is None else rows_at(terms, table)


def _new_study(regression: Predicting, one: Coefficients, tau2: float) -> Prediction | NotEstimable:
    if isinstance(regression, MultilevelResult):
        df, rule = one.df, "z" if one.df is None else "t(df)"
    else:
        df, rule = _quantile(regression), regression.prediction_rule
    if df is not None and df < 1:
        values = {"rule": rule, "k": str(regression.k)}
        return NotEstimable(wanted="prediction", reason="too_few_to_predict_at", values=values)
    low, high = prediction_limits(
        float(one.estimate[0]), float(one.se[0]), tau2, df=df, level=regression.level
    )
    return Prediction(low=low, high=high, level=regression.level, rule=rule)


def _quantile(regression: MetaRegression | LocationScaleRegression) -> float | None:
    """Return degrees of freedom by the regression's rule."""
    left = regression.k - len(regression.solved.estimate) + 1
    if isinstance(regression, LocationScaleRegression) and "k-1" not in regression.prediction_rule:
        left -= len(regression.scale) - 1
    return RULES[regression.prediction_rule](left)


def _spread(regression: Predicting, table: "pd.DataFrame") -> list[_Spread]:
    if isinstance(regression, LocationScaleRegression):
        rows = rows_at(regression.scale_terms, table)
        scaled = variances_at(regression.solved_scale, rows, link=regression.link)
        return [_Spread(*each) for each in zip(*scaled, strict=True)]
    if isinstance(regression, MultilevelResult):
        return [_spread_of_new(regression, row) for row in table.to_dict("records")]
    missing = None
    if regression.model == "common":
        missing = NotEstimable(wanted="prediction", reason="common_effect", values={})
    return [_Spread(regression.heterogeneity.tau2, missing=missing)] * len(table)


def _spread_of_new(regression: MultilevelResult, at: Mapping[Hashable, Any]) -> _Spread:
    """Return the variance of a new effect, at the level of a term where ``at`` names it."""
    inner = {place: name.partition(" | ")[0] for place, name in enumerate(regression.random)}
    levels = {place: at[name] for place, name in inner.items() if name in at}
    total = total_variance(regression.solved, levels)
    return _Spread(None, missing=total) if isinstance(total, NotEstimable) else _Spread(total)
