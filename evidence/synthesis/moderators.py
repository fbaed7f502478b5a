"""Moderators of a meta-regression: from a formula and a table's columns to a model matrix.

Formulas are read by ``formulaic``, which spells them as R does but for ``x**2`` where R has
``x^2``; ``C(x)`` may be written ``factor(x)``, as in R.
"""

import re
import warnings
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.stats.design import redundant_columns
from evidence.stats.floats import Bools, Floats
from evidence.stats.refusal import refuse

if TYPE_CHECKING:
    import pandas as pd
    from formulaic import ModelSpec

NUMBER_AS_TEXT = re.compile(r"\s*[+-]?[\d.,\s]*\d[\d.,\s]*(e[+-]?\d+)?\s*", re.IGNORECASE)
UNDEFINED = re.compile(r"(?:name '|NameError: `)([^'`]+)['`] is not (?:defined|present)")


class Terms(NamedTuple):
    """What a formula made of a table, to make the same of another.

    ``names`` are the coefficients', ``dropped`` those that followed from others and ``levels``
    the words each column of words may hold. ``spec`` is formulaic's own.
    """

    names: tuple[str, ...]
    dropped: tuple[str, ...]
    levels: Mapping[str, tuple[str, ...]]
    spec: "ModelSpec"


class Moderators(NamedTuple):
    """A model matrix with a row for each row of the table, and what made it."""

    xi: Floats
    terms: Terms


def split_formula(formula: str) -> tuple[str | None, str]:
    """Return the column of effects that a formula names, if any, and its moderators.

    Examples
    --------
    >>> split_formula("yi ~ year + alloc"), split_formula("~ year")
    (('yi', 'year + alloc'), (None, 'year'))
    """
    left, tilde, right = formula.partition("~")
    if not tilde:
        return None, formula.strip()
    return left.strip() or None, right.strip()


def used_columns(moderators: str, table: "pd.DataFrame") -> list[str]:
    """Return the columns a formula names, in the table's order."""
    quoted = re.findall(r"`([^`]+)`", moderators)
    words = re.findall(r"[^\W\d]\w*", re.sub(r"`[^`]+`|'[^']*'|\"[^\"]*\"", " ", moderators))
    return [name for name in map(str, table.columns) if name in {*quoted, *words}]


def missing_rows(moderators: str, table: "pd.DataFrame") -> dict[str, Bools]:
    """Return, for each column a formula names, where it holds nothing or no finite number."""
    import pandas as pd

    found = {}
    for name in used_columns(moderators, table):
        column = table[name]
        lost = np.asarray(pd.isna(column), dtype=np.bool_)
        if pd.api.types.is_numeric_dtype(column):
            lost = lost | ~np.isfinite(column.to_numpy(dtype=np.float64, na_value=np.nan))
        found[name] = lost
    return found


def moderators_of(moderators: str, table: "pd.DataFrame", *, redundant: str) -> Moderators:
    """Return the model matrix of a formula.

    Parameters
    ----------
    moderators : str
        The right side of a formula.
    table : DataFrame
        Without missing values in the columns the formula names.
    redundant : {"refuse", "drop"}
        What to do with coefficients that follow from those before them.

    Returns
    -------
    Moderators

    Raises
    ------
    ChoiceUnknown
        For a column that does not exist, with those that do.
    ValueError
        For a formula that cannot be read, numbers written as text, rows whose moderators are no
        finite number (such as the logarithm of 0), and redundant coefficients, with their names.
    """
    from formulaic import Formula
    from formulaic.errors import FormulaicError

    _refuse_numbers_as_text(moderators, table)
    try:
        with np.errstate(all="ignore"):
            matrix = Formula(moderators).get_model_matrix(
                table, na_action="ignore", context=_spelled_as_in_r()
            )
    except FormulaicError as fault:
        raise _told(moderators, table, fault) from fault
    names = [str(name) for name in matrix.columns]
    xi = np.asarray(matrix, dtype=np.float64)
    bad = ~np.isfinite(xi)
    if bad.any():
        places = {names[j]: np.flatnonzero(bad[:, j]).tolist() for j in np.flatnonzero(bad.any(0))}
        raise ValueError(f"moderators not a finite number, by coefficient and position: {places}")
    out = redundant_columns(xi)
    if out and redundant == "refuse":
        raise ValueError(f"coefficients that follow from others: {[names[j] for j in out]}")
    kept = [place for place in range(len(names)) if place not in out]
    terms = Terms(
        names=tuple(names[place] for place in kept),
        dropped=tuple(names[place] for place in out),
        levels=_levels(moderators, table),
        spec=matrix.model_spec,
    )
    return Moderators(xi[:, kept], terms)


def rows_at(terms: Terms, at: "pd.DataFrame | Mapping[str, Sequence[Any]]") -> Floats:
    """Return the rows of the model matrix at other values of the moderators.

    Parameters
    ----------
    terms : Terms
        Of the fitted model.
    at : DataFrame or mapping of str to sequence
        A column for each moderator.

    Returns
    -------
    array of float, shape (n, p)

    Raises
    ------
    ChoiceUnknown
        For a moderator that is missing, or a word the fitted table does not have.
    ValueError
        For a value that is missing or no finite number, with its position.
    """
    import pandas as pd
    from formulaic.errors import FormulaicError

    table = pd.DataFrame(at)
    formula = str(terms.spec.formula)
    for name, missing in missing_rows(formula, table).items():
        refuse(name, missing, "missing or not finite")
    for name, levels in terms.levels.items():
        for word in table[name].astype(str) if name in table else ():
            if word not in levels:
                raise ChoiceUnknown(name, word, levels)
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("error")
            matrix = terms.spec.get_model_matrix(
                table, na_action="ignore", context=_spelled_as_in_r()
            )
    except FormulaicError as fault:
        raise _told(formula, table, fault) from fault
    rows = np.asarray(matrix[list(terms.names)], dtype=np.float64)
    if len(rows) != len(table):
        rows = np.repeat(rows, len(table), axis=0)
    bad = np.flatnonzero(~np.isfinite(rows).all(axis=1))
    if len(bad):
        raise ValueError(f"moderators not a finite number at positions {bad.tolist()}")
    return rows


def _spelled_as_in_r() -> dict[str, Any]:
    """Return what R's formulas know and formulaic does not."""
    from formulaic.transforms import TRANSFORMS

    return {"factor": TRANSFORMS["C"], "sqrt": np.sqrt, "abs": np.abs}


def _told(moderators: str, table: "pd.DataFrame", fault: Exception) -> Exception:
    """Tell what went wrong with a formula, with the right columns where one is unknown."""
    unknown = UNDEFINED.search(str(fault))
    if unknown:
        return ChoiceUnknown("formula", unknown[1], [str(name) for name in table.columns])
    return ValueError(f"formula {moderators!r}: {str(fault).splitlines()[0]}")


def _levels(moderators: str, table: "pd.DataFrame") -> dict[str, tuple[str, ...]]:
    import pandas as pd

    return {
        name: tuple(sorted(set(table[name].astype(str))))
        for name in used_columns(moderators, table)
        if not pd.api.types.is_numeric_dtype(table[name])
    }


def _refuse_numbers_as_text(moderators: str, table: "pd.DataFrame") -> None:
    """Refuse a column of text that holds numbers, unless it is said to be categories.

    Each number would become a category of its own, and nobody knows what its comma means.
    """
    import pandas as pd

    for name in used_columns(moderators, table):
        column = table[name]
        said = isinstance(column.dtype, pd.CategoricalDtype) or re.search(
            rf"\b(?:C|factor)\(\s*`?{re.escape(name)}\b", moderators
        )
        if said or pd.api.types.is_numeric_dtype(column):
            continue
        texts = [value if isinstance(value, str) else "" for value in column]
        places = [place for place, text in enumerate(texts) if NUMBER_AS_TEXT.fullmatch(text)]
        if places:
            raise ValueError(
                f"{name} holds numbers written as text at positions {places}; "
                f"C({name}) makes them categories"
            )
