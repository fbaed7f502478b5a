"""What a meta-regression expects at given moderators, on average and in a new study.

Vocabulary
----------
rows : moderators to predict at, laid out as the model matrix
tau2 : variance of true effects that the moderators leave
k, p : number of effects and of coefficients
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.coefficients import Coefficients, contrasts
from evidence.stats.floats import Floats, Reported
from evidence.stats.prediction import RULES
from evidence.stats.quantiles import two_sided
from evidence.stats.refusal import require_choice


class Predicted(NamedTuple):
    """Expected effects with confidence limits, and prediction limits for a new study's effect.

    ``pi_df`` is None for the normal distribution.
    """

    estimate: Floats
    se: Floats
    ci_low: Floats
    ci_high: Floats
    pi_low: Floats
    pi_high: Floats
    pi_rule: str
    pi_df: float | None


def predict_effects(
    coefficients: Coefficients, rows: Reported, *, tau2: Reported, k: int, rule: str | None = None
) -> Predicted:
    """Return expected effects at given moderators.

    Parameters
    ----------
    coefficients : Coefficients
        Of a fitted model.
    rows : array_like, shape (n, p)
        Moderators, one row a prediction; the intercept's column is 1.
    tau2 : array_like
        What the moderators leave; one number, or one a row (location-scale).
    k : int
        Number of effects the model was fitted to.
    rule : str, optional
        Quantile of the prediction interval, one of ``prediction.RULES`` read with k - p + 1 for
        k, so that ``t(k-1)`` has the model's k - p degrees of freedom. When not given, the one
        the coefficients were tested with.

    Returns
    -------
    Predicted
        At the coefficients' own level.

    Raises
    ------
    ValueError
        For an unknown rule, rows of the wrong length, or too few effects for the rule.

    Notes
    -----
    x b with variance x C x'; for a new study's effect that plus tau2.

    References
    ----------
    Riley RD, Higgins JPT, Deeks JJ (2011). doi:10.1136/bmj.d549

    Examples
    --------
    >>> from evidence.stats.coefficients import coefficients_of
    >>> line = coefficients_of(np.array([1.0, 2.0]), np.eye(2), df=None, level=0.95)
    >>> found = predict_effects(line, [[1, 3]], tau2=6.0, k=5)
    >>> found.estimate.tolist(), (found.pi_high - found.estimate).round(2).tolist()
    ([7.0], [7.84])
    """
    chosen = rule or ("z" if coefficients.df is None else "t(k-1)")
    require_choice("rule", chosen, RULES)
    df = RULES[chosen](k - len(coefficients.estimate) + 1)
    if df is not None and df < 1:
        raise ValueError(f"rule {chosen!r} needs more than {k} effects")
    found = contrasts(coefficients, rows)
    spread = np.sqrt(found.se**2 + np.asarray(tau2, dtype=np.float64))
    reach = two_sided(coefficients.level, df) * spread
    return Predicted(
        estimate=found.estimate,
        se=found.se,
        ci_low=found.ci_low,
        ci_high=found.ci_high,
        pi_low=found.estimate - reach,
        pi_high=found.estimate + reach,
        pi_rule=chosen,
        pi_df=df,
    )
