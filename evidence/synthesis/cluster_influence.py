"""What each cluster does to a model of dependent effects, as a table."""

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.stats.coefficients import Coefficients
from evidence.stats.dependent.cluster_deletion import Deleted, delete_clusters
from evidence.stats.dependent.coefficient_tests import coefficients_with_tests
from evidence.stats.dependent.fit import DependentFit
from evidence.stats.dependent.robust_tests import robust_coefficients
from evidence.stats.dependent.sandwich import sandwich
from evidence.stats.floats import Bools
from evidence.stats.quantiles import chi_square_above
from evidence.synthesis.multilevel_choices import by_clusters
from evidence.synthesis.multilevel_results import MultilevelResult

if TYPE_CHECKING:
    import pandas as pd

ROWS = ("clusters", "effects")


def cluster_influence(
    found: MultilevelResult,
    clusters: Sequence[Hashable] | None = None,
    *,
    rows: str = "clusters",
) -> "pd.DataFrame":
    """Fit a model of dependent effects again without each cluster, and say what that changes.

    Parameters
    ----------
    found : MultilevelResult
        As :func:`evidence.multilevel` gives it.
    clusters : sequence of str or int, optional
        The cluster of each effect, in the order of the table: such as its column of studies.
        Each effect by itself, by its position from zero, when not given.
    rows : {"clusters", "effects"}
        A row a cluster, or a row an effect.

    Returns
    -------
    DataFrame
        Clusters: ``k`` effects; ``estimate``, ``se``, ``ci_low``, ``ci_high`` of the first
        coefficient without the cluster, tested as in ``found``; ``cook_d``; ``chi_square`` with
        ``p_value`` (whether the cluster agrees with the others); ``dfbs`` for each coefficient
        (``dfbs Intercept``); and each variance and correlation without it. Effects: ``residual``
        from what the other clusters expect, its ``se`` and ``rstudent``. NaN where the model
        cannot be fitted without the cluster.

    Raises
    ------
    ChoiceUnknown
        For rows that do not exist.
    ValueError
        When there is not a cluster for each effect.

    Notes
    -----
    metafor's ``cooks.distance``, ``dfbetas`` and ``rstudent`` of ``rma.mv``, with ``cluster`` or
    without; formulas in :func:`evidence.stats.dependent.cluster_deletion.delete_clusters`.

    References
    ----------
    Viechtbauer W, Cheung MWL (2010). https://doi.org/10.1002/jrsm.11

    Examples
    --------
    >>> from evidence.synthesis.multilevel import multilevel
    >>> outcomes = {
    ...     "yi": [0.1, 0.2, 0.9, 1.1, 0.5, 0.3, 0.4, 0.3],
    ...     "vi": [0.01, 0.02, 0.01, 0.02, 0.01, 0.02, 0.02, 0.01],
    ...     "study": ["A", "A", "B", "B", "C", "C", "D", "D"],
    ...     "effect": [1, 2, 1, 2, 1, 2, 1, 2],
    ... }
    >>> found = multilevel(outcomes, random="study/effect", measure="SMD", intervals="none")
    >>> cluster_influence(found, outcomes["study"])["estimate"].round(3).to_dict()
    {'A': 0.578, 'B': 0.3, 'C': 0.478, 'D': 0.511}
    """
    import pandas as pd

    if rows not in ROWS:
        raise ChoiceUnknown("rows", rows, ROWS)
    each = list(range(found.k) if clusters is None else clusters)
    deleted = delete_clusters(found.solved, each)
    if rows == "effects":
        told: dict[str, Any] = {"cluster": each}
        told |= {"residual": deleted.residual, "se": deleted.se}
        return pd.DataFrame({**told, "rstudent": deleted.residual / deleted.se})
    columns = {"k": deleted.sizes, **_estimates(found, deleted, each)}
    columns |= {"cook_d": deleted.cook, "chi_square": deleted.chi_square}
    both = zip(deleted.chi_square, deleted.sizes, strict=True)
    columns["p_value"] = [chi_square_above(float(one), int(size)) for one, size in both]
    for at, one in enumerate(found.coefficients):
        columns[f"dfbs {one.name}"] = deleted.dfbetas[:, at]
    for at, part in enumerate(found.components):
        columns[" ".join((part.term, *part.levels))] = [
            np.nan if fit is None else _components(fit)[at] for fit in deleted.without
        ]
    return pd.DataFrame(columns, index=pd.Index(deleted.names, name="cluster"))


def _components(fit: DependentFit) -> list[float]:
    """Return variances and correlations in the order results have them."""
    return [float(one) for term in fit.terms for one in (*term.variances, *term.correlations)]


def _estimates(
    found: MultilevelResult, deleted: Deleted, clusters: Sequence[Hashable]
) -> dict[str, Any]:
    rows = []
    for name, fit in zip(deleted.names, deleted.without, strict=True):
        kept = np.array([each != name for each in clusters])
        if fit is None or _too_few(found, kept):
            rows.append([np.nan] * 4)
            continue
        one = _tested(fit, found, kept)
        rows.append([float(part[0]) for part in (one.estimate, one.se, one.ci_low, one.ci_high)])
    names = ("estimate", "se", "ci_low", "ci_high")
    return dict(zip(names, np.array(rows).T, strict=True))


def _too_few(found: MultilevelResult, kept: Bools) -> bool:
    """Whether no more clusters are left than there are coefficients."""
    robust = found.robust
    return robust is not None and len(set(robust.codes[kept].tolist())) <= len(found.coefficients)


def _tested(fit: DependentFit, found: MultilevelResult, kept: Bools) -> Coefficients:
    """Return the first coefficient, tested as the whole model was."""
    if found.robust is not None:
        left = found.robust.codes[kept].tolist()
        adjusted = sandwich(fit, left, rule=found.robust.rule)
        df = by_clusters(found.df_method, len(set(left)), len(fit.coefficients))
        return robust_coefficients(fit.coefficients, adjusted, df=df, level=found.level)[0]
    test = "z" if found.ci_method == "wald" else "t"
    dfs = "residual" if found.df_method == "none" else found.df_method
    return coefficients_with_tests(fit, test=test, dfs=dfs, level=found.level).coefficients[0]
