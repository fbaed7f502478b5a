"""Fitting a model: its coefficients and spreads at the highest likelihood, and their errors.

Vocabulary
----------
shared : coefficients, then spreads; tau : the spread of effects between studies
own : a parameter of each study alone
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Bools, Floats
from evidence.stats.glmm.climbing import Summit, climb
from evidence.stats.glmm.highest_peak import Peak, highest_peak
from evidence.stats.glmm.layout import Layout, blocks
from evidence.stats.glmm.model import GlmmModel
from evidence.stats.glmm.no_maximum import NoMaximum

UNKNOWABLE = 1e3
"""A standard error beyond this on a log scale says that the likelihood has no maximum."""


class Fitted(NamedTuple):
    """Shared parameters at the highest likelihood, and a root of their errors' covariance.

    ``value`` is the log-likelihood without its constant, ``conditional`` that of the counts with
    every study's effects at their modes. Spreads at the bound of 0 have no error.
    """

    shared: Floats
    own: Floats
    root: Floats
    value: float
    conditional: float
    peaks: int
    converged: bool


def fit_common(model: GlmmModel) -> Fitted:
    """Fit a model with one effect for all studies.

    Parameters
    ----------
    model : GlmmModel

    Returns
    -------
    Fitted

    Raises
    ------
    NoMaximum
        Where the likelihood has no maximum, as with no events in one group of all studies.
    """
    shared, own = _start(model)
    if model.sigma is not None:
        return _fitted(model.layout, _over(model.layout, shared, own, model.sigma))
    moving = np.arange(len(shared)) < model.coefficients
    summit = climb(model.layout, shared, own, moving=moving)
    return _fitted(model.layout, Peak(summit, 1, summit.converged))


def fit_random(model: GlmmModel, common: Fitted) -> Fitted:
    """Fit a model with effects that differ between studies.

    Parameters
    ----------
    model : GlmmModel
    common : Fitted
        The same with one effect for all, to begin from.

    Returns
    -------
    Fitted

    Raises
    ------
    NoMaximum
        As :func:`fit_common`.
    """
    shared = np.zeros(model.layout.design.shape[2])
    shared[: len(common.shared)] = common.shared
    tau = len(shared) - 1
    return _fitted(model.layout, _over(model.layout, shared, common.own, tau))


def fit_each(layout: Layout, common: Fitted, model: GlmmModel) -> Fitted:
    """Fit a model in which every study has an effect of its own beside random study effects.

    Parameters
    ----------
    layout : Layout
        As ``every_study_its_effect`` makes it.
    common : Fitted
        The fit with one effect for all, to begin from.
    model : GlmmModel
        Whose fit that is.

    Returns
    -------
    Fitted
    """
    own = np.where(layout.estimable, _finite(model.single), 0.0)
    shared = common.shared[model.coefficients :]
    return _fitted(layout, _over(layout, shared, own, 1))


def _over(layout: Layout, shared: Floats, own: Floats, spread: int) -> Peak:
    return highest_peak(layout, Summit(shared, own, -np.inf, True), spread=spread)


def _start(model: GlmmModel) -> tuple[Floats, Floats]:
    """Start from the studies' own effects and levels."""
    layout, p = model.layout, model.coefficients
    shared = np.zeros(layout.design.shape[2])
    shared[:p] = np.linalg.lstsq(layout.design[:, 0, :p], _finite(model.single), rcond=None)[0]
    levels = _finite(layout.counts[-1].best)
    if model.sigma is not None:
        shared[p] = levels.mean()
        shared[p + 1] = 0.5
    return shared, np.where(layout.estimable, levels, 0.0)


def _finite(values: Floats) -> Floats:
    """Put the median in the place of what is infinite or unknown."""
    there = np.isfinite(values)
    return np.where(there, values, np.median(values[there]) if there.any() else 0.0)


def _fitted(layout: Layout, peak: Peak) -> Fitted:
    shared, own = peak.summit.shared, peak.summit.own
    at = layout.likelihood(shared, own)
    moving = _moving(layout, shared)
    information = blocks(layout, shared, own, moving=moving, exact=True).information
    bends, turn = np.linalg.eigh(information)
    if not bends.min() > UNKNOWABLE**-2:
        raise NoMaximum("the likelihood has no maximum: a group without events in all studies?")
    root = np.zeros((len(shared), int(moving.sum())))
    root[moving] = turn / np.sqrt(bends)
    return Fitted(
        shared=shared,
        own=own,
        root=root,
        value=float(at.value.sum()),
        conditional=float(at.conditional.sum()),
        peaks=peak.peaks,
        converged=peak.converged,
    )


def _moving(layout: Layout, shared: Floats) -> Bools:
    """Coefficients, and spreads that are not at their bound."""
    loadings = layout.design[:, len(layout.counts) :].any(axis=(0, 1))
    return np.asarray(~loadings | (shared != 0))
