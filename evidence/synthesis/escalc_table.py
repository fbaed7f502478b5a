"""Effects and sampling variances of a table's rows, by the names of its columns."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.stats.escalc import OPTIONS
from evidence.stats.escalc import escalc as effects_from
from evidence.stats.measures import MEASURES
from evidence.stats.refusal import refuse
from evidence.synthesis.effects_of_table import MEASURE_COLUMN
from evidence.synthesis.named_columns import column_named
from evidence.synthesis.table_rows import columns_of

if TYPE_CHECKING:
    import pandas as pd


def escalc(
    measure: str,
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    flip: "str | bool" = False,
    missing: str = "refuse",
    **columns: Any,
) -> "pd.DataFrame":
    """Add effects and sampling variances to a table.

    Parameters
    ----------
    measure : str
        Metafor's name of the effect measure, such as ``"RR"``, ``"SMD"`` or ``"ZCOR"``.
    table : DataFrame, mapping of str to sequence, or list of records
        One row a study.
    flip : str or bool
        Column with True where the sign of the effect is to be turned, or True for every row.
    missing : {"refuse", "keep"}
        Refuse rows that have no effect, or keep them with a missing one, which
        :func:`evidence.pool` in turn refuses: leaving them out is yours to write.
    **columns : str, number or array_like
        What the studies reported: metafor's name = the table's column, or a number that holds for
        every row (``ai="events"``, ``ri=0.5``); and the measure's options as they are (``vtype``,
        ``correct``, ``add``, ``to``, ``drop00``).

    Returns
    -------
    DataFrame
        The table with its index, and the columns ``yi``, ``vi`` (on the analysis scale:
        logarithms for ratios) and ``measure``, in place of earlier ones of those names.

    Raises
    ------
    ChoiceUnknown
        For a measure or a column of the table that does not exist, with those that do.
    ValueError
        Naming the rows without an effect by their positions (counted from zero) and the reason,
        or listing the right names for an unknown option.

    References
    ----------
    Viechtbauer W (2010). https://doi.org/10.18637/jss.v036.i03

    Examples
    --------
    >>> trials = {"died": [10, 3], "n": [100, 50], "died_control": [20, 5], "n_control": [100, 50]}
    >>> found = escalc("RR", trials, ai="died", n1i="n", ci="died_control", n2i="n_control")
    >>> found["yi"].round(3).tolist()
    [-0.693, -0.511]
    """
    import pandas as pd

    if measure not in MEASURES:
        raise ChoiceUnknown("measure", measure, sorted(MEASURES))
    frame = pd.DataFrame(columns_of(table))
    turned = column_named(frame, len(frame), "flip", flip) if isinstance(flip, str) else flip
    given = {
        name: value if name in OPTIONS else column_named(frame, len(frame), name, value)
        for name, value in columns.items()
    }
    effects = effects_from(measure, missing=missing, flip=turned, **given)
    yi, vi = (np.broadcast_to(each, len(frame)) for each in effects)
    if missing == "refuse":
        refuse("yi", np.isnan(yi) | np.isnan(vi), f"not to be had as {measure}")
    return frame.assign(yi=yi, vi=vi, **{MEASURE_COLUMN: measure})
