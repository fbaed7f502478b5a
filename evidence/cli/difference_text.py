"""What changed between two versions, for the terminal."""

from collections.abc import Iterator

from evidence.documents.touched import Touched, state_touched, touched
from evidence.findings.difference import ResultChange
from evidence.findings.version_difference import VersionDifference
from evidence.tables.row_changes import RowChange
from evidence.vocabulary import Language
from evidence.wording.difference_words import (
    cause_words,
    cell_shown,
    number_name,
    result_name,
    row_name,
    state_not_parted,
    values_shown,
)
from evidence.wording.hearing_words import state_trail
from evidence.wording.phrases import phrase

_INDENT = "  "


def difference_lines(difference: VersionDifference, language: Language) -> Iterator[str]:
    """Yield what changed, line by line; no change says so."""
    told = touched(difference, language)
    names = {"old": difference.old_name, "new": difference.new_name}
    yield phrase("difference.versions", language, **names)
    yield from state_touched(difference, told, language)
    yield from _results(difference, told, language)
    yield from _sentences(told, language)
    yield from _listed("figures", _figures(told, language), language)
    yield from _listed("claims", _claims(told, language), language)
    yield from _rows(difference.rows, language)
    yield from _listed("hearing", iter(state_trail(difference.hearing, language)), language)
    yield from state_not_parted(difference, language)


def _results(difference: VersionDifference, told: Touched, language: Language) -> Iterator[str]:
    if not difference.results:
        return
    yield from ("", phrase("difference.results", language))
    crossed = {identifier: lines for identifier, _, lines in told.crossed}
    for change in difference.results:
        yield _INDENT + result_name(change, difference, language) + _kind(change, language)
        for one in change.numbers:
            before, after, _ = values_shown(one, change.is_of, language)
            arrow = phrase("difference.arrow", language, before=before, after=after)
            cause = cause_words(one, change.is_of, difference, language)
            yield f"{_INDENT * 2}{number_name(one, change.is_of, language)}: {arrow} ({cause})"
        yield from (f"{_INDENT * 2}! {one.text}" for one in crossed.get(change.id, ()))


def _kind(change: ResultChange, language: Language) -> str:
    if change.kind == "changed":
        return ""
    return f" – {phrase(f'difference.kind.{change.kind}', language)}"


def _sentences(told: Touched, language: Language) -> Iterator[str]:
    if told.sentences:
        yield from ("", phrase("difference.sentences", language))
    for change in told.sentences:
        yield f"{_INDENT}{change.about_id}"
        yield from (f"{_INDENT * 2}- {text}" for text in change.before)
        yield from (f"{_INDENT * 2}+ {text}" for text in change.after)


def _figures(told: Touched, language: Language) -> Iterator[str]:
    for name, kind in told.figures:
        word = phrase(f"difference.kind.{kind}", language)
        yield phrase("difference.figure", language, id=name, kind=word)


def _claims(told: Touched, language: Language) -> Iterator[str]:
    for claim in told.claims:
        words = {"line": str(claim.line), "quote": claim.provenance.quote}
        yield phrase("difference.claim", language, **words)


def _listed(name: str, lines: Iterator[str], language: Language) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", phrase(f"difference.{name}", language))
        yield from (_INDENT + line for line in found)


def _rows(rows: tuple[RowChange, ...], language: Language) -> Iterator[str]:
    if rows:
        yield from ("", phrase("difference.rows", language))
    for change in rows:
        name = row_name(change, language)
        if change.kind != "changed":
            yield f"{_INDENT}{name} – {phrase(f'difference.kind.{change.kind}', language)}"
        for cell in change.cells:
            shown = {"before": cell.before, "after": cell.after}
            texts = {key: cell_shown(text, language) for key, text in shown.items()}
            arrow = phrase("difference.arrow", language, **texts)
            yield f"{_INDENT}{name}, {cell.column}: {arrow}"
