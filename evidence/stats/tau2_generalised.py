"""What the distribution of the generalised Q says about tau squared: a median and an interval.

Vocabulary
----------
yi, vi : effects and their sampling variances
xi : model matrix; None is the intercept alone
ai : fixed weights
tau2 : variance of true effects between studies
"""

from evidence.stats.bracketed_newton import Root
from evidence.stats.floats import Floats
from evidence.stats.quadratic_form_probability import probability_below, shares
from evidence.stats.tau2_moments import quadratic_form


def tau2_where_q_is_likely(
    yi: Floats, vi: Floats, ai: Floats, below: float, xi: Floats | None = None
) -> Root:
    """Find the tau2 at which the seen generalised Q has a given probability below it.

    Parameters
    ----------
    yi, vi : array of float, shape (k,)
        Effects and sampling variances.
    ai : array of float, shape (k,)
        Fixed weights.
    below : float
        Probability of a smaller Q, between 0 and 1.
    xi : array of float, shape (k, p), optional
        Model matrix; the intercept alone when not given.

    Returns
    -------
    Root
        0 where the probability is below that already when all true effects are equal.

    Notes
    -----
    The probability of a Q below the one seen falls as tau2 grows. At one half it gives the
    median-unbiased estimator (metafor's GENQM); at (1 + level)/2 and (1 - level)/2 the limits of
    Jackson's interval, which is Biggerstaff and Jackson's when the weights are 1/vi.

    References
    ----------
    Biggerstaff BJ, Jackson D (2008). doi:10.1002/sim.3428
    Jackson D (2013). Research Synthesis Methods 4(3), 220-229.
    """
    from scipy.optimize import brentq

    share = shares(ai, xi)
    form = quadratic_form(yi, vi, ai, xi)

    def excess(tau2: float) -> float:
        return probability_below(form.value, ai * (vi + tau2), share) - below

    if form.value <= 0 or excess(0.0) <= 0:
        return Root(0.0, True)
    high = form.value / form.mean_slope + float(vi.mean())
    while excess(high) > 0:
        high *= 4
    value, search = brentq(
        excess, 0.0, high, xtol=1e-15 * high, rtol=1e-14, maxiter=500, full_output=True
    )
    return Root(float(value), bool(search.converged))
