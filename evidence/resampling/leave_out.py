"""The pooled effect without every one, two or more of the studies."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from evidence.resampling.engine import Methods, pool_selections
from evidence.synthesis.diagnosed import Options, diagnosed
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.results import NotEstimable

if TYPE_CHECKING:
    import pandas as pd

MOST = 5_000_000
"""More rows than this are no table for people."""


def leave_out(
    effects: "EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    k: int = 2,
    **options: Unpack[Options],
) -> "pd.DataFrame | NotEstimable":
    """Pool effects without every group of k studies.

    Parameters
    ----------
    effects : EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.pool`.
    k : int
        How many studies to leave out at a time.
    **options
        Columns (``yi``, ``vi``, ``sei``, ``study``) and methods (``tau2_method``, ``ci_method``,
        ``model``, ``level``) as for :func:`evidence.pool`.

    Returns
    -------
    DataFrame or NotEstimable
        A row for each group left out, in the order of the studies: ``left_out``, then
        ``estimate``, ``se``, ``ci_low``, ``ci_high``, ``p_value``, ``tau2``, ``i2``, ``q`` of the
        others on the analysis scale, and ``status`` (``"ok"``, or why there are no numbers).

    Raises
    ------
    ChoiceUnknown, ValueError
        As :func:`evidence.pool`; and for more groups than five million, or a k below one.

    References
    ----------
    Viechtbauer W, Cheung MWL (2010). https://doi.org/10.1002/jrsm.11

    Examples
    --------
    >>> table = {"study": [*"ABCD"], "yi": [0.0, 1.0, 2.0, 3.0], "vi": [1.0, 1.0, 1.0, 1.0]}
    >>> found = leave_out(table, k=2, tau2_method="DL")
    >>> found["left_out"].tolist()[:2], found["estimate"].tolist()[:2]
    (['A; B', 'A; C'], [2.5, 2.0])
    """
    if k < 1:
        raise ValueError(f"k: {k!r} is not at least 1")
    known = diagnosed(effects, options, least=3)
    if isinstance(known, NotEstimable):
        return known
    studies = len(known.yi)
    if studies - k < 2:
        values = {"k": str(studies)}
        return NotEstimable(wanted="diagnostics", reason="too_few_to_predict", values=values)
    if comb(studies, k) > MOST:
        raise ValueError(f"{comb(studies, k)} groups of {k} studies are more than {MOST}")
    out = np.array(list(combinations(range(studies), k)))
    members = np.ones((len(out), studies), dtype=np.bool_)
    members[np.arange(len(out))[:, None], out] = False
    import pandas as pd

    names = ("estimate", "se", "ci_low", "ci_high", "p_value", "tau2", "i2", "q")
    how = Methods(known.method, known.test, known.level)
    parts = [
        pd.DataFrame({**{name: getattr(pooled, name) for name in names}}).assign(
            status=pooled.status_words
        )
        for _, pooled in pool_selections(known.yi, known.vi, members, how)
    ]
    frame = pd.concat(parts, ignore_index=True)
    labels = ["; ".join(known.labels[place] for place in group) for group in out]
    frame.insert(0, "left_out", labels)
    return frame
