"""Random terms written as people write them, made of a table's columns.

``"study/effect"`` (or ``"~ 1 | study/effect"``) is a deviation of each study and one of each
effect in it; ``"outcome | study"`` is one of each outcome in a study, correlated there.

Vocabulary
----------
held : variances and correlations that are known, or assumed, and not estimated
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.stats.dependent.components import numbered
from evidence.stats.dependent.structures import STRUCTURES
from evidence.stats.dependent.terms import Structured, Term, nested
from evidence.stats.floats import Floats
from evidence.synthesis.effects_of_table import refuse_rows

if TYPE_CHECKING:
    import pandas as pd

WITHOUT_DISTANCE = tuple(name for name, one in STRUCTURES.items() if one.shape != "range")


Values = float | Sequence[float | None] | Mapping[Any, float]
"""What a term's variances or correlations are held at.

One number; or one each, None where it is estimated; or those of some levels, by their names.
"""


class Held(NamedTuple):
    """Variances and correlations held at values, by the names of their terms."""

    variances: Mapping[str, Values] | None = None
    correlations: Mapping[str, Values] | None = None


NOTHING = Held()


class RandomTerms(NamedTuple):
    """Terms with the names people gave them, and the column of the outermost groups, if any."""

    names: tuple[str, ...]
    terms: tuple[Term, ...]
    outermost: str


def random_terms(
    random: str | Sequence[str] | None,
    structure: str | Sequence[str],
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    held: Held = NOTHING,
) -> RandomTerms:
    """Return the random terms that texts name.

    Parameters
    ----------
    random : str, sequence of str, or None
        One text a term; no terms for None.
    structure : str or sequence of str
        Structure of each term with levels inside groups, in order; one name for all.
    table : DataFrame or mapping of str to sequence
        Columns with groups and levels.
    held : Held
        What is not estimated.

    Returns
    -------
    RandomTerms

    Raises
    ------
    ChoiceUnknown
        For a column, a structure or a term that does not exist, with those that do.
    ValueError
        For a text that cannot be read, groups that are missing, with their positions, and
        correlations of a term that has none.

    Examples
    --------
    >>> found = random_terms("study/arm", "CS", {"study": ["A", "A"], "arm": [1, 2]})
    >>> found.names, found.outermost
    (('study', 'study/arm'), 'study')
    """
    texts = [random] if isinstance(random, str) else list(random or ())
    if random is not None and not texts:
        raise ValueError("random: at least one term, or None for common effects")
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
    return RandomTerms(tuple(names), _holding(terms, names, held), outermost)


def _holding(terms: Sequence[Term], names: Sequence[str], held: Held) -> tuple[Term, ...]:
    """Return the terms with what is held in its place."""
    variances, correlations = held.variances or {}, held.correlations or {}
    for option, given in (("variances", variances), ("correlations", correlations)):
        for name in given:
            if name not in names:
                raise ChoiceUnknown(option, name, names)
    found: list[Term] = []
    for name, term in zip(names, terms, strict=True):
        levels = numbered(term.inner)[1] if isinstance(term, Structured) else ()
        sigma2, rho = _values(variances.get(name), levels), _values(correlations.get(name))
        if isinstance(term, Structured):
            found.append(term._replace(tau2=sigma2, rho=rho))
            continue
        if rho is not None or (sigma2 is not None and len(sigma2) > 1):
            raise ValueError(f"{name} has one variance and no correlation")
        known = None if sigma2 is None or np.isnan(sigma2[0]) else float(sigma2[0])
        found.append(term._replace(sigma2=known))
    return tuple(found)


def _values(given: Values | None, levels: Sequence[Any] = ()) -> Floats | None:
    """Return values as numbers, NaN where they are to be estimated."""
    if given is None:
        return None
    if isinstance(given, Mapping):
        for name in given:
            if name not in levels:
                raise ChoiceUnknown("level", str(name), [str(level) for level in levels])
        return _values([given.get(level) for level in levels])
    each = [given] if isinstance(given, int | float) else given
    return np.array([np.nan if one is None else one for one in each], dtype=np.float64)


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
