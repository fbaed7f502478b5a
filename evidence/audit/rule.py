"""A rule: what it looks for, why, in whose words, and two examples that show it.

A rule is one file of ``audit/rules/`` that holds a ``RULE``. Its texts stand there as data, in
three languages, beside the check they describe; ``wording`` fills their holes.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from evidence.audit.answers import Answer
from evidence.audit.project import Project
from evidence.records.text import Text

Check = Callable[[Project], Iterator[Answer]]
Example = Mapping[str, str]
"""Small tables by name, cells parted by ``|``; see :mod:`evidence.audit.examples`."""


class Severity(StrEnum):
    """What a remark asks for: repair before use, a recorded answer, or a reader's attention."""

    STOP = "stop"
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule about tables or results.

    Parameters
    ----------
    code : str
        Searchable code, such as ``"C10"``.
    name : str
        Short name in English, words parted by hyphens.
    severity : Severity
        What a remark asks for, where the remark itself does not say.
    reads : tuple of str
        Columns (``table.column``) and results the check reads.
    title : Text
        The fault in a few words.
    catches : Text
        What goes wrong when nobody sees it.
    message : Text
        What is told where it fires; holes are filled from ``found`` and the remark's values.
    repair : Text
        What to do about it.
    formula : str
        The rule as a formula.
    source : str
        Where it comes from: DOI or address, or that it is our own.
    check : callable
        Yields an answer for everything the rule looks at.
    fires, passes : mapping of str to str
        Small tables in which it fires, and in which it does not.
    lacking : mapping of str to Text
        Reasons why something is not checkable, where it is not a cell that is empty.
    """

    code: str
    name: str
    severity: Severity
    reads: tuple[str, ...]
    title: Text
    catches: Text
    message: Text
    repair: Text
    formula: str
    source: str
    check: Check
    fires: Example
    passes: Example
    lacking: Mapping[str, Text] = field(default_factory=dict)
