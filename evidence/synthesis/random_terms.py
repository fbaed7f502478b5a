"""Random terms written as people write them, made of a table's columns.

``"study/effect"`` (or ``"~ 1 | study/effect"``) is a deviation of each study and one of each
effect in it; ``"outcome | study"`` is one of each outcome in a study, correlated there.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.stats.dependent.structures import STRUCTURES
from evidence.stats.dependent.terms import Structured, Term, nested
from evidence.synthesis.effects_of_table import refuse_rows

if TYPE_CHECKING:
    import pandas as pd

WITHOUT_DISTANCE = tuple(name for name, one in STRUCTURES.items() if one.shape != "range")


class RandomTerms(NamedTuple):
    """Terms with the names people gave them, and the column of the outermost groups."""

    names: tuple[str, ...]
    terms: tuple[Term, ...]
    outermost: str


def random_terms(
    random: str | Sequence[str],
    structure: str | Sequence[str],
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
) -> RandomTerms:
    """Return the random terms that texts name.

    Parameters
    ----------
    random : str or sequence of str
        One text a term.
    structure : str or sequence of str
        Structure of each term with levels inside groups, in order; one name for all.
    table : DataFrame or mapping of str to sequence
        Columns with groups and levels.

    Returns
    -------
    RandomTerms

    Raises
    ------
    ChoiceUnknown
        For a column or a structure that does not exist, with those that do.
    ValueError
        For a text that cannot be read, or groups that are missing, with their positions.

    Examples
    --------
    >>> found = random_terms("study/arm", "CS", {"study": ["A", "A"], "arm": [1, 2]})
    >>> found.names, found.outermost
    (('study', 'study/arm'), 'study')
    """
    texts = [random] if isinstance(random, str) else list(random)
    if not texts:
        raise ValueError("random: at least one term is needed")
    names: list[str] = []
    terms: list[Term] = []
    structures = _structures(texts, structure)
    outermost = ""
    for text in texts:
        inner, outer = _sides(text)
        columns = {name: _column(name, table) for name in (*outer, *((inner,) if inner else ()))}
        outermost = outermost or outer[0]
        if inner:
            names.append(f"{inner} | {outer[0]}")
            terms.append(Structured(columns[inner], columns[outer[0]], structures.pop(0)))
        else:
            names += ["/".join(outer[: depth + 1]) for depth in range(len(outer))]
            terms += nested(*(columns[name] for name in outer))
    return RandomTerms(tuple(names), tuple(terms), outermost)


def _sides(text: str) -> tuple[str | None, tuple[str, ...]]:
    """Split a term into its inner column, if any, and its groups."""
    left, bar, right = text.strip().removeprefix("~").partition("|")
    inner, groups = (left.strip(), right) if bar else ("1", left)
    outer = tuple(name.strip() for name in groups.split("/"))
    if not all(outer) or not inner or (inner != "1" and len(outer) > 1):
        raise ValueError(f"random: {text!r} is not of the form 'a/b' or 'inner | outer'")
    return (None if inner == "1" else inner), outer


def _structures(texts: Sequence[str], structure: str | Sequence[str]) -> list[str]:
    count = sum(_sides(text)[0] is not None for text in texts)
    found = [structure] * count if isinstance(structure, str) else list(structure)
    for one in (structure,) if isinstance(structure, str) else structure:
        if one not in WITHOUT_DISTANCE:
            raise ChoiceUnknown("structure", one, WITHOUT_DISTANCE)
    if len(found) != count:
        raise ValueError(f"structure: {len(found)} names for {count} terms with inner levels")
    return found


def _column(name: str, table: "pd.DataFrame | Mapping[str, Sequence[Any]]") -> list[Any]:
    if name not in table:
        raise ChoiceUnknown("random", name, [str(column) for column in table])
    values = list(table[name])
    missing = np.array([_is_missing(value) for value in values], dtype=np.bool_)
    refuse_rows((name, missing, "missing"))
    return values


def _is_missing(value: Any) -> bool:
    # What is not equal to itself is NaN, in whatever type it comes.
    blank = value is None or type(value).__name__ in ("NAType", "NaTType")
    return blank or value != value or (isinstance(value, str) and not value.strip())
