"""What changed between two versions, as a page: for the working group and for the hearing."""

from collections.abc import Iterator

from evidence.display.tables.difference import results_table, rows_table, sentences_table
from evidence.display.tables.table import Table
from evidence.documents.page import Page, Section
from evidence.documents.touched import Touched, state_touched, touched
from evidence.findings.version_difference import VersionDifference
from evidence.vocabulary import Language
from evidence.wording.difference_words import state_not_parted
from evidence.wording.hearing_words import state_trail
from evidence.wording.phrases import phrase
from evidence.wording.statement import Statement


def difference_page(difference: VersionDifference, language: Language) -> Page:
    """Put together what changed.

    Parameters
    ----------
    difference : VersionDifference
        The two versions, compared.
    language : Language
        Language of the reader.

    Returns
    -------
    Page
        Numbers with their causes, thresholds crossed, table rows, sentences, figures and the
        published page's sentences touched. No change says so.
    """
    names = {"old": difference.old_name, "new": difference.new_name}
    version = difference.new.overview.version
    told = touched(difference, language)
    return Page(
        language=language,
        title=phrase("difference.title", language),
        version=version,
        draft_mark=difference.new.overview.title,
        imprint=phrase("difference.imprint", language, **names, version=version),
        lead=tuple(Statement(text=text) for text in state_touched(difference, told, language)),
        sections=tuple(_sections(difference, told, language)),
    )


def _sections(
    difference: VersionDifference, told: Touched, language: Language
) -> Iterator[Section]:
    """Return the sections that have something to say, the results first."""
    tables: dict[str, Table | None] = {
        "results": results_table(difference, language),
        "sentences": sentences_table(told.sentences, language),
        "rows": rows_table(difference, language),
    }
    statements = {
        "results": (*_crossed(told), *_not_parted(difference, language)),
        "figures": tuple(_figures(told, language)),
        "claims": tuple(_claims(told, language)),
        "hearing": tuple(_hearing(difference, language)),
    }
    for name in ("results", "sentences", "figures", "claims", "rows", "hearing"):
        table, own = tables.get(name), statements.get(name, ())
        if table is not None or own:
            yield Section(
                id=f"difference-of-{name}",
                heading=phrase(f"difference.{name}", language),
                statements=own,
                tables=(table,) if table is not None else (),
            )


def _crossed(told: Touched) -> Iterator[Statement]:
    for identifier, name, crossed in told.crossed:
        for one in crossed:
            yield Statement(text=f"{name}: {one.text}", refs=(identifier,), is_item=True)


def _not_parted(difference: VersionDifference, language: Language) -> Iterator[Statement]:
    yield from (Statement(text=text) for text in state_not_parted(difference, language))


def _hearing(difference: VersionDifference, language: Language) -> Iterator[Statement]:
    for text in state_trail(difference.hearing, language):
        yield Statement(text=text, is_item=True)


def _figures(told: Touched, language: Language) -> Iterator[Statement]:
    for name, kind in told.figures:
        word = phrase(f"difference.kind.{kind}", language)
        text = phrase("difference.figure", language, id=name, kind=word)
        yield Statement(text=text, is_item=True)


def _claims(told: Touched, language: Language) -> Iterator[Statement]:
    for claim in told.claims:
        words = {"line": str(claim.line), "quote": claim.provenance.quote}
        text = phrase("difference.claim", language, **words)
        yield Statement(text=text, refs=(claim.id,), is_item=True)
