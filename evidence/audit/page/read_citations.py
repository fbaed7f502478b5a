"""Citations by author and year: ``Berg et al. (2023)``, ``(Berg mfl., 2023 og Dahl, 2020)``."""

import re
from collections.abc import Iterator, Sequence

from evidence.audit.page.block import Sentence
from evidence.audit.page.claims import Citation
from evidence.audit.page.layout import Placed
from evidence.audit.page.words import meanings

_NAME = (
    r"(?<![\w-])(?:(?:van|von|de|den|der|di|le|la|ten)\s){0,2}"
    r"[A-ZÆØÅÄÖÜÉ][\wÀ-ÿ'-]{1,40}(?:\s(?:de|van|von|der)\s[A-ZÆØÅ][\wÀ-ÿ'-]{1,40})?"
)
_OTHERS = (
    r"(?:et\.?\s?al\.?|m\.?\s?fl\.?|mfl\.?|og medarbeidere|og medarbeidarar|og kolleger"
    r"|og kollegaer|and colleagues)"
)
_YEAR = r"(?P<year>(?:19|20)\d{2})[a-z]?"
_WITH_OTHERS = re.compile(
    rf"(?P<name>{_NAME})(?:\s[A-ZÆØÅ]{{1,2}}\.?)?,?\s+{_OTHERS},?\s*[\[(]?\s*{_YEAR}(?!\w)"
)
_TWO_NAMES = re.compile(rf"(?P<name>{_NAME})\s+(?:og|&|and)\s+{_NAME},?\s*[\[(]?\s*{_YEAR}(?!\w)")
_ALONE_INSIDE = re.compile(rf"(?<=[(;])\s*(?:se\s|jf\.?\s)?(?P<name>{_NAME}),?\s+{_YEAR}(?=[);,:])")
_ALONE_BEFORE = re.compile(rf"(?P<name>{_NAME})\s+\({_YEAR}\)")
_AFTER_AND = re.compile(rf"(?<=\d{{4}}\sog\s)(?P<name>{_NAME}),\s+{_YEAR}(?=[);,:])")
_PATTERNS = (_WITH_OTHERS, _TWO_NAMES, _ALONE_INSIDE, _AFTER_AND, _ALONE_BEFORE)


def read_citations(sentences: Sequence[tuple[Placed, Sentence]]) -> tuple[Citation, ...]:
    """Return the citations of a page in order, those of the list of references left out."""
    found: list[Citation] = []
    for placed, sentence in sentences:
        if placed.part in ("references", "footer"):
            continue
        for match in _matches(sentence.plain):
            found.append(
                Citation(
                    sentence=sentence,
                    name=match.group("name"),
                    year=int(match.group("year")),
                    text=_as_written(sentence.text[match.start() : match.end()]),
                    start=sentence.start + match.start("name"),
                    part=placed.part,
                    question=placed.question,
                )
            )
    return tuple(found)


def _as_written(text: str) -> str:
    bare = text.strip(" (")
    return f"{bare})" if bare.count("(") > bare.count(")") else bare


def _matches(text: str) -> Iterator[re.Match[str]]:
    spans: list[tuple[int, int]] = []
    found: list[re.Match[str]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            inside = any(match.start() < end and start < match.end() for start, end in spans)
            if inside or match.group("name").lower() in meanings("harmless_names", "id"):
                continue
            spans.append(match.span())
            found.append(match)
    yield from sorted(found, key=lambda match: match.start())
