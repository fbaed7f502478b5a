"""Numbers as the language writes them: decimal comma, space before, a minus that is one."""

import re
from collections.abc import Iterator

from evidence.audit.page.claims import Claims
from evidence.audit.page.finding import Check, PageFinding, Place, at, found

_POINT = re.compile(r"(?<![\w.,/§-])[-–]?\d{1,4}\.\d{1,3}(?![\d.]|\.\d|\w)")
_NOT_DECIMAL = re.compile(
    r"(?:kapittel|kap\.|versjon|punkt|pkt\.|avsnitt|§|tabell|figur|del|kl\.|vedlegg|http\S*|www\S*"
    r"|doi\S*|nr\.?|side|IS-\d*|utgave|steg|trinn|omtrykk)\s*$",
    re.IGNORECASE,
)
_GLUED = re.compile(
    r"(?<![\w/.@-])[a-zæøå]{5,}\d{1,4}(?=[\s,.;)])|(?<![\w/.,-])\d{2,4}[a-zæøå]{3,}(?!\w)|\d[.;:][A-ZÆØÅ][a-zæøå]{2,}"
    r"|(?<![\w/.@-])[a-zæøå]{3,}[.,;:][A-ZÆØÅ][a-zæøå]{2,}(?![\w]*\.\w)"
)
_NUMBERED = re.compile(r"[#\s]*\d{1,2}\.\d{1,2}\.?(?:\s|$)")
_HYPHEN_MINUS = re.compile(r"(?<![\w.,)\]-])-\d+[.,]\d+")


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield numbers written in another way than the page's language does."""
    yield from _points(claims)
    yield from _spaces(claims)
    yield from _hyphens(claims)


def _points(claims: Claims) -> Iterator[PageFinding]:
    if claims.language not in ("nb", "nn"):
        return
    for placed, sentence in claims.sentences:
        if placed.part in ("references", "footer") or placed.is_heading:
            continue
        if _NUMBERED.match(placed.block.plain):
            continue
        numbers = [
            match
            for match in _POINT.finditer(sentence.plain)
            if not _NOT_DECIMAL.search(sentence.plain[max(0, match.start() - 40) : match.start()])
            and not re.match(r"\s?(?:\d{4}|\d{2}\b)", sentence.plain[match.end() :][:6])
        ]
        if numbers:
            yield found(
                "NUM01",
                at(sentence, sentence.start + numbers[0].start()),
                numbers=tuple(match.group() for match in numbers),
            )


def _spaces(claims: Claims) -> Iterator[PageFinding]:
    listed = {one.block.number for one in claims.references}
    for placed in claims.layout.placed:
        block = placed.block
        if placed.part in ("references", "footer") or block.number in listed:
            continue
        for match in _GLUED.finditer(block.plain):
            around = block.text[max(0, match.start() - 60) : match.end() + 60].strip()
            place = Place(line=block.line_at(match.start()), quote=around)
            yield found("NUM02", place, glued=match.group())


def _hyphens(claims: Claims) -> Iterator[PageFinding]:
    """Yield once that hyphens stand for minus."""
    if claims.language not in ("nb", "nn"):
        return
    where = [
        (sentence, match)
        for placed, sentence in claims.sentences
        if placed.part not in ("references", "footer")
        for match in _HYPHEN_MINUS.finditer(sentence.text)
    ]
    if where:
        sentence, match = where[0]
        yield found(
            "NUM03",
            at(sentence, sentence.start + match.start()),
            number=match.group(),
            n=len(where),
        )


CHECK = Check(
    codes=("NUM01", "NUM02", "NUM03"),
    test=test,
    looked_at=lambda claims: sum(
        any(letter.isdigit() for letter in sentence.plain) for _, sentence in claims.sentences
    ),
)
