"""Ranges, means and standard deviations that can be; and numbers of things then listed."""

import math
import re
from collections.abc import Iterator

from evidence.audit.page.block import Sentence
from evidence.audit.page.claims import Claims, Count
from evidence.audit.page.finding import Check, PageFinding, at, found
from evidence.audit.page.words import either

_NUMBER = r"\d{1,5}(?:[.,]\d{1,3})?"
_RANGE = re.compile(
    rf"(?:\bfra\s|\bfrå\s|\bmellom\s|\bmellom\s)(?P<low>{_NUMBER})\s+(?:til|og|–|-)\s+(?P<high>{_NUMBER})"
    rf"(?!\s?[.,]\d)|(?<![\d.,-])(?P<low2>{_NUMBER})\s+til\s+(?P<high2>{_NUMBER})\s+"
    r"(?=uker|veker|måneder|månader|timer|timar|økter|økt|dager|dagar|år\b|minutter|minutt)"
)
_MEAN = re.compile(
    rf"(?:gj\.?\s?snitt|gjennomsnitt|snitt|mean)\s*(?:\(SD\))?\s*[:=]?\s*(?P<mean>{_NUMBER})"
    rf"(?:\s*\((?:SD\s*[:=]?\s*)?(?P<sd>{_NUMBER})\))?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    rf"(?<!\w)(?P<number>{either('numerals')}|\d{{1,2}})\s+(?:[a-zæøå-]+\s+){{0,2}}?"
    r"(?:enkeltstudier|enkeltstudiar|studier|studiar|oversikter|systematiske oversikter"
    r"|metaanalyser|metaanalysar|RCT-er|primærstudier)(?!\w)",
    re.IGNORECASE,
)


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield ranges the wrong way round, means outside theirs, and lists of another length."""
    for placed, sentence in claims.sentences:
        if placed.part in ("references", "footer"):
            continue
        yield from _ranges(sentence)
        yield from _cited_number(claims, sentence)
    yield from _articles(claims)


def _ranges(sentence: Sentence) -> Iterator[PageFinding]:
    matches = list(_RANGE.finditer(sentence.plain))
    for number, match in enumerate(matches):
        low, high = (_value(match, "low"), _value(match, "high"))
        place = at(sentence, sentence.start + match.start())
        if _is_no_range(sentence, match):
            continue
        if low > high:
            yield found("SUM07", place, range=match.group().strip())
            continue
        until = matches[number + 1].start() if number + 1 < len(matches) else len(sentence.plain)
        mean = _MEAN.search(sentence.plain, match.end(), min(until, match.end() + 40))
        if mean is not None and _impossible(low, high, mean):
            yield found(
                "SUM06",
                place,
                range=match.group().strip(),
                mean=mean.group("mean"),
                sd=mean.group("sd") or "–",
            )


def _is_no_range(sentence: Sentence, match: re.Match[str]) -> bool:
    before = sentence.plain[max(0, match.start() - 30) : match.start()]
    return bool(re.search(r"KI|CI|konfidens|[-–]\s*$|redus|gikk|gjekk|falt|sank|ned\b|end", before))


def _value(match: re.Match[str], name: str) -> float:
    text = match.group(name) or match.group(f"{name}2")
    return float(text.replace(",", "."))


def _impossible(low: float, high: float, mean: re.Match[str]) -> bool:
    """Tell a mean outside its range, or an SD above what the range allows (Popoviciu's bound)."""
    middle = float(mean.group("mean").replace(",", "."))
    if not low <= middle <= high:
        return True
    if mean.group("sd") is None:
        return False
    largest = math.sqrt((middle - low) * (high - middle)) * math.sqrt(2)
    return float(mean.group("sd").replace(",", ".")) > largest + 0.05


def _cited_number(claims: Claims, sentence: Sentence) -> Iterator[PageFinding]:
    """Yield "two trials (A; B; C)": a number and as many citations right after it as differ."""
    cited = [one for one in claims.citations if one.sentence is sentence]
    for match in _NUMBERED.finditer(sentence.plain):
        after = sentence.plain[match.end() :]
        opened = after.find("(")
        if opened < 0 or opened > 90 or "hvorav" in after[:opened]:
            continue
        closed = _closing(after, opened)
        begin, end = match.end() + opened, match.end() + closed
        inside = [one for one in cited if begin <= one.start - sentence.start < end]
        stated = _stated(claims, sentence, match)
        if len(inside) > 1 and stated and len(inside) != stated.value:
            yield found(
                "SUM03",
                at(sentence, sentence.start + match.start()),
                stated=stated.text,
                n=len(inside),
                cited=tuple(one.text for one in inside),
            )


def _closing(text: str, opened: int) -> int:
    depth = 0
    for place in range(opened, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return len(text)


def _stated(claims: Claims, sentence: Sentence, match: re.Match[str]) -> Count | None:
    for one in claims.counts:
        if one.sentence is sentence and one.start - sentence.start == match.start():
            return one
    return None


def _articles(claims: Claims) -> Iterator[PageFinding]:
    """Yield fewer articles than the trials they are said to report."""
    for one in claims.counts:
        if one.unit != "articles":
            continue
        trials = [
            other
            for other in claims.counts
            if other.sentence is one.sentence
            and other.unit == "studies"
            and 0 < other.start - one.start < 60
        ]
        if trials and trials[0].value > one.value:
            yield found(
                "SUM08", at(one.sentence, one.start), articles=one.text, trials=trials[0].text
            )


CHECK = Check(
    codes=("SUM03", "SUM06", "SUM07", "SUM08"),
    test=test,
    looked_at=lambda claims: sum(
        bool(_RANGE.search(sentence.plain) or _NUMBERED.search(sentence.plain))
        for _, sentence in claims.sentences
    ),
)
