"""Records of the work itself: sources read, searches, what was set aside, what is to come."""

from evidence.records.checklist_answer import ChecklistAnswer
from evidence.records.excluded import Excluded
from evidence.records.hearing import HearingComment
from evidence.records.ongoing import Ongoing
from evidence.records.search import FlowCount, SearchFact
from evidence.records.source import Source
from evidence.records.web_text import WebText
from evidence.tables.references import ids_in
from evidence.tables.row_parts import provenance_of, text_of
from evidence.tables.typed_table import TypedRow

_PLAIN_CELLS = (
    "csl_type",
    "title",
    "container",
    "volume",
    "issue",
    "pages",
    "publisher",
    "doi",
    "url",
    "date_read",
    "licence",
    "sha256",
    "retraction_status",
    "retraction_checked",
    "cited_as",
    "note",
    "language",
)


def source(row: TypedRow) -> Source:
    """Return a document; authors are parted by semicolons."""
    authors = (name.strip() for name in row.text("authors").split(";"))
    return Source(
        id=row.text("source_id"),
        authors=tuple(name for name in authors if name),
        year=row.count("year"),
        **{column: row.text(column) for column in _PLAIN_CELLS},
    )


def search_fact(row: TypedRow) -> SearchFact:
    """Return a search as reported."""
    return SearchFact(
        id=row.text("search_id"),
        question_id=row.text("question_id"),
        searched_by=row.text("searched_by"),
        database=row.text("database"),
        search_date=row.text("search_date"),
        strategy=row.text("strategy"),
        provenance=provenance_of(row),
    )


def flow_count(row: TypedRow) -> FlowCount:
    """Return a count on the way from records found to reviews included."""
    return FlowCount(
        id=row.text("flow_id"),
        question_id=row.text("question_id"),
        step=row.text("step"),
        unit=row.text("unit"),
        count=row.count("count"),
        provenance=provenance_of(row),
    )


def excluded(row: TypedRow) -> Excluded:
    """Return a review or trial set aside."""
    return Excluded(
        id=row.text("excluded_id"),
        question_id=row.text("question_id"),
        excluded_source_id=row.text("excluded_source_id"),
        reason=row.text("reason"),
        provenance=provenance_of(row),
    )


def ongoing(row: TypedRow) -> Ongoing:
    """Return a running or new study."""
    return Ongoing(
        id=row.text("ongoing_id"),
        question_id=row.text("question_id"),
        title=row.text("title"),
        registration=row.text("registration"),
        status=row.text("status"),
        provenance=provenance_of(row),
    )


def hearing_comment(row: TypedRow) -> HearingComment:
    """Return a hearing comment and what came of it."""
    return HearingComment(
        id=row.text("comment_id"),
        received=row.text("received"),
        sender=row.text("from"),
        comment=row.text("comment"),
        claim_id=row.text("claim_id"),
        recommendation_id=row.text("recommendation_id"),
        decision=row.text("decision"),
        change=row.text("change"),
        note=row.text("note"),
        led_to=tuple(filter(None, (part.strip() for part in row.text("led_to").split(";")))),
    )


def checklist_answer(row: TypedRow) -> ChecklistAnswer:
    """Return what people answer to an item of a checklist."""
    return ChecklistAnswer(
        checklist=row.text("checklist"),
        item=row.text("item"),
        answer=row.text("answer"),
        where=row.text("where"),
        answered_by=row.text("answered_by"),
        answered_on=row.text("answered_on"),
        note=row.text("note"),
    )


def web_text(row: TypedRow) -> WebText:
    """Return a paragraph of a recommendation's web text."""
    return WebText(
        id=row.text("text_id"),
        recommendation_id=row.text("recommendation_id"),
        field=row.text("field"),
        order=row.count("order") or 0,
        shape=row.text("shape") or "paragraph",
        text=text_of(row, "text"),
        about_ids=ids_in(row.text("about_ids")),
        provenance=provenance_of(row),
    )
