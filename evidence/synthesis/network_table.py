"""A network in a table: comparisons, or what arms reported, with treatments by name."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.stats.floats import Floats
from evidence.stats.network.arms import REPORTED, compare_arms
from evidence.stats.network.comparisons import Codes, Comparisons, comparisons_of
from evidence.synthesis.effects_of_table import measure_of, numbers, refuse_rows
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd

Table = "pd.DataFrame | Mapping[str, Sequence[Any]]"
COLUMNS = (
    "study", "treatment", "treat1", "treat2", "yi", "vi", "sei", "events", "n", "mean", "sd",
    "time",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkTable:
    """A network of treatments; counts of arms are kept where arms were given."""

    measure: Measure
    treatments: tuple[str, ...]
    studies: tuple[str, ...]
    comparisons: Comparisons
    arms: Mapping[str, Floats]
    arm_treatment: Codes
    arm_study: Codes


class Headings:
    """The table's headings of the columns, by our names."""

    def __init__(self, table: "Mapping[str, Any] | pd.DataFrame", named: Mapping[str, str]) -> None:
        self.table = table
        self.all = [str(name) for name in table]
        self.named = named
        for name, heading in named.items():
            if name not in COLUMNS:
                raise ChoiceUnknown("column", name, COLUMNS)
            if heading not in table:
                raise ChoiceUnknown(name, str(heading), self.all)

    def has(self, name: str) -> bool:
        """Whether the table holds a column."""
        return self.named.get(name, name) in self.table

    def of(self, name: str) -> str:
        """Return a column's heading, or say that it is missing."""
        heading = self.named.get(name, name)
        if heading not in self.table:
            raise ChoiceUnknown(name, heading, self.all)
        return heading

    def texts(self, name: str) -> list[str]:
        """Return a column of names; a name that is missing is refused with its position."""
        found = list(self.table[self.of(name)])
        missing = np.array([one is None or one != one or str(one) == "" for one in found])
        refuse_rows((self.of(name), missing, "without a name"))
        return [str(one) for one in found]


def network_of(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    measure: Measure | str | None = None,
    named: Mapping[str, str] | None = None,
) -> NetworkTable:
    """Return the network in a table, or refuse the rows that cannot be.

    Parameters
    ----------
    table : DataFrame or mapping of str to sequence
        One row a comparison (``treat1``, ``treat2``, ``yi``, and ``vi`` or ``sei``) or one row an
        arm (``treatment`` and what it reported), with ``study``.
    measure : str, optional
        What is compared, as metafor names it; needed for arms.
    named : mapping of str to str, optional
        Columns that have another heading.

    Returns
    -------
    NetworkTable
        Treatments in alphabetical order.

    Raises
    ------
    ChoiceUnknown
        For a column or a measure that does not exist, with those that do.
    ValueError
        Naming rows by position (counted from zero), or treatments, and what is wrong: numbers
        missing or impossible, a study that is not whole, a network that falls apart.

    Examples
    --------
    >>> line = {
    ...     "study": ["A", "B"],
    ...     "treat1": ["new", "old"],
    ...     "treat2": ["old", "placebo"],
    ...     "yi": [0.2, 0.5],
    ...     "vi": [0.04, 0.09],
    ... }
    >>> network_of(line).treatments
    ('new', 'old', 'placebo')
    """
    columns = Headings(table, named or {})
    if columns.has("treat1") or "treat1" in columns.named:
        return _of_comparisons(columns, measure)
    return _of_arms(columns, measure)


def _numbered(names: Sequence[Hashable], order: Sequence[Hashable]) -> Codes:
    place = {name: code for code, name in enumerate(order)}
    return np.array([place[name] for name in names], dtype=np.intp)


def _of_comparisons(columns: Headings, measure: Measure | str | None) -> NetworkTable:
    one, other, study = (columns.texts(name) for name in ("treat1", "treat2", "study"))
    spread = "sei" if columns.has("sei") else "vi"
    te = numbers(columns.table[columns.of("yi")])
    errors = numbers(columns.table[columns.of(spread)])
    if len({len(te), len(errors), len(one), len(other), len(study)}) > 1:
        raise ValueError("columns of different lengths")
    refuse_rows(
        (columns.of("yi"), ~np.isfinite(te), "not a finite number"),
        (columns.of(spread), ~np.isfinite(errors), "not a finite number"),
        (columns.of(spread), errors <= 0, "not above 0"),
    )
    se = errors if spread == "sei" else np.sqrt(errors)
    treatments, studies = sorted({*one, *other}, key=_alphabet), list(dict.fromkeys(study))
    codes = _numbered(one, treatments), _numbered(other, treatments), _numbered(study, studies)
    nothing = np.zeros(0, dtype=np.intp)
    return NetworkTable(
        measure=measure_of(columns.table, measure),
        treatments=tuple(treatments),
        studies=tuple(studies),
        comparisons=_named(treatments, lambda: comparisons_of(te, se, *codes)),
        arms={},
        arm_treatment=nothing,
        arm_study=nothing,
    )


def _alphabet(name: str) -> tuple[str, str]:
    return name.casefold(), name


def _of_arms(columns: Headings, measure: Measure | str | None) -> NetworkTable:
    if measure is None or str(measure) not in REPORTED:
        raise ChoiceUnknown("measure", str(measure), tuple(REPORTED))
    wanted = REPORTED[str(measure)]
    arm, study = columns.texts("treatment"), columns.texts("study")
    # ``Any``, because the columns are handed on by name beside options of other types.
    reported: dict[str, Any] = {name: numbers(columns.table[columns.of(name)]) for name in wanted}
    if len({len(arm), len(study), *map(len, reported.values())}) > 1:
        raise ValueError("columns of different lengths")
    refuse_rows(
        *((columns.of(name), ~np.isfinite(one), "not a finite number")
          for name, one in reported.items()),
        *((columns.of(name), one < 0, "below 0")
          for name, one in reported.items() if name != "mean"),
    )  # fmt: skip
    if "n" in reported and "events" in reported:
        more = reported["events"] > reported["n"]
        refuse_rows((columns.of("events"), more, f"more than {columns.of('n')}"))
    treatments, studies = sorted(set(arm), key=_alphabet), list(dict.fromkeys(study))
    at, of = _numbered(arm, treatments), _numbered(study, studies)

    def compared() -> Comparisons:
        return comparisons_of(*compare_arms(str(measure), at, of, **reported))

    return NetworkTable(
        measure=Measure(str(measure)),
        treatments=tuple(treatments),
        studies=tuple(studies),
        comparisons=_named(treatments, compared),
        arms=reported,
        arm_treatment=at,
        arm_study=of,
    )


def _named(treatments: Sequence[str], compute: Any) -> Any:
    """Return what is computed; a refusal says which number is which treatment."""
    try:
        return compute()
    except ValueError as fault:
        if "treatments" not in str(fault):
            raise
        told = ", ".join(f"{code} {name}" for code, name in enumerate(treatments))
        raise ValueError(f"{fault} ({told})") from fault
