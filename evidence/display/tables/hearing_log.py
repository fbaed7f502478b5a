"""The hearing: each comment, what it is about, what was decided and what changed."""

from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import Chapter
from evidence.findings.hearing_trail import TAKEN
from evidence.records.hearing import HearingComment
from evidence.vocabulary import Language
from evidence.wording.hearing_words import decision_word
from evidence.wording.numbers import date
from evidence.wording.phrases import phrase

_COLUMNS = ("comment", "about", "decision", "change")


def hearing_table(chapter: Chapter, language: Language) -> Table | None:
    """Return one row a comment; None while nobody has commented.

    Parameters
    ----------
    chapter : Chapter
        The chapter, whose overview holds the comments.
    language : Language
        Language of the reader.

    Returns
    -------
    Table or None
        In the order they were received. A comment without a decision says so.
    """
    comments = sorted(chapter.overview.hearing, key=lambda one: (one.received, one.id))
    if not comments:
        return None
    quotes = {claim.id: claim.provenance.quote for q in chapter.questions for claim in q.claims}
    return Table(
        id="hearing",
        caption=phrase("table.hearing.caption", language),
        columns=tuple(phrase(f"table.hearing.{name}", language) for name in _COLUMNS),
        widths=(34, 28, 14, 24),
        rows=tuple(_row(comment, quotes, language) for comment in comments),
        is_wide=True,
    )


def _row(comment: HearingComment, quotes: dict[str, str], language: Language) -> tuple[Cell, ...]:
    refs = (comment.id,)
    who = {"sender": comment.sender, "date": date(comment.received, language)}
    head = phrase("table.hearing.from", language, **who)
    about = comment.claim_id or comment.recommendation_id
    quoted = quotes.get(comment.claim_id, "")
    if quoted:
        about = phrase("table.hearing.claim", language, id=about, quote=quoted)
    return (
        Cell(text=f"{comment.id}\n{head}\n{comment.comment}", refs=refs, is_header=True),
        Cell(text=about or phrase("table.hearing.whole", language), refs=refs),
        Cell(text=decision_word(comment, language), refs=refs),
        Cell(text=_change(comment, language), refs=refs),
    )


def _change(comment: HearingComment, language: Language) -> str:
    """Return what changed, in words and by name; a comment taken without either says so."""
    names = ", ".join(comment.led_to)
    where = phrase("hearing.in_rows", language, names=names) if names else ""
    told = "\n".join(text for text in (comment.change, where) if text)
    missing = "hearing.nothing_named" if comment.decision in TAKEN else "table.dash"
    return told or phrase(missing, language)
