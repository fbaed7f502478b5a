"""The variance of true effects between the studies of a network.

Vocabulary
----------
tau2 : variance of true effects between studies, the same for every comparison
"""

import math

from evidence.stats.dependent.fit import fit_dependent
from evidence.stats.dependent.terms import Structured
from evidence.stats.network.basic_contrasts import basic_contrasts
from evidence.stats.network.comparisons import Comparisons
from evidence.stats.network.least_squares import degrees_of_freedom, dersimonian_laird
from evidence.stats.refusal import require_choice
from evidence.stats.tau2 import Tau2

METHODS = ("DL", "REML", "ML")


def network_tau2(comparisons: Comparisons, *, method: str = "REML") -> Tau2:
    """Estimate the variance between studies that all comparisons of a network share.

    Parameters
    ----------
    comparisons : Comparisons
    method : {"REML", "ML", "DL"}
        Restricted or full maximum likelihood, or the method of moments.

    Returns
    -------
    Tau2

    Raises
    ------
    ValueError
        For an unknown method, or a network without a comparison to spare, from which no
        variance can be told.

    Notes
    -----
    The same variance for every comparison makes effects of one study that share a treatment
    correlate by one half. The highest of all tops of the likelihood is taken.

    References
    ----------
    White IR, Barrett JK, Jackson D, Higgins JPT (2012). doi:10.1002/jrsm.1045
    Jackson D, White IR, Riley RD (2013). doi:10.1002/bimj.201200152

    Examples
    --------
    >>> from evidence.stats.network.comparisons import comparisons_of
    >>> two = comparisons_of([0.1, 0.3, 0.9], [0.1, 0.2, 0.1], [0] * 3, [1] * 3, [0, 1, 2])
    >>> round(network_tau2(two, method="REML").value, 4)
    0.1698
    """
    require_choice("method", method, METHODS)
    if degrees_of_freedom(comparisons) == comparisons.treatments - 1:
        raise ValueError("no comparison to spare: the variance between studies cannot be told")
    if method == "DL":
        value = dersimonian_laird(comparisons, comparisons.incidence)
        return Tau2(value, math.nan, method, True, 1)
    basic = basic_contrasts(comparisons)
    term = Structured(
        inner=[int(place) for place in basic.within],
        outer=[int(study) for study in comparisons.study[basic.places]],
        structure="CS",
        rho=[0.5],
    )
    fit = fit_dependent(
        basic.effects(comparisons),
        comparisons.se[basic.places] ** 2,
        terms=[term],
        blocks=[block for block in basic.blocks if len(block.places) > 1],
        xi=basic.incidence(comparisons)[:, 1:],
        method=method,
    )
    value = float(fit.terms[0].variances[0])
    return Tau2(value, math.nan, method, fit.converged, fit.local_maxima)
