"""GRADE cards as a page that everyone can read: a section an outcome, a table a rating."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from evidence import __version__
from evidence.display.tables.grade_table import grade_table
from evidence.documents.page import Page, Section
from evidence.vocabulary import Language
from evidence.wording.grade_card import Card
from evidence.wording.phrases import phrase
from evidence.wording.statement import Statement


def grade_page(
    title: str,
    cards: Sequence[Card],
    summary: Sequence[str],
    raters: Sequence[str],
    language: Language,
) -> Page:
    """Put the cards together as a page.

    Parameters
    ----------
    title : str
        The project's title.
    cards : sequence of Card
        By outcome.
    summary, raters : sequence of str
        Sentences over all of them; those on raters' agreement are left out where there are none.
    language : Language
        Language of the reader.

    Returns
    -------
    Page
        Written by ``documents.html.write_page``.
    """
    lead = (phrase("grade.lead", language), *summary)
    return Page(
        language=language,
        title=phrase("grade.title", language),
        version=__version__,
        draft_mark=title,
        imprint=phrase("grade.imprint", language),
        lead=tuple(Statement(text=text) for text in lead),
        sections=(*_outcomes(cards, language), *_raters(raters, language)),
    )


def _outcomes(cards: Sequence[Card], language: Language) -> Iterator[Section]:
    for outcome, group in groupby(cards, key=lambda card: (card.outcome_id, card.outcome)):
        yield Section(id=f"outcome-{outcome[0]}", heading=" · ".join(outcome))
        for card in group:
            yield _section(card, language)


def _section(card: Card, language: Language) -> Section:
    stamp = (phrase("grade.stamp", language, sha256=card.sha256),) if card.sha256 else ()
    return Section(
        id=f"card-{card.about_id}",
        heading=card.heading,
        statements=tuple(Statement(text=text) for text in (*card.facts, *card.flags, *stamp)),
        tables=(grade_table(card, language),) if card.lines else (),
        level=3,
    )


def _raters(sentences: Sequence[str], language: Language) -> Iterator[Section]:
    if sentences:
        yield Section(
            id="raters",
            heading=phrase("grade.raters.heading", language),
            statements=tuple(Statement(text=text) for text in sentences),
        )
