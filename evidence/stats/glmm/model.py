"""What every model consists of, whichever it is."""

from typing import NamedTuple

from evidence.stats.floats import Floats
from evidence.stats.glmm.layout import Layout


class GlmmModel(NamedTuple):
    """A layout, where the spreads stand among its shared parameters, and the studies' effects.

    ``tau`` is the place of the spread of effects and ``sigma`` that of study effects, None
    without. ``single`` are the studies' own effects, infinite where a group has no events, and
    ``weight`` their precisions. ``free`` is the number of parameters of the
    studies' levels, and ``counted`` that of counts as information criteria see them.
    """

    layout: Layout
    coefficients: int
    tau: int | None
    sigma: int | None
    single: Floats
    weight: Floats
    free: int
    counted: int
