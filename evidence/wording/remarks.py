"""What rules found, said to the person with the spreadsheet.

A rule's sentences are its own, three languages in one file; here their holes are filled and
numbers get their form.
"""

from collections.abc import Mapping

from evidence.audit.answers import Place, Value
from evidence.audit.rule import Rule, Severity
from evidence.audit.run import Checked, Remark, Tally
from evidence.records.text import Text
from evidence.vocabulary import Language
from evidence.wording.numbers import integer, significant
from evidence.wording.phrases import counted, phrase

INDENT = "\n     "
LONGEST = 120


def state_remark(remark: Remark, language: Language) -> str:
    """Return what a rule found: code, severity, place and message, and the repair below.

    Examples
    --------
    >>> from evidence.audit.catalogue import all_rules
    >>> from evidence.audit.examples import example_project
    >>> from evidence.audit.run import run
    >>> rule = all_rules()["C12"]
    >>> found = run(example_project(rule.fires), [rule]).remarks[0]
    >>> print(state_remark(found, Language.EN).splitlines()[0])
    C12 stop results.csv, row 2 (results/a): Hedges’ g is −4.95; beyond 2.00 it is seldom right.
    """
    told = f"{remark.rule.code} {severity_word(remark.severity, language)}"
    where = state_place(remark.place, language)
    message, repair = message_of(remark, language), repair_of(remark, language)
    return f"{told} {where}: {message}{INDENT}{repair}"


def message_of(remark: Remark, language: Language) -> str:
    """Return what is wrong."""
    return _filled(remark.rule.message, remark, language)


def repair_of(remark: Remark, language: Language) -> str:
    """Return what to do about it."""
    return _filled(remark.rule.repair, remark, language)


def severity_word(severity: Severity, language: Language) -> str:
    """Return the word for a severity."""
    return phrase(f"check.severity.{severity}", language)


def state_place(place: Place, language: Language) -> str:
    """Return where a remark is, with the name a waiver gives the place."""
    parts = [printable(place.file)]
    if place.row is not None:
        parts.append(phrase("problem.place.row", language, row=str(place.row)))
    if place.column:
        parts.append(phrase("problem.place.column", language, column=printable(place.column)))
    return f"{', '.join(parts)} ({printable(place.key)})"


def state_missing(tally: Tally, language: Language) -> tuple[str, ...]:
    """Return a line for each reason why something was not checkable, with how many it was."""
    return tuple(
        phrase(
            "check.not_checkable",
            language,
            code=tally.rule.code,
            title=tally.rule.title.in_language(language),
            count=integer(count, language),
            reason=missing_reason(tally.rule, missing, language),
        )
        for missing, count in tally.missing.items()
    )


def missing_reason(rule: Rule, missing: str, language: Language) -> str:
    """Return why something is not checkable: the rule's own words, or the cell that is empty."""
    if missing in rule.lacking:
        return rule.lacking[missing].in_language(language)
    return phrase("check.missing_cell", language, column=missing)


def state_counts(checked: Checked, language: Language) -> str:
    """Return the summary line: how many stop, warn, note, not checkable and waived."""
    parts = {severity.value: checked.count(severity) for severity in Severity}
    parts |= {"not_checkable": checked.not_checkable, "waived": len(checked.waived)}
    told = (
        counted(f"check.count.{name}", count, language, n=integer(count, language))
        for name, count in parts.items()
    )
    passed = integer(checked.passed, language)
    return phrase("check.counts", language, counts=", ".join(told), passed=passed)


def printable(text: str) -> str:
    """Return text that fits in a line and cannot steer a terminal."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return shown if len(shown) <= LONGEST else shown[:LONGEST] + "…"


def _filled(text: Text, remark: Remark, language: Language) -> str:
    values: Mapping[str, Value] = {"found": remark.place.found, **remark.values}
    shown = {name: _shown(value, language) for name, value in values.items()}
    return text.in_language(language).format_map(shown)


def _shown(value: Value, language: Language) -> str:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, int):
        return integer(value, language)
    return significant(value, language)
