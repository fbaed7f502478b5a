"""Dates: when somebody searched, when a trial was published, when the page was read or changed."""

import re
from collections.abc import Iterator, Sequence

from evidence.audit.page.block import Sentence
from evidence.audit.page.claims import Dated
from evidence.audit.page.layout import Placed
from evidence.audit.page.words import either, meanings

_MONTH_YEAR = re.compile(
    rf"(?:(?P<day>\d{{1,2}})\.\s?)?(?<!\w)(?P<month>{either('months')})\s+(?P<year>(?:19|20)\d{{2}})"
    r"(?!\w)",
    re.IGNORECASE,
)
_DIGITS = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d{2})(?!\d)"
)
_YEAR = re.compile(
    r"(?:\bi|\btil|\btil og med|\bfra|\bfrå|\bår)\s+(?P<year>(?:19|20)\d{2})(?![\w-])"
)
_KINDS = (
    (
        "page",
        re.compile(
            r"\(lest|sist (?:faglig )?oppdatert|sist fagleg oppdatert|sist endret"
            r"|publisert første gang|først publisert|sist endra",
            re.IGNORECASE,
        ),
    ),
    (
        "update",
        re.compile(
            r"oppdater\w*[^.,;]{0,25}(?:søk|søket)|(?:søk|søket)[^.,;]{0,25}oppdater\w*"
            r"|oppdateringssøk|nytt søk",
            re.IGNORECASE,
        ),
    ),
    ("search", re.compile(r"søk", re.IGNORECASE)),
    ("published", re.compile(r"publiser|utgitt|utgjeve|utgjeven", re.IGNORECASE)),
)


_OF_THE_PAGE = _KINDS[0][1]


def read_dates(sentences: Sequence[tuple[Placed, Sentence]]) -> tuple[Dated, ...]:
    """Return the dates of a page in order, each with what happened then."""
    return tuple(
        dated
        for placed, sentence in sentences
        if placed.part != "references" or _OF_THE_PAGE.search(sentence.plain)
        for dated in _in_sentence(placed, sentence)
    )


def _in_sentence(placed: Placed, sentence: Sentence) -> Iterator[Dated]:
    text, taken = sentence.plain, list[tuple[int, int]]()
    months = meanings("months", "month")
    for pattern in (_MONTH_YEAR, _DIGITS, _YEAR):
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            kind = _kind(text, match)
            if not kind:
                continue
            taken.append(match.span())
            month = match.groupdict().get("month")
            yield Dated(
                sentence=sentence,
                year=int(match.group("year")),
                month=int(months.get(month.lower(), month)) if month else None,
                text=sentence.text[match.start() : match.end()],
                start=sentence.start + match.start(),
                kind=kind,
                part=placed.part,
                question=placed.question,
            )


def _kind(text: str, match: re.Match[str]) -> str:
    """Return what a date is of: of its clause, where that says so, else of the sentence."""
    clause = re.split(r",| og | samt ", text[: match.start()])[-1]
    for part in (clause, text[max(0, match.start() - 160) : match.start()]):
        for kind, pattern in _KINDS:
            if pattern.search(part):
                return kind
    return ""
