"""Correlations, regressions and reliabilities under metafor's names, assembled for formulas."""

from evidence.stats.assembled import Assembled, first_known, takes
from evidence.stats.correlations import correlation_from_t
from evidence.stats.determination import explained_from_f, f_from_p
from evidence.stats.floats import Floats
from evidence.stats.partial_correlations import semi_partial_from_t
from evidence.stats.two_groups import signed_t_from_p


@takes("ni", "ri ti pi")
def correlations(n: Floats, r: Floats, t: Floats, p: Floats) -> Assembled:
    """Take correlations, or the t statistic or signed p-value that tests them."""
    t = first_known(t, signed_t_from_p(p, n - 2))
    return Assembled({"ri": first_known(r, correlation_from_t(t, n - 2)), "ni": n}, n)


@takes("mi ni", "ri ti pi")
def partial_correlations(m: Floats, n: Floats, r: Floats, t: Floats, p: Floats) -> Assembled:
    """Take partial correlations, or the t statistic or signed p-value of the predictor."""
    t = first_known(t, signed_t_from_p(p, n - m - 1))
    r = first_known(r, correlation_from_t(t, n - m - 1))
    return Assembled({"ri": r, "mi": m, "ni": n}, n)


@takes("mi ni r2i", "ri ti pi")
def semi_partial_correlations(
    m: Floats, n: Floats, r2: Floats, r: Floats, t: Floats, p: Floats
) -> Assembled:
    """Take semi-partial correlations, or the t statistic or signed p-value of the predictor."""
    t = first_known(t, signed_t_from_p(p, n - m - 1))
    r = first_known(r, semi_partial_from_t(t, m, n, r2))
    return Assembled({"ri": r, "mi": m, "ni": n, "r2i": r2}, n)


@takes("mi ni", "r2i fi pi")
def regressions(m: Floats, n: Floats, r2: Floats, f: Floats, p: Floats) -> Assembled:
    """Take explained variances, or the F statistic or p-value of the regression."""
    f = first_known(f, f_from_p(p, m, n))
    return Assembled({"r2i": first_known(r2, explained_from_f(f, m, n)), "mi": m, "ni": n}, n)


@takes("ai mi ni")
def reliabilities(a: Floats, m: Floats, n: Floats) -> Assembled:
    """Take alphas, numbers of items and numbers of people."""
    return Assembled({"ai": a, "mi": m, "ni": n}, n)
