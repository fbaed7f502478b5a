"""Effects and their variances carried through a function."""

from collections.abc import Callable

import numpy as np

from evidence.stats.effects import Effects
from evidence.stats.floats import Floats

STEP = 6e-4


def carried(effects: Effects, change: Callable[[Floats], Floats]) -> Effects:
    """Carry effects through a function, their variances by the square of its slope.

    Parameters
    ----------
    effects : Effects
        Effects and sampling variances.
    change : callable
        A smooth function of an array.

    Returns
    -------
    Effects
        ``f(yi)`` with variance ``f'(yi)^2 vi``.

    Notes
    -----
    The slope is the eighth-order central difference: right to about twelve digits where the
    function is smooth over a few hundredths of its argument, or of 1 where that is larger.

    Examples
    --------
    >>> carried(Effects(np.array([0.5]), np.array([0.01])), np.arctanh).vi.round(6).tolist()
    [0.017778]
    """
    step = STEP * np.maximum(np.abs(effects.yi), 1.0)
    weights = {1: 4 / 5, 2: -1 / 5, 3: 4 / 105, 4: -1 / 280}
    slope = np.zeros_like(effects.yi)
    for far, weight in weights.items():
        ahead, behind = change(effects.yi + far * step), change(effects.yi - far * step)
        slope = slope + weight * (ahead - behind) / step
    return Effects(np.asarray(change(effects.yi)), slope**2 * effects.vi)
