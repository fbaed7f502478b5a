"""A page to its claims: everything that can be tested, read once."""

from evidence.audit.page.block import Page
from evidence.audit.page.claims import Claims, Dated
from evidence.audit.page.language_of_page import language_of
from evidence.audit.page.layout import lay_out
from evidence.audit.page.read_citations import read_citations
from evidence.audit.page.read_context import intervention_names
from evidence.audit.page.read_counts import read_counts
from evidence.audit.page.read_dates import read_dates
from evidence.audit.page.read_estimates import read_estimates
from evidence.audit.page.read_ratings import read_ratings
from evidence.audit.page.read_references import read_references
from evidence.audit.page.sentences import sentences as split


def read_claims(page: Page) -> Claims:
    """Return what a page claims.

    Parameters
    ----------
    page : Page
        As read from its file.

    Returns
    -------
    Claims
        Questions, estimates, certainty, citations, references, counts and dates.
    """
    layout = lay_out(page)
    references = read_references(layout)
    listed = {one.block.number for one in references}
    sentences = tuple(
        (placed, sentence)
        for placed in layout.placed
        if placed.block.number not in listed
        for sentence in split(placed.block)
    )
    own = [
        (placed, sentence)
        for placed in layout.placed
        if placed.block.number in listed
        for sentence in split(placed.block)
    ]
    results = [sentence for placed, sentence in sentences if placed.part == "results"]
    cells = [question.cell("intervention") for question in layout.questions]
    interventions = intervention_names(results, cells)
    estimates = read_estimates(sentences, layout, interventions)
    citations = read_citations(sentences)
    dates = read_dates((*sentences, *own))
    return Claims(
        page=page,
        layout=layout,
        language=language_of(" ".join(block.plain for block in page.blocks)),
        sentences=sentences,
        estimates=estimates,
        ratings=read_ratings(sentences, estimates, interventions),
        citations=citations,
        references=references,
        counts=read_counts(sentences, citations),
        dates=tuple(one for one in dates if one.kind != "page"),
        interventions=interventions,
        page_date=_page_date(dates),
    )


def _page_date(dates: tuple[Dated, ...]) -> Dated | None:
    """Return the latest date on which the page says it was changed or read."""
    own = [one for one in dates if one.kind == "page"]
    return max(own, key=lambda one: (one.year, one.month or 0), default=None)
