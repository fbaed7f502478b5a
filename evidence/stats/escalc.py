"""Effect sizes and sampling variances of any measure, by metafor's names.

Vocabulary
----------
measure : metafor's name of an effect measure, such as "SMD" or "RR"
columns : what the studies reported, by metafor's names (ai, n1i, m1i, sd1i, ri ...)
"""

import numpy as np

from evidence.stats.effects import Effects
from evidence.stats.floats import Bools, Floats, Reported
from evidence.stats.measures import MEASURES, Measure
from evidence.stats.refusal import columns as equally_long
from evidence.stats.refusal import refuse, require_choice

OPTIONS = ("vtype", "correct", "add", "to", "drop00")
Option = str | float | bool


def escalc(
    measure: str,
    *,
    missing: str = "refuse",
    flip: Reported = False,
    **columns: Reported | Option,
) -> Effects:
    """Compute effect sizes and their sampling variances.

    Parameters
    ----------
    measure : str
        Metafor's name of the effect measure; ``measures.MEASURES`` holds them all.
    missing : {"refuse", "keep"}
        Refuse rows where a number was not reported (NaN), or keep them with NaN for what cannot
        be computed.
    flip : bool or array_like of bool, shape (k,)
        Where to turn the sign of the effect.
    **columns : array_like or option
        What the studies reported, by metafor's names, and the measure's options: ``vtype``,
        ``correct``, ``add``, ``to``, ``drop00``.

    Returns
    -------
    Effects
        On the analysis scale (logarithms for ratios). NaN where the measure does not exist, such
        as the logarithm of zero.

    Raises
    ------
    ValueError
        Listing the right ones for an unknown measure, column or option; naming the positions,
        counted from zero, of numbers that are missing or impossible.

    References
    ----------
    Viechtbauer W. Conducting meta-analyses in R with the metafor package. Journal of Statistical
    Software 2010;36(3):1-48. https://doi.org/10.18637/jss.v036.i03

    Examples
    --------
    >>> escalc("RR", ai=[10, 0], n1i=[100, 50], ci=[20, 3], n2i=[100, 50]).yi.round(3).tolist()
    [-0.693, -1.946]
    >>> escalc("SMD", ti=2.1, n1i=20, n2i=22, vtype="UB").yi.round(3).tolist()
    [0.637]
    """
    require_choice("missing", missing, ("refuse", "keep"))
    recipe = _recipe(measure)
    options = {name: columns.pop(name) for name in OPTIONS if name in columns}
    if "vtype" not in recipe.options and "vtype" in options:
        choices = ("LS", "AV") if recipe.stable else ("LS",)
        require_choice(f"vtype of {measure}", str(options.pop("vtype")), choices)
    for option in options:
        require_choice(f"option of {measure}", option, recipe.options)
    found = recipe.assembly.assemble(columns)
    unreported = np.any([np.isnan(column) for column in found.columns.values()], axis=0)
    if missing == "refuse":
        for name, column in found.columns.items():
            refuse(name, np.isnan(column), "not reported")
    effects = _settled(recipe.formula(*found.columns.values(), **options), ~unreported)
    turned, _ = equally_long(np.asarray(flip, dtype=np.float64), effects.yi)
    return Effects(np.where(turned == 1, -effects.yi, effects.yi), effects.vi)


def sample_sizes(measure: str, **columns: Reported) -> Floats:
    """Return the number of people (or of person-time) behind each effect.

    Parameters
    ----------
    measure : str
        Metafor's name of the effect measure.
    **columns : array_like
        What the studies reported, as for :func:`escalc`.

    Returns
    -------
    array of float, shape (k,)
        All groups together, before anything is added to empty cells.

    Raises
    ------
    ValueError
        As :func:`escalc`.

    Examples
    --------
    >>> sample_sizes("RR", ai=10, n1i=100, ci=20, n2i=100).tolist()
    [200.0]
    """
    return _recipe(measure).assembly.assemble(columns).people


def _recipe(measure: str) -> Measure:
    require_choice("measure", measure, MEASURES)
    return MEASURES[measure]


def _settled(effects: Effects, reported: Bools) -> Effects:
    # A variance beside a missing effect is left only where a number was missing from the start,
    # as metafor leaves it: it then tells what the size alone would have given.
    no_variance = (effects.vi < 0) | (reported & np.isnan(effects.yi))
    return Effects(effects.yi, np.where(no_variance, np.nan, effects.vi))
