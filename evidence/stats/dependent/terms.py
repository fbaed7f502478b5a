"""What a model says of true effects that belong together: its random terms.

Vocabulary
----------
groups : for each effect, the group (study, district, laboratory) it belongs to
inner : what tells effects of one group apart (outcome, time, arm)
outer : the group; effects of different groups are independent of each other in this term
sigma2 : variance between the groups of an intercept term
tau2, rho : variances and correlations of a structured term
"""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from evidence.stats.floats import Floats, Reported


class Intercepts(NamedTuple):
    """One true deviation a group, the same for all its effects; metafor's ``~ 1 | group``.

    Parameters
    ----------
    groups : sequence of str or int, length k
        Group of each effect. For ``~ 1 | a/b`` two terms are needed: one of ``a``, and one of
        the pairs (see ``nested``).
    sigma2 : float or None
        Variance held at this value; estimated when None.
    correlation : array of float, shape (m, m), or None
        Known correlations between groups (phylogeny, kinship); independent when None.
    levels : sequence of str or int, length m
        Groups in the order of the rows of ``correlation``.
    """

    groups: Sequence[Hashable]
    sigma2: float | None = None
    correlation: Floats | None = None
    levels: Sequence[Hashable] = ()


class Structured(NamedTuple):
    """Deviations that differ within a group and are correlated there; ``~ inner | outer``.

    Parameters
    ----------
    inner, outer : sequence of str, int or float, length k
        Level within the group, and group, of each effect. Times must be numbers for ``CAR``.
    structure : str
        One of ``STRUCTURES``.
    tau2, rho : array_like or None
        Values held fixed, one each a variance or correlation; NaN where estimated. None
        estimates all.
    distance : array of float, shape (m, m), or None
        Distances between the sorted levels of ``inner``; for the spatial structures.
    """

    inner: Sequence[Hashable]
    outer: Sequence[Hashable]
    structure: str = "CS"
    tau2: Reported | None = None
    rho: Reported | None = None
    distance: Floats | None = None


Term = Intercepts | Structured


def nested(*groups: Sequence[Hashable], sigma2: Sequence[float | None] = ()) -> list[Intercepts]:
    """Return the terms of groups within groups, outermost first; ``~ 1 | a/b/c``.

    Parameters
    ----------
    *groups : sequence of str or int, length k
        Groups of each effect, from the outermost level inwards. An inner name counts within its
        outer group only.
    sigma2 : sequence of float or None
        Variances held at a value, one each a level; all estimated when empty.

    Returns
    -------
    list of Intercepts

    Raises
    ------
    ValueError
        When variances are given, but not one for each level.

    Examples
    --------
    >>> [term.groups for term in nested(["a", "b"], [1, 1])]
    [[('a',), ('b',)], [('a', 1), ('b', 1)]]
    """
    held = list(sigma2) or [None] * len(groups)
    if len(held) != len(groups):
        raise ValueError(f"{len(held)} variances for {len(groups)} levels")
    return [
        Intercepts(list(zip(*groups[: depth + 1], strict=True)), held[depth])
        for depth in range(len(groups))
    ]
