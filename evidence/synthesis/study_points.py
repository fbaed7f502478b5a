"""Coordinates of the studies in the plots that question a synthesis, as tables."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack

from evidence.chosen import require_options
from evidence.errors import ChoiceUnknown
from evidence.stats.baujat import baujat_points
from evidence.stats.floats import Floats
from evidence.stats.labbe import SCALES, labbe_points
from evidence.stats.radial import radial_points
from evidence.stats.refits import fit_mean
from evidence.synthesis.diagnosed import Options, diagnosed
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.effects_of_table import numbers
from evidence.synthesis.results import NotEstimable

if TYPE_CHECKING:
    import pandas as pd

CELLS = ("ai", "bi", "n1i", "ci", "di", "n2i")
"""Columns of two-by-two tables by metafor's names: the treated group's, then the controls'."""


def baujat(
    effects: "EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]", **options: Unpack[Options]
) -> "pd.DataFrame | NotEstimable":
    """Tell which studies make the heterogeneity, and which move the pooled effect.

    Parameters
    ----------
    effects : EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.pool`.
    **options
        As for :func:`evidence.leave_one_out`; ``model="common"`` gives the plot as published.

    Returns
    -------
    DataFrame or NotEstimable
        A row a study: ``contribution`` to Q (across) and ``influence`` on the pooled effect (up).

    Raises
    ------
    ChoiceUnknown, ValueError
        As :func:`evidence.pool`.

    References
    ----------
    Baujat B, Mahe C, Pignon JP, Hill C (2002). https://doi.org/10.1002/sim.1221

    Examples
    --------
    >>> baujat({"yi": [0.0, 1.0], "vi": [0.5, 0.5]}, model="common")["contribution"].tolist()
    [0.5, 0.5]
    """
    known = diagnosed(effects, options, least=2)
    if isinstance(known, NotEstimable):
        return known
    return known.table(baujat_points(known.yi, known.vi, method=known.method)._asdict())


def radial(
    effects: "EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    centred: bool = False,
    **options: Unpack[Options],
) -> "pd.DataFrame | NotEstimable":
    """Return the coordinates of the radial (Galbraith) plot: effects against their precision.

    Parameters
    ----------
    effects : EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.pool`.
    centred : bool
        Whether to subtract the pooled effect first.
    **options
        As for :func:`evidence.leave_one_out`.

    Returns
    -------
    DataFrame or NotEstimable
        A row a study: ``precision`` (across) and ``standardised`` effect (up).

    Raises
    ------
    ChoiceUnknown, ValueError
        As :func:`evidence.pool`.

    References
    ----------
    Galbraith RF (1988). https://doi.org/10.1002/sim.4780070807

    Examples
    --------
    >>> radial({"yi": [1.0, 1.0], "vi": [0.25, 0.25]})["standardised"].tolist()
    [2.0, 2.0]
    """
    known = diagnosed(effects, options, least=2)
    if isinstance(known, NotEstimable):
        return known
    whole = fit_mean(known.yi, known.vi, method=known.method)
    centre = whole.pooled.estimate if centred else 0.0
    points = radial_points(known.yi, known.vi, tau2=whole.tau2, centre=centre)
    return known.table(points._asdict())


def labbe(
    measure: str,
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    add: float = 0.5,
    **columns: str,
) -> "pd.DataFrame":
    """Return the coordinates of L'Abbe's plot: the treated groups against the control groups.

    Parameters
    ----------
    measure : {"RR", "OR", "RD"}
        Decides the scale: log risk, log odds or risk.
    table : DataFrame or mapping of str to sequence
        One row a study.
    add : float
        Added to all four cells of a table where one is empty.
    **columns : str
        Where not named as metafor does (``ai="died"``): ``ai``, ``bi``, ``n1i`` with people who
        had the event, who had not and all in the treated group, ``ci``, ``di``, ``n2i`` in the
        control group; of the last two of each one is enough.

    Returns
    -------
    DataFrame
        The table's index; ``control`` (across) and ``treated`` (up).

    Raises
    ------
    ChoiceUnknown
        For a measure or a column that does not exist, with those that do.
    ValueError
        Naming rows with a missing number, or more events than people.

    References
    ----------
    L'Abbe KA, Detsky AS, O'Rourke K (1987). https://doi.org/10.7326/0003-4819-107-2-224

    Examples
    --------
    >>> trials = {"a": [5], "n1": [20], "c": [10], "n2": [20]}
    >>> labbe("RD", trials, ai="a", n1i="n1", ci="c", n2i="n2")["treated"].tolist()
    [0.25]
    """
    import pandas as pd

    if measure not in SCALES:
        raise ChoiceUnknown("measure", measure, list(SCALES))
    require_options(columns, (*CELLS, "add"))
    cells = two_groups_counted(table, columns)
    points = labbe_points(**cells, measure=measure, add=add)
    return pd.DataFrame(points._asdict(), index=getattr(table, "index", None))


def two_groups_counted(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]", columns: Mapping[str, str]
) -> dict[str, Floats]:
    """Return the columns ``ai``, ``n1i``, ``ci``, ``n2i`` of a table that may have ``bi``, ``di``.

    Parameters
    ----------
    table : DataFrame or mapping of str to sequence
    columns : mapping of str to str
        Metafor's name of a column, and the table's own where it differs.

    Raises
    ------
    ChoiceUnknown
        For a column that is named or needed and does not exist, with those that do.

    Examples
    --------
    >>> found = two_groups_counted({"ai": [5], "bi": [15], "ci": [9], "n2i": [20]}, {})
    >>> found["n1i"].tolist(), found["n2i"].tolist()
    ([20.0], [20.0])
    """
    headings = [str(one) for one in table]
    named = {name: columns.get(name, name) for name in CELLS}
    for name, heading in named.items():
        if heading not in table and name in (*columns, "ai", "ci"):
            raise ChoiceUnknown(name, heading, headings)
    counts = {name: numbers(table[heading]) for name, heading in named.items() if heading in table}
    for events, others, size in (CELLS[:3], CELLS[3:]):
        if size not in counts and others not in counts:
            raise ChoiceUnknown(size, f"{size} / {others}", headings)
        if size not in counts:
            counts[size] = counts[events] + counts[others]
    return {name: counts[name] for name in ("ai", "n1i", "ci", "n2i")}
