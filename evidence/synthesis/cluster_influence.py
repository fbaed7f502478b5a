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
from evidence.stats.quantiles import chi_square_above
from evidence.synthesis.multilevel_results import MultilevelResult

if TYPE_CHECKING:
    import pandas as pd

ROWS = ("clusters", "effects")


def cluster_influence(
    found: MultilevelResult, clusters: Sequence[Hashable], *, rows: str = "clusters"
) -> "pd.DataFrame":
    """Fit a model of dependent effects again without each cluster, and say what that changes.

    Parameters
    ----------
    found : MultilevelResult
        As :func:`evidence.multilevel` gives it.
    clusters : sequence of str or int
        The cluster of each effect, in the order of the table: such as its column of studies.
        A cluster holds whole groups of dependent effects.
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
        When clusters cut through effects that depend on each other.

    Notes
    -----
    metafor's ``cooks.distance``, ``dfbetas`` and ``rstudent`` of ``rma.mv`` with ``cluster``;
    formulas in :func:`evidence.stats.dependent.cluster_deletion.delete_clusters`.

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
    deleted = delete_clusters(found.solved, clusters)
    if rows == "effects":
        told: dict[str, Any] = {"cluster": list(clusters)}
        told |= {"residual": deleted.residual, "se": deleted.se}
        return pd.DataFrame({**told, "rstudent": deleted.residual / deleted.se})
    columns = {"k": deleted.sizes, **_estimates(found, deleted, clusters)}
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
        if fit is None:
            rows.append([np.nan] * 4)
            continue
        one = _tested(fit, found, [each for each in clusters if each != name])
        rows.append([float(part[0]) for part in (one.estimate, one.se, one.ci_low, one.ci_high)])
    names = ("estimate", "se", "ci_low", "ci_high")
    return dict(zip(names, np.array(rows).T, strict=True))


def _tested(
    fit: DependentFit, found: MultilevelResult, clusters: Sequence[Hashable]
) -> Coefficients:
    """Return the first coefficient, tested as the whole model was."""
    robust = found.ci_method.removeprefix("cluster-robust ")
    if robust != found.ci_method:
        adjusted = sandwich(fit, clusters, rule=robust)
        return robust_coefficients(fit.coefficients, adjusted, level=found.level)[0]
    test = "z" if found.ci_method == "wald" else "t"
    dfs = "residual" if found.df_method == "none" else found.df_method
    return coefficients_with_tests(fit, test=test, dfs=dfs, level=found.level).coefficients[0]
