"""A page with the notes of its audit in the margin: one HTML file that needs nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from evidence.audit.page.audit_page import PageAudit
from evidence.audit.page.block import Block
from evidence.audit.page.finding import PageFinding
from evidence.vocabulary import Language
from evidence.wording.page_findings import (
    IMPLIED_HEADINGS,
    audit_summary,
    implied_rows,
    page_finding_title,
    place_words,
    state_page_finding,
)
from evidence.wording.phrases import phrase

_STYLE = Path(__file__).parent / "style" / "audited_page.css"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A finding as it stands in the margin."""

    id: str
    code: str
    severity: int
    level: str
    message: str
    other: str
    other_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A block of the page with the notes beside it."""

    id: str
    place: str
    text: str
    heading: bool
    notes: tuple[Note, ...]


def write_audited_page(audit: PageAudit, language: Language) -> str:
    """Return the page with notes as HTML; what the page held is text and nothing else.

    Parameters
    ----------
    audit : PageAudit
        The audit of a page.
    language : Language
        Language of the notes.

    Returns
    -------
    str
        The file; the same audit gives the same text.
    """
    environment = Environment(
        loader=PackageLoader("evidence.documents", "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    claims = audit.claims
    return environment.get_template("audited_page.html.j2").render(
        language=language.value,
        page_language=claims.language or "nb",
        page=claims.page.name,
        style=_STYLE.read_text(encoding="utf-8"),
        say=lambda key, **values: phrase(key, language, **values),
        summary=audit_summary(audit, language),
        pieces=_pieces(audit, language),
        passed=_listed(audit, language, tested=True),
        untested=_listed(audit, language, tested=False),
        headings=[phrase(f"page.implied.{name}", language) for name in IMPLIED_HEADINGS],
        implied=implied_rows(audit, language),
    )


def _pieces(audit: PageAudit, language: Language) -> tuple[Piece, ...]:
    blocks = audit.claims.page.blocks
    headings = {placed.block.number for placed in audit.claims.layout.placed if placed.is_heading}
    owner = _owner_of_lines(blocks)
    kind = audit.claims.page.kind
    by_block: dict[int, list[tuple[int, PageFinding]]] = {}
    for number, finding in enumerate(audit.findings, 1):
        by_block.setdefault(owner.get(finding.line, 0), []).append((number, finding))
    return tuple(
        Piece(
            id=f"l{block.line}",
            place=place_words(block.line, kind, language),
            text=block.text,
            heading=block.number in headings,
            notes=tuple(
                _note(number, finding, kind, owner, blocks, language)
                for number, finding in by_block.get(block.number, ())
            ),
        )
        for block in _first_of_each_line(blocks)
    )


def _owner_of_lines(blocks: Sequence[Block]) -> dict[int, int]:
    """Return the block that shows the notes of each line: the first that stands there."""
    owner: dict[int, int] = {}
    for block in _first_of_each_line(blocks):
        for _, line in block.starts:
            owner.setdefault(line, block.number)
    return owner


def _first_of_each_line(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks, those that begin on one line (as in HTML without breaks) joined."""
    joined: dict[int, Block] = {}
    for block in blocks:
        before = joined.get(block.line)
        if before is None:
            joined[block.line] = block
            continue
        joined[block.line] = Block(
            number=before.number, text=f"{before.text}\n{block.text}", starts=before.starts
        )
    return tuple(joined.values())


def _note(
    number: int,
    finding: PageFinding,
    kind: str,
    owner: dict[int, int],
    blocks: Sequence[Block],
    language: Language,
) -> Note:
    other, other_id = "", ""
    if finding.other_line is not None:
        place = place_words(finding.other_line, kind, language)
        other = phrase("page.compare", language, place=place, quote=finding.other_quote or "")
        at = owner.get(finding.other_line)
        other_id = f"l{blocks[at].line}" if at is not None else ""
    return Note(
        id=f"n{number}",
        code=finding.code,
        severity=finding.severity,
        level=phrase(f"page.severity.{finding.severity}", language),
        message=state_page_finding(finding, language),
        other=other,
        other_id=other_id,
    )


def _listed(audit: PageAudit, language: Language, *, tested: bool) -> list[str]:
    return [
        phrase(
            "page.passed_line",
            language,
            code=one.code,
            title=page_finding_title(one.code, language),
            n=str(one.looked_at),
        )
        for one in audit.passed
        if bool(one.looked_at) is tested
    ]
