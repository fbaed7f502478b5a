"""What can go wrong, for the person with the spreadsheet.

::

    EvidenceError            shown without traceback, exit code 2
    ├── TablesRefused        one or more problems in the tables; carries all of them
    └── ChoiceUnknown        an option that does not exist; carries the right ones

A ``Problem`` carries a code and values, never a sentence: the sentences are rows of
``wording/phrases.csv`` under ``problem.<code>``, in each language. A mistake of the programmer
stays a plain ``ValueError``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

Words = Callable[[object], str]
"""What puts a fault, or a result that cannot be had, in words."""

_lent: list[Words] = []


def lend_words(words: Words) -> None:
    """Let faults tell themselves in Python, too, by the phrases, which are of a later stage."""
    _lent[:] = [words]


def in_words(told: object) -> str | None:
    """Return a fault in the language of Python's own messages; None where no words were lent."""
    return _lent[0](told) if _lent else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to repair in a table.

    Parameters
    ----------
    code : str
        Searchable code, such as ``"E207"``; its words stand in the phrases.
    file : str
        The file's name.
    row : int or None
        Row in the spreadsheet; headings are row 1. None for the file as a whole.
    column : str
        The heading of the column, or empty.
    found : str
        What is there, as it is written.
    values : mapping of str to str
        What else the sentence names (limits, the right choices, the other row).
    """

    code: str
    file: str
    row: int | None = None
    column: str = ""
    found: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


class EvidenceError(Exception):
    """A fault the user can repair; shown without traceback, in the reader's language.

    Parameters
    ----------
    key : str
        Key of the phrase that tells it.
    **values : str
        What fills the phrase's holes.
    """

    def __init__(self, key: str, /, **values: str) -> None:
        self.key = key
        self.values = values
        told = ", ".join(f"{name}={value}" for name, value in values.items())
        super().__init__(f"{key}: {told}" if told else key)

    def __str__(self) -> str:
        return in_words(self) or super().__str__()

    def __reduce__(self) -> tuple[object, ...]:
        # A fault of another process comes back whole, whatever its own class asks for.
        return _as_it_was, (type(self), self.args, self.__dict__)


def _as_it_was(
    kind: type[EvidenceError], arguments: tuple[object, ...], content: dict[str, object]
) -> EvidenceError:
    fault = kind.__new__(kind, *arguments)
    fault.__dict__.update(content)
    return fault


class TablesRefused(EvidenceError):
    """The tables hold problems; ``problems`` lists every one of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("tables.refused", problems=str(len(self.problems)))


class ChoiceUnknown(EvidenceError):
    """An option that does not exist, answered with those that do."""

    def __init__(self, option: str, found: str, choices: Sequence[str]) -> None:
        self.option = option
        self.found = found
        self.choices = tuple(choices)
        super().__init__(
            "choice.unknown", option=option, found=found, choices=", ".join(self.choices)
        )
