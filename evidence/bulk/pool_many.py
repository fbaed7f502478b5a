"""Pooling many meta-analyses in one call, or chunk by chunk.

Vocabulary
----------
yi, vi : effects of all analyses one after the other, and their sampling variances
offsets : where each analysis begins, and at last where they end
"""

from collections.abc import Iterable, Iterator
from typing import Any, Unpack

import numpy as np
import numpy.typing as npt

from evidence.bulk.choices import ManyChoices, ManyChosen, choose_for_many
from evidence.bulk.engines import engine_for, finished, searched
from evidence.bulk.finish import COLUMNS
from evidence.bulk.many_effects import ManyEffects, Places, by_analysis, many_effects, screen
from evidence.bulk.many_pooled import ManyPooled
from evidence.bulk.status import Status
from evidence.stats.floats import Bools, Floats, Reported


def pool_many(
    yi: Reported,
    vi: Reported,
    offsets: npt.ArrayLike | None = None,
    *,
    analysis_id: npt.ArrayLike | None = None,
    **choices: Unpack[ManyChosen],
) -> ManyPooled:
    """Pool many meta-analyses of unequal size in one call.

    Parameters
    ----------
    yi, vi : array_like, shape (rows,)
        Effects of all analyses on the analysis scale, and their sampling variances.
    offsets : array_like of int, shape (analyses + 1,), optional
        Where each analysis begins, and at last the number of rows: analysis i has rows
        ``offsets[i]`` up to but without ``offsets[i + 1]``.
    analysis_id : array_like, shape (rows,), optional
        In place of offsets, as in a long table: which analysis each row belongs to. Results come
        in the order analyses first appear, and ``ids`` tells which is which. With offsets: the id
        of each analysis, shape (analyses,).
    **choices
        The methods, the same for every analysis; see
        :class:`evidence.bulk.choices.ManyChoices`. ``method`` {"REML", "ML", "DL", "PM", "EE",
        "FE", "CE"}; ``test`` {"adhoc", "knha", "t", "z"}; ``level`` (0.95); ``prediction_rule``;
        ``tau2_interval`` (True); ``engine`` {"auto", "numba", "numpy"}.

    Returns
    -------
    ManyPooled
        Arrays with a place for each analysis. One that cannot be pooled has a ``status`` that says
        why and NaN for its numbers; the others are not held up by it.

    Raises
    ------
    ChoiceUnknown
        For a choice that does not exist, with those that do.
    ValueError
        When the columns do not fit together.

    Notes
    -----
    What is computed is what :mod:`evidence.stats` computes for a single analysis, to rounding.
    Working memory is a fixed amount whatever the number of analyses; the result takes about 120
    bytes an analysis. For more than memory holds, see :func:`pool_chunks`.

    References
    ----------
    Viechtbauer W (2005). doi:10.3102/10769986030003261
    Knapp G, Hartung J (2003). doi:10.1002/sim.1482

    Examples
    --------
    >>> pooled = pool_many([0.1, 0.3, 0.9, 0.2], [0.02, 0.03, 0.02, 0.01], [0, 3, 4])
    >>> pooled.tau2.round(4).tolist(), pooled.status_words.tolist()
    ([0.1556, nan], ['ok', 'one_effect'])
    """
    chosen = choose_for_many(**choices)
    ids, effects = _gathered(yi, vi, offsets, analysis_id)
    return pool_by(effects, chosen, ids)


def pool_chunks(chunks: Iterable[ManyEffects], choices: ManyChoices) -> Iterator[ManyPooled]:
    """Pool chunk after chunk of analyses, so that memory does not grow with their number.

    Parameters
    ----------
    chunks : iterable of ManyEffects
        Whole analyses, some at a time; the result of each chunk is given before the next is read.
    choices : ManyChoices
        The methods.

    Yields
    ------
    ManyPooled
        One a chunk.

    Examples
    --------
    >>> chunk = many_effects([0.1, 0.3, 0.9], [0.02, 0.03, 0.02], [0, 3])
    >>> [len(pooled) for pooled in pool_chunks([chunk, chunk], ManyChoices(method="DL"))]
    [1, 1]
    """
    for chunk in chunks:
        yield pool_by(chunk, choices)


def pool_by(
    effects: ManyEffects, choices: ManyChoices, ids: npt.NDArray[Any] | None = None
) -> ManyPooled:
    """Pool many analyses by choices already checked."""
    status = screen(effects)
    rows = np.flatnonzero(status == Status.OK)
    engine = engine_for(len(effects.yi), choices)
    seen = searched(effects, rows, choices, engine)
    numbers = finished(seen, effects.k[rows], choices)
    good = (seen.converged == 1) & np.isfinite(numbers["estimate"]) & (numbers["se"] >= 0)
    status[rows[~good]] = Status.NOT_CONVERGED
    found = {name: _placed(numbers.get(name), rows, good, len(status)) for name in COLUMNS}
    return ManyPooled(
        ids=ids,
        status=status,
        k=effects.k.astype(np.int32),
        estimate=found["estimate"],
        se=found["se"],
        ci_low=found["ci_low"],
        ci_high=found["ci_high"],
        statistic=found["statistic"],
        df=found["df"],
        guard_bit=found["guard_bit"] == 1,
        tau2=found["tau2"],
        tau2_low=found["tau2_low"],
        tau2_high=found["tau2_high"],
        local_maxima=np.nan_to_num(found["local_maxima"]).astype(np.int32),
        q=found["q"],
        i2=found["i2"],
        pi_low=found["pi_low"],
        pi_high=found["pi_high"],
        method=choices.method,
        test=choices.test,
        level=choices.level,
        prediction_rule=choices.prediction_quantile if choices.random else "none",
        engine=engine,
    )


def _placed(numbers: Floats | None, rows: Places, good: Bools, analyses: int) -> Floats:
    """Put numbers in their analyses' places, and NaN in the others."""
    if numbers is not None and len(rows) == analyses and good.all():
        return np.asarray(numbers)
    column = np.full(analyses, np.nan)
    if numbers is not None:
        column[rows[good]] = numbers[good]
    return column


def _gathered(
    yi: Reported,
    vi: Reported,
    offsets: npt.ArrayLike | None,
    analysis_id: npt.ArrayLike | None,
) -> tuple[npt.NDArray[Any] | None, ManyEffects]:
    if offsets is not None:
        effects = many_effects(yi, vi, offsets)
        ids = None if analysis_id is None else np.asarray(analysis_id)
        if ids is not None and ids.shape != effects.k.shape:
            raise ValueError(f"analysis_id of shape {ids.shape} for {len(effects.k)} analyses")
        return ids, effects
    if analysis_id is None:
        raise ValueError("offsets or analysis_id must say which rows belong together")
    return by_analysis(analysis_id, yi, vi)
