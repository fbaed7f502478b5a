"""The words of the product: rows of ``phrases/*.csv``, one sentence in three languages.

A phrase has a key (``sentence.no_results``), a text for each language and named holes in braces.
A hole takes text only: numbers are put into words by ``wording/numbers.py`` first.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter

from evidence.vocabulary import Language

PHRASES = Path(__file__).with_name("phrases")
COLUMNS = ["key", *(language.value for language in Language)]


def phrase(key: str, language: Language, /, **values: str) -> str:
    """Return a phrase in a language, its holes filled.

    Parameters
    ----------
    key : str
        Key of the phrase.
    language : Language
        Language of the reader.
    **values : str
        Text for each hole, no more and no fewer than the phrase has.

    Returns
    -------
    str
        The phrase, ready to print.

    Raises
    ------
    ValueError
        The key is unknown, or the values are not those the phrase asks for.

    Examples
    --------
    >>> phrase("number.range", Language.NB, low="3", high="18")
    '3 til 18'
    """
    texts = _row(key)
    holes = _holes(texts[language])
    if holes != set(values):
        raise ValueError(f"phrase {key!r} has the holes {sorted(holes)}, given {sorted(values)}")
    return texts[language].format_map(values)


def counted(key: str, count: int, language: Language, /, **values: str) -> str:
    """Return ``<key>.one`` or ``<key>.other`` by a count.

    Examples
    --------
    >>> counted("count.studies", 1, Language.NB, n="1")
    '1 studie'
    """
    return phrase(f"{key}.one" if count == 1 else f"{key}.other", language, **values)


def holes(key: str) -> frozenset[str]:
    """Return the names of the holes of a phrase.

    Examples
    --------
    >>> sorted(holes("number.range"))
    ['high', 'low']
    """
    return frozenset(_holes(_row(key)[Language.NB]))


def keys(prefix: str = "") -> tuple[str, ...]:
    """Return all keys with a prefix, in the order of the files.

    Examples
    --------
    >>> len(keys("month."))
    12
    """
    return tuple(key for key in catalog() if key.startswith(prefix))


@cache
def catalog() -> Mapping[str, Mapping[str, str]]:
    """Return every phrase by key, read once from all files.

    Raises
    ------
    ValueError
        A heading is wrong, a key stands twice, a cell is empty, or the holes of a phrase differ
        between languages.
    """
    return read_phrases(sorted(PHRASES.glob("*.csv")))


def read_phrases(files: list[Path]) -> Mapping[str, Mapping[str, str]]:
    """Read and check phrase files; see :func:`catalog`."""
    found: dict[str, Mapping[str, str]] = {}
    for file in files:
        with file.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            if reader.fieldnames != COLUMNS:
                raise ValueError(f"{file.name}: headings are {reader.fieldnames}, not {COLUMNS}")
            for row in reader:
                _check(row, f"{file.name}, row {reader.line_num}", found)
                found[row["key"]] = {language.value: row[language] for language in Language}
    return found


def _check(row: dict[str, str], place: str, found: Mapping[str, object]) -> None:
    """Refuse a row that would print a wrong or empty sentence in some language."""
    if None in row or any(not row[column] for column in COLUMNS):
        raise ValueError(f"{place}: a cell is empty, or the row has too many cells")
    if row["key"] in found:
        raise ValueError(f"{place}: the key {row['key']!r} stands twice")
    if len({frozenset(_holes(row[language])) for language in Language}) > 1:
        raise ValueError(f"{place}: {row['key']!r} has other holes in one of the languages")


def _row(key: str) -> Mapping[str, str]:
    found = catalog().get(key)
    if found is None:
        raise ValueError(f"no phrase has the key {key!r}")
    return found


@cache
def _holes(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
