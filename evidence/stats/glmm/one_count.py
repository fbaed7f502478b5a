"""Models with one count a study: one group, or the first of two given both groups' events."""

from functools import partial

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.glmm.counted import Binomial, Counted, precision
from evidence.stats.glmm.layout import Layout
from evidence.stats.glmm.model import GlmmModel
from evidence.stats.glmm.noncentral_hypergeometric import noncentral_hypergeometric
from evidence.stats.glmm.one_effect import one_effect, quadrature
from evidence.stats.person_time import Rates
from evidence.stats.two_by_two import Tables


def one_count(count: Counted, offset: Floats, xi: Floats, points: int) -> GlmmModel:
    """Return the model of one count a study.

    Parameters
    ----------
    count : Counted
    offset : array of float, shape (k,)
        Known part of the linear predictor.
    xi : array of float, shape (k, p)
        Model matrix.
    points : int
        Nodes of the quadrature.

    Returns
    -------
    GlmmModel

    Notes
    -----
    ``eta = offset + x'beta + u`` with u ~ N(0, tau**2).

    References
    ----------
    Stijnen T, Hamza TH, Ozdemir P (2010). doi:10.1002/sim.4040
    """
    k, p = xi.shape
    design = np.zeros((k, 2, p + 1))
    design[:, 0, :p] = xi
    design[:, 1, p] = 1
    layout = Layout(
        counts=(count,),
        integral=partial(one_effect, rule=quadrature(points)),
        offset=np.column_stack([offset, np.zeros(k)]),
        design=design,
        pattern=None,
        estimable=np.zeros(k, dtype=np.bool_),
    )
    return GlmmModel(
        layout=layout,
        coefficients=p,
        tau=p,
        sigma=None,
        single=count.best - offset,
        weight=precision(count),
        free=0,
        counted=k,
    )


def given_margins(counted: Tables | Rates, model: str) -> tuple[Counted, Floats]:
    """Return the first group's events given both groups', and the offset of their log odds.

    Parameters
    ----------
    counted : Tables or Rates
    model : {"CM.EL", "CM.AL"}
        For tables: exactly, or as if events were few among many.

    Returns
    -------
    tuple of Counted and array of float, shape (k,)

    Examples
    --------
    >>> from evidence.stats.person_time import two_rates
    >>> share, offset = given_margins(two_rates(3, 20, 5, 10), "CM.EL")
    >>> round(float(offset[0]), 4)
    0.6931
    """
    if isinstance(counted, Rates):
        share = Binomial(counted.x1, counted.x1 + counted.x2)
        return share, np.asarray(np.log(counted.t1 / counted.t2))
    if model == "CM.AL":
        share = Binomial(counted.ai, counted.ai + counted.ci)
        return share, np.asarray(np.log(counted.n1 / counted.n2))
    return noncentral_hypergeometric(counted), np.zeros_like(counted.ai)
