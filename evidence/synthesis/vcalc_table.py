"""How sampling errors of a table's effects hang together, by the names of its columns."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import numpy as np

from evidence.chosen import require_options
from evidence.errors import ChoiceUnknown
from evidence.stats.dependent.assumed_covariance import (
    Contrast,
    Correlations,
    Measurements,
    Times,
    assumed_covariance,
)
from evidence.stats.floats import Floats
from evidence.synthesis.effects_of_table import refuse_rows
from evidence.synthesis.named_columns import column_named

if TYPE_CHECKING:
    import pandas as pd


class Shared(TypedDict, total=False):
    """Columns that say what effects of one cluster share, by metafor's names."""

    subgroup: str
    obs: str
    type: str
    time1: str
    time2: str
    grp1: str
    grp2: str
    w1: str
    w2: str


def vcalc(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    cluster: str,
    vi: str | float = "vi",
    rho: Any = None,
    phi: float | None = None,
    rvars: Sequence[str] = (),
    **shared: Unpack[Shared],
) -> Floats:
    """Return the covariance matrix of sampling errors, for ``errors=`` of a model.

    Parameters
    ----------
    table : DataFrame or mapping of str to sequence
        One row an effect.
    cluster : str
        Column with what shares people: the study, or the sample. Effects of different clusters
        are independent.
    vi : str or float
        Column with sampling variances, or one for all; 1 where ``rvars`` are covariances.
    rho : float, mapping or DataFrame, or two of them
        Correlation of two measurements (``obs``) or of two kinds of outcome (``type``): one for
        all pairs, or one a pair (``{("pain", "sleep"): 0.4}``, or a square DataFrame). Where
        both columns are named, two: of measurements of one type, and of types.
    phi : float, optional
        Correlation of the same measurement one unit of time apart.
    rvars : sequence of str
        Columns that hold the studies' own matrices: in a cluster of three effects the first
        three columns of its rows are the matrix of its correlations. Nothing else is needed then.
    **shared
        Columns by metafor's names: ``obs``, ``type``; ``time1``, ``time2`` (when each group was
        measured); ``grp1``, ``grp2`` (the groups compared) with their sizes ``w1``, ``w2``;
        ``subgroup`` (people of one cluster who are in one of its groups only).

    Returns
    -------
    array of float, shape (k, k)
        Rows and columns in the order of the table.

    Raises
    ------
    ChoiceUnknown
        For a column that does not exist, with those that do.
    ValueError
        For rows that cannot be used, by position, and correlations that are missing or
        impossible.

    Notes
    -----
    metafor's ``vcalc``; the formula is in
    :func:`evidence.stats.dependent.assumed_covariance.assumed_covariance`. What is assumed is
    seldom known: try several values, and take ``ci_method="cluster-robust"``.

    References
    ----------
    Pustejovsky JE, Tipton E (2022). https://doi.org/10.1007/s11121-021-01246-3

    Examples
    --------
    >>> table = {"study": ["A", "A"], "outcome": ["pain", "sleep"], "vi": [0.04, 0.09]}
    >>> vcalc(table, cluster="study", type="outcome", rho=0.5).round(3).tolist()
    [[0.04, 0.03], [0.03, 0.09]]
    """
    require_options(shared, tuple(Shared.__annotations__))
    if rvars and (shared or rho is not None or phi is not None):
        raise ValueError("rvars holds whole matrices: nothing else is named beside it")
    clusters = _names(table, "cluster", cluster)
    if "subgroup" in shared:
        clusters = list(zip(clusters, _names(table, "subgroup", shared["subgroup"]), strict=True))
    k = len(clusters)
    variances = np.broadcast_to(column_named(table, k, "vi", vi), k)
    if rvars:
        return _own(table, clusters, variances, rvars)
    blocks = assumed_covariance(
        variances,
        clusters,
        measured=_measured(table, shared, rho),
        times=_times(table, k, shared, phi),
        contrast=_contrast(table, k, shared),
    )
    found = np.diag(variances)
    for block in blocks:
        found[np.ix_(block.places, block.places)] = block.covariance
    np.fill_diagonal(found, variances)
    return found


def _names(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]", option: str, column: str
) -> list[Any]:
    if column not in table:
        raise ChoiceUnknown(option, column, [str(name) for name in table])
    values = list(table[column])
    refuse_rows((column, np.array([one is None or one != one for one in values]), "missing"))
    return values


def _measured(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]", shared: Shared, rho: Any
) -> Measurements | None:
    told = {name: _names(table, name, shared[name]) for name in ("obs", "type") if name in shared}
    if not told:
        if rho is not None:
            raise ValueError("rho: name the column obs or type that tells effects apart")
        return None
    both = len(told) == 2
    given = list(rho) if both and isinstance(rho, Sequence) else [rho]
    if len(given) != len(told) or any(one is None for one in given):
        raise ValueError(f"rho: {len(told)} needed, for {' and '.join(told)}")
    found = dict(zip(told, map(_correlations, given), strict=True))
    return Measurements(told.get("obs"), found.get("obs"), told.get("type"), found.get("type"))


def _correlations(rho: Any) -> Correlations:
    """Return one correlation, or one a pair of names."""
    if hasattr(rho, "stack"):
        return {(one, other): float(rho.loc[one, other]) for one in rho.index for other in rho}
    return rho if isinstance(rho, Mapping) else float(rho)


def _times(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]", k: int, shared: Shared, phi: float | None
) -> Times | None:
    if "time1" not in shared:
        if "time2" in shared or phi is not None:
            raise ValueError("phi and time2 need the column time1")
        return None
    if phi is None:
        raise ValueError("phi is needed with time1")
    second = shared.get("time2")
    return Times(
        column_named(table, k, "time1", shared["time1"]),
        phi,
        None if second is None else column_named(table, k, "time2", second),
    )


def _contrast(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]", k: int, shared: Shared
) -> Contrast | None:
    if "grp1" not in shared and "grp2" not in shared:
        if "w1" in shared or "w2" in shared:
            raise ValueError("w1 and w2 need the columns grp1 and grp2")
        return None
    if "grp1" not in shared or "grp2" not in shared:
        raise ValueError("grp1 and grp2 go together")
    w1, w2 = (column_named(table, k, name, shared.get(name, 1.0)) for name in ("w1", "w2"))
    grp1, grp2 = (_names(table, name, shared[name]) for name in ("grp1", "grp2"))
    return Contrast(grp1, grp2, w1, w2)


def _own(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    clusters: Sequence[Hashable],
    variances: Floats,
    rvars: Sequence[str],
) -> Floats:
    """Lay the matrices that stand in the rows of each cluster along the diagonal."""
    k = len(clusters)
    columns = np.column_stack([column_named(table, k, "rvars", name) for name in rvars])
    found = np.diag(variances)
    spread = np.sqrt(variances)
    for cluster in dict.fromkeys(clusters):
        places = [place for place, one in enumerate(clusters) if one == cluster]
        if len(places) > len(rvars):
            raise ValueError(f"rvars: {len(rvars)} columns for {len(places)} effects of {cluster}")
        own = columns[places, : len(places)]
        if not np.isfinite(own).all() or not np.allclose(own, own.T):
            raise ValueError(f"rvars: no symmetric matrix of numbers in {cluster}")
        found[np.ix_(places, places)] = spread[places][:, None] * own * spread[places]
    return found
