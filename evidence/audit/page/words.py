"""Words of the language that a page is read by: rows of ``words/*.csv``, one file a use.

Forms stand in the columns ``nb``, ``nn`` and ``en``, parted by ``|``. A page may mix the two
written forms of Norwegian, so every form of every language is looked for on every page.
"""

import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

WORDS = Path(__file__).with_name("words")
LANGUAGES = ("nb", "nn", "en")


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a word list.

    Examples
    --------
    >>> len(rows("months"))
    12
    """
    with (WORDS / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


@cache
def meanings(name: str, column: str) -> Mapping[str, str]:
    """Return what each form means by a column, forms in lower case.

    Examples
    --------
    >>> meanings("months", "month")["juni"]
    '6'
    """
    return {
        form.lower(): row[column]
        for row in rows(name)
        for language in LANGUAGES
        for form in row[language].split("|")
        if form
    }


@cache
def forms(name: str, column: str = "", value: str = "") -> tuple[str, ...]:
    """Return all forms of a word list, the longest first; of one meaning where named."""
    found = dict.fromkeys(
        form
        for row in rows(name)
        if not column or row[column] == value
        for language in LANGUAGES
        for form in row[language].split("|")
        if form
    )
    return tuple(sorted(found, key=lambda form: (-len(form), form)))


@cache
def either(name: str, column: str = "", value: str = "") -> str:
    """Return a regular expression that matches any form of a word list, the longest first."""
    return "(?:" + "|".join(re.escape(form) for form in forms(name, column, value)) + ")"


@cache
def finder(name: str, column: str = "", value: str = "") -> re.Pattern[str]:
    """Return the pattern that finds whole forms of a word list, in any case.

    Examples
    --------
    >>> finder("months").search("i Juni 2024").group()
    'Juni'
    """
    return re.compile(rf"(?<!\w){either(name, column, value)}(?!\w)", re.IGNORECASE)
