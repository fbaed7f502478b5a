"""One entry of a file of choices, read word by word; what is wrong is gathered, not raised."""

from collections.abc import Mapping, Sequence
from typing import Any

from evidence.errors import Problem
from evidence.records.text import Text
from evidence.vocabulary import Language


class Entry:
    """A table of a TOML file, with where it stands and the list its problems go to.

    Parameters
    ----------
    values : object
        What the file holds there.
    file, row : str, int or None
        Where it stands.
    problems : list of Problem
        What has been found wrong so far.
    """

    def __init__(
        self, values: object, *, file: str, row: int | None, problems: list[Problem]
    ) -> None:
        self.values: Mapping[str, Any] = values if isinstance(values, Mapping) else {}
        self.file, self.row, self.problems = file, row, problems

    def within(self, values: object) -> "Entry":
        """Return an entry inside this one."""
        return Entry(values, file=self.file, row=self.row, problems=self.problems)

    def wrong(self, code: str, column: str, found: object = "", **values: str) -> None:
        """Add a problem at this place."""
        self.problems.append(
            Problem(
                code=code,
                file=self.file,
                row=self.row,
                column=column,
                found=str(found),
                values=values,
            )
        )

    def only(self, known: Sequence[str]) -> None:
        """Say of every word that is not known which are."""
        for word in self.values:
            if word not in known:
                self.one_of(word, known, column="")

    def one_of(self, found: object, known: Sequence[str], *, column: str) -> bool:
        """Tell whether something is one of the known, and say which are where it is not."""
        if found in known:
            return True
        self.wrong("E603", column, found, choices=", ".join(known))
        return False

    def text(self, word: str, *, required: bool) -> Text:
        """Return a text in three languages."""
        given = self.values.get(word)
        languages = [language.value for language in Language]
        if given is None and not required:
            return Text("")
        texts = given if isinstance(given, Mapping) else {}
        missing = [one for one in languages if not str(texts.get(one, "")).strip()]
        if missing:
            self.wrong("E604", word, missing=", ".join(missing))
            return Text("")
        return Text(*(str(texts[one]).strip() for one in languages))

    def word(self, name: str) -> str:
        """Return a word, empty where there is none."""
        given = self.values.get(name, "")
        return given if isinstance(given, str) else str(given)

    def words(self, name: str) -> tuple[str, ...]:
        """Return a list of words; one alone is a list of one."""
        given = self.values.get(name, ())
        return (given,) if isinstance(given, str) else tuple(str(one) for one in _list(given))

    def numbers(self, name: str, count: int) -> tuple[float, ...]:
        """Return so many numbers, or none where the word is not there."""
        if name not in self.values:
            return ()
        given = self.values[name]
        found = [one for one in (_list(given) or [given]) if _is_number(one)]
        if len(found) != count:
            self.wrong("E605", name, given, count=str(count))
            return ()
        return tuple(float(one) for one in found)

    def tables(self, name: str) -> list[Any]:
        """Return a list of tables."""
        return _list(self.values.get(name, ()))


def _list(given: object) -> list[Any]:
    return list(given) if isinstance(given, list | tuple) else []


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
