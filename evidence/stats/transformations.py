"""Effects carried from one scale to another, by metafor's names of the transformations.

Vocabulary
----------
r, z : correlation and its Fisher z; d : standardised mean difference; p : proportion
tau2 : variance between studies, for the mean of a transformed normal distribution
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.special import expit, logit, ndtr, ndtri

from evidence.stats.floats import Floats, Reported
from evidence.stats.incidence import freeman_tukey_rate
from evidence.stats.normal_mean import mean_over_normal
from evidence.stats.proportions import freeman_tukey
from evidence.stats.refusal import columns, require_choice

QUARTER = np.pi / 2


class Transformation(NamedTuple):
    """A way from one scale to another.

    Parameters
    ----------
    change : callable
        Takes the numbers, and what else ``needs`` names.
    needs : tuple of str
        Names of the further numbers.
    """

    change: Callable[..., Floats]
    needs: tuple[str, ...] = ()


def transform(name: str, x: Reported, **more: Reported) -> Floats:
    """Carry numbers to another scale.

    Parameters
    ----------
    name : str
        Metafor's name without ``transf.``; ``TRANSFORMATIONS`` holds them all. An ending ``.int``
        gives the mean over a normal distribution with variance ``tau2``.
    x : array_like, shape (k,)
        Numbers on the first scale.
    **more : array_like
        What the transformation needs besides.

    Returns
    -------
    array of float, shape (k,)
        Numbers on the other scale.

    Raises
    ------
    ValueError
        Listing the right ones for an unknown name, or naming what is lacking.

    Examples
    --------
    >>> transform("rtoz", [0.5]).round(4).tolist()
    [0.5493]
    >>> transform("exp.int", [0.0], tau2=0.1).round(4).tolist()
    [1.0513]
    """
    require_choice("transformation", name, TRANSFORMATIONS)
    chosen = TRANSFORMATIONS[name]
    if set(more) != set(chosen.needs):
        raise ValueError(f"{name} needs {', '.join(chosen.needs) or 'nothing more'}")
    given, *further = columns(x, *(more[need] for need in chosen.needs))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(chosen.change(given, *further), dtype=np.float64)


def _from_arcsine(x: Floats) -> Floats:
    return np.sin(np.clip(x, 0, QUARTER)) ** 2


def _from_freeman_tukey(x: Floats, n: Floats) -> Floats:
    lowest, highest = freeman_tukey(np.zeros_like(n), n), freeman_tukey(np.ones_like(n), n)
    double = np.sin(2 * x)
    under = 1 - (double + (double - 1 / double) / n) ** 2
    p = (1 - np.sign(np.cos(2 * x)) * np.sqrt(under)) / 2
    return np.where(x < lowest, 0.0, np.where(x > highest, 1.0, p))


def _from_freeman_tukey_together(x: Floats, n: Floats) -> Floats:
    return _from_freeman_tukey(x, np.full_like(n, harmonic_mean(n)))


def harmonic_mean(n: Reported) -> float:
    """Return the harmonic mean of sample sizes.

    Parameters
    ----------
    n : array_like, shape (k,)
        Sizes; missing ones do not count.

    Returns
    -------
    float

    Examples
    --------
    >>> harmonic_mean([10, 20, 30, 60])
    20.0
    """
    return float(1 / np.nanmean(1 / np.asarray(n, dtype=np.float64)))


def _from_freeman_tukey_rate(x: Floats, t: Floats) -> Floats:
    rate = (1 / t - 8 * x**2 + 16 * t * x**4) / (16 * x**2 * t)
    low = (x < freeman_tukey_rate(np.zeros_like(t), t)) | (rate <= np.finfo(np.float64).eps)
    return np.where(low, 0.0, rate)


def _from_cube_root(x: Floats) -> Floats:
    return 1 - (1 - np.clip(x, 0, 1)) ** 3


def _from_log_alpha(x: Floats) -> Floats:
    return -np.expm1(-np.maximum(x, 0))


def _turning(n1: Floats, n2: Floats) -> Floats:
    return (n1 + n2 - 2) / n1 + (n1 + n2 - 2) / n2


def _cut(p: Floats) -> Floats:
    return np.asarray(np.sqrt(2 * np.pi * p * (1 - p)) * np.exp(ndtri(p) ** 2 / 2))


def _risk(log_odds_ratio: Floats, pc: Floats) -> Floats:
    return np.asarray(expit(log_odds_ratio + logit(pc)))


def _mean(
    change: Callable[[Floats], Floats], low: float = -np.inf, high: float = np.inf
) -> Transformation:
    def integrated(x: Floats, tau2: Floats) -> Floats:
        return mean_over_normal(change, x, tau2, low=low, high=high)

    return Transformation(integrated, ("tau2",))


_SIZES = ("n1i", "n2i")

TRANSFORMATIONS: dict[str, Transformation] = {
    "rtoz": Transformation(lambda r: np.arctanh(np.clip(r, -1, 1))),
    "ztor": Transformation(np.tanh),
    "ztor.int": _mean(np.tanh),
    "r2toz": Transformation(lambda r2: np.arctanh(np.sqrt(np.clip(r2, 0, 1)))),
    "ztor2": Transformation(lambda z: np.tanh(z) ** 2),
    "exp.int": Transformation(lambda x, tau2: np.exp(x + tau2 / 2), ("tau2",)),
    "exp.mode": Transformation(lambda x, tau2: np.exp(x - tau2), ("tau2",)),
    "logit": Transformation(logit),
    "ilogit": Transformation(expit),
    "ilogit.int": _mean(expit),
    "arcsin": Transformation(lambda p: np.arcsin(np.sqrt(p))),
    "iarcsin": Transformation(_from_arcsine),
    "iarcsin.int": _mean(_from_arcsine, 0.0, QUARTER),
    "probit": Transformation(ndtri),
    "iprobit": Transformation(ndtr),
    "iprobit.int": _mean(ndtr),
    "pft": Transformation(freeman_tukey, ("ni",)),
    "ipft": Transformation(_from_freeman_tukey, ("ni",)),
    "ipft.hm": Transformation(_from_freeman_tukey_together, ("ni",)),
    "isqrt": Transformation(lambda x: np.maximum(x, 0) ** 2),
    "irft": Transformation(freeman_tukey_rate, ("ti",)),
    "iirft": Transformation(_from_freeman_tukey_rate, ("ti",)),
    "ahw": Transformation(lambda a: 1 - np.cbrt(1 - a)),
    "iahw": Transformation(_from_cube_root),
    "iahw.int": _mean(_from_cube_root, 0.0, 1.0),
    "abt": Transformation(lambda a: -np.log1p(-a)),
    "iabt": Transformation(_from_log_alpha),
    "iabt.int": _mean(_from_log_alpha, 0.0),
    "dtou1": Transformation(lambda d: 2 - 1 / ndtr(np.abs(d) / 2)),
    "dtou2": Transformation(lambda d: ndtr(d / 2)),
    "dtou3": Transformation(ndtr),
    "dtoovl": Transformation(lambda d: 2 * ndtr(-np.abs(d) / 2)),
    "dtocles": Transformation(lambda d: ndtr(d / np.sqrt(2))),
    "dtocles.int": _mean(lambda d: ndtr(d / np.sqrt(2))),
    "clestod": Transformation(lambda p: np.sqrt(2) * ndtri(p)),
    "dtocliffd": Transformation(lambda d: 2 * ndtr(d / np.sqrt(2)) - 1),
    "dtobesd": Transformation(lambda d: 0.5 + d / np.sqrt(d**2 + 4) / 2),
    "dtomd": Transformation(lambda d, sd: d * sd, ("sd",)),
    "dtorpb": Transformation(lambda d, n1, n2: d / np.sqrt(d**2 + _turning(n1, n2)), _SIZES),
    "dtorbis": Transformation(
        lambda d, n1, n2: _cut(n1 / (n1 + n2)) * d / np.sqrt(d**2 + _turning(n1, n2)), _SIZES
    ),
    "rpbtorbis": Transformation(lambda r, p: _cut(p) * r, ("pi",)),
    "rtorpb": Transformation(lambda r, p: r / _cut(p), ("pi",)),
    "rpbtod": Transformation(
        lambda r, n1, n2: np.sqrt(_turning(n1, n2)) * r / np.sqrt(1 - r**2), _SIZES
    ),
    "lnortord": Transformation(lambda x, pc: _risk(x, pc) - pc, ("pc",)),
    "lnortorr": Transformation(lambda x, pc: _risk(x, pc) / pc, ("pc",)),
    "lnortod.norm": Transformation(lambda x: x / 1.65),
    "lnortod.logis": Transformation(lambda x: x * np.sqrt(3) / np.pi),
    "dtolnor.norm": Transformation(lambda d: d * 1.65),
    "dtolnor.logis": Transformation(lambda d: d * np.pi / np.sqrt(3)),
    "lnortortet.pearson": Transformation(lambda x: np.cos(np.pi / (1 + np.exp(x / 2)))),
    "lnortortet.digby": Transformation(lambda x: np.tanh(3 * x / 8)),
}
