"""Several effects of each study in a table taken together as one row a study."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.stats.effects import Effects
from evidence.stats.floats import Floats
from evidence.stats.within_study import Combined, combine_by_covariance, combine_within_study
from evidence.synthesis.effects_of_table import effects_of

if TYPE_CHECKING:
    import pandas as pd


def aggregate(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    cluster: str = "study",
    errors: "float | Sequence[Sequence[float]] | Floats",
    weighted: bool = True,
    yi: str = "yi",
    vi: str = "vi",
) -> "pd.DataFrame":
    """Combine the effects of each study in a table into one.

    Parameters
    ----------
    table : DataFrame or mapping of str to sequence
        One row an effect, as :func:`evidence.escalc` gives it.
    cluster : str
        Column with what shares people: the study, or the sample.
    errors : float, or array_like of shape (k, k)
        How sampling errors of one study correlate: one correlation assumed for all pairs, 0 for
        effects on different people; or their whole covariance matrix, as
        :func:`evidence.vcalc` makes it.
    weighted : bool
        Weigh by the inverse covariance matrix, or take the plain mean, which lies between the
        effects also where they are highly correlated.
    yi, vi : str
        Columns with effects and sampling variances.

    Returns
    -------
    DataFrame
        A row a study, in the order they first stand in: its effect and sampling variance, ``k``
        effects, and the other columns that are the same for all of its effects.

    Raises
    ------
    ChoiceUnknown
        For a column that does not exist, with those that do.
    ValueError
        Naming every row that cannot be used by its position (counted from zero) and why; for a
        correlation that no covariance matrix can have, and for errors that are correlated
        between studies.

    Notes
    -----
    With V the covariance matrix of one study's errors: 1'V^-1 y / 1'V^-1 1 with variance
    1 / 1'V^-1 1. metafor's ``aggregate`` of ``escalc``.

    References
    ----------
    Viechtbauer W (2010). https://doi.org/10.18637/jss.v036.i03

    Examples
    --------
    >>> outcomes = {
    ...     "study": ["A", "A", "B"],
    ...     "yi": [0.2, 0.4, 0.5],
    ...     "vi": [0.01, 0.01, 0.02],
    ...     "year": [2001, 2001, 2005],
    ... }
    >>> aggregate(outcomes, errors=0.5).round(4).values.tolist()
    [['A', 0.3, 0.0075, 2001, 2], ['B', 0.5, 0.02, 2005, 1]]
    """
    import pandas as pd

    frame = pd.DataFrame(table)
    if cluster not in frame:
        raise ChoiceUnknown("cluster", cluster, [str(column) for column in frame])
    found = effects_of(table, yi=yi, vi=vi, study=None).effects
    effects = Effects(np.array([one.yi for one in found]), np.array([one.vi for one in found]))
    codes = pd.factorize(frame[cluster])[0]
    if (codes < 0).any():
        raise ValueError(f"{cluster} missing at positions {np.flatnonzero(codes < 0).tolist()}")
    combined = _combined(effects, codes.astype(np.float64), errors, weighted=weighted)
    differing = frame.groupby(codes).nunique(dropna=False).max() > 1
    kept = [name for name in frame.columns if name in (yi, vi) or not differing[name]]
    rows = frame.loc[~frame[cluster].duplicated(), kept].reset_index(drop=True)
    rows[yi], rows[vi], rows["k"] = combined.yi, combined.vi, np.bincount(codes)
    return rows


def _combined(effects: Effects, study: Floats, errors: Any, *, weighted: bool) -> Combined:
    if np.ndim(errors) == 0:
        return combine_within_study(effects, study, rho=float(errors), weighted=weighted)
    matrix = np.asarray(errors, dtype=np.float64)
    k = len(effects.yi)
    if matrix.shape != (k, k) or not np.allclose(np.diag(matrix), effects.vi, rtol=1e-9, atol=0):
        raise ValueError("errors: the diagonal is not the sampling variances of the table")
    return combine_by_covariance(effects.yi, matrix, study, weighted=weighted)
