"""Ask a meta-regression what it expects at given moderators."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from evidence.stats.prediction import RULES
from evidence.stats.regression_prediction import predict_effects
from evidence.synthesis.moderators import rows_at
from evidence.synthesis.regression_results import MetaRegression, PredictedEffect
from evidence.synthesis.results import NotEstimable, Prediction

if TYPE_CHECKING:
    import pandas as pd


def predict(
    regression: MetaRegression, at: "pd.DataFrame | Mapping[str, Sequence[Any]]"
) -> tuple[PredictedEffect, ...]:
    """Return the effects a meta-regression expects at given moderators.

    Parameters
    ----------
    regression : MetaRegression
    at : DataFrame or mapping of str to sequence
        A column for each moderator, a row for each prediction.

    Returns
    -------
    tuple of PredictedEffect
        With the interval in which a new study's effect is expected; not estimable for a common
        effect, and where the chosen distribution has no degrees of freedom left.

    Raises
    ------
    ChoiceUnknown
        For a moderator that is missing, or a word the fitted table does not have.
    ValueError
        For a value that is missing or no finite number, with its position (from zero).

    Notes
    -----
    The rule of the prediction interval is the regression's own, read with k - p + 1 in place of
    k, p being the number of coefficients: ``t(k-1)`` has the k - p degrees of freedom of the
    coefficients' tests. Values far outside the fitted moderators are extrapolated.

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

    table = pd.DataFrame(at)
    rows = rows_at(regression.terms, table)
    tau2, k, rule = regression.heterogeneity.tau2, regression.k, regression.prediction_rule
    missing = _not_estimable(regression)
    found = predict_effects(regression.solved, rows, tau2=tau2, k=k, rule="z" if missing else rule)
    predicted = zip(
        *(column.tolist() for column in found[:6]), table.to_dict("records"), strict=True
    )
    return tuple(
        PredictedEffect(
            at={str(name): value for name, value in where.items()},
            measure=regression.measure,
            estimate=estimate,
            se=se,
            ci_low=ci_low,
            ci_high=ci_high,
            level=regression.level,
            k=k,
            prediction=missing
            or Prediction(low=pi_low, high=pi_high, level=regression.level, rule=rule),
        )
        for estimate, se, ci_low, ci_high, pi_low, pi_high, where in predicted
    )


def _not_estimable(regression: MetaRegression) -> NotEstimable | None:
    if regression.model == "common":
        return NotEstimable(wanted="prediction", reason="common_effect", values={})
    df = RULES[regression.prediction_rule](regression.k - len(regression.coefficients) + 1)
    if df is None or df >= 1:
        return None
    values = {"rule": regression.prediction_rule, "k": str(regression.k)}
    return NotEstimable(wanted="prediction", reason="too_few_to_predict_at", values=values)
