"""Terms of the trade: the right ones, the same ones all the way, and spelt as they are."""

import re
from collections import Counter
from collections.abc import Iterator

from evidence.audit.page.block import Sentence
from evidence.audit.page.claims import Claims
from evidence.audit.page.finding import Check, PageFinding, at, found, lines_of
from evidence.audit.page.layout import Placed
from evidence.audit.page.read_context import mentions
from evidence.audit.page.words import rows

_ABOUT_OUTCOME = re.compile(r"(?:tillit|tiltru)\w*\s+til\s+utfall\w*", re.IGNORECASE)
_ABOUT_ESTIMATE = re.compile(r"(?:tillit|tiltru)\w*\s+til\s+effektestimat\w*", re.IGNORECASE)
_RATED = re.compile(
    r"(?:tillit|tiltru)\w*\s+til\s+\w+\s+for\s+(?P<name>[a-zæøåA-ZÆØÅ][^.,;:]{2,45}?)\s+"
    r"(?:ble|vart|blei|er|var)\s+vurder",
    re.IGNORECASE,
)
_RESPECTIVELY = re.compile(r"\d\s+(?:for [^.;]{3,50}\s)?tilsvar[ea]nde\s*[.,;]?\s*$", re.IGNORECASE)


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield terms that are wrong, or change along the way."""
    text = [(p, s) for p, s in claims.sentences if p.part not in ("references", "footer")]
    yield from _wrong(text)
    yield from _two_targets(text)
    yield from _unknown_intervention(claims, text)
    yield from _respectively(text)
    yield from _two_spellings(text)


def _wrong(text: list[tuple[Placed, Sentence]]) -> Iterator[PageFinding]:
    lower = [s.plain.lower() for _, s in text]
    for row in rows("terms"):
        if not any(row["wrong"].lower() in one for one in lower):
            continue
        pattern = re.compile(rf"(?<!\w){re.escape(row['wrong'])}(?!\w)", re.IGNORECASE)
        where = [(s, m.start()) for _, s in text for m in pattern.finditer(s.plain)]
        if where:
            sentence, start = where[0]
            yield found(
                row["code"],
                at(sentence, sentence.start + start),
                wrong=row["wrong"],
                right=row["right"],
                n=len(where),
                lines=lines_of([s.line_at(place) for s, place in where]),
            )


def _two_targets(text: list[tuple[Placed, Sentence]]) -> Iterator[PageFinding]:
    outcome = [(s, m) for _, s in text for m in _ABOUT_OUTCOME.finditer(s.plain)]
    estimate = [(s, m) for _, s in text for m in _ABOUT_ESTIMATE.finditer(s.plain)]
    if not outcome or not estimate:
        return
    fewer, more = sorted((outcome, estimate), key=len)
    yield found(
        "TRM02",
        at(fewer[0][0], fewer[0][0].start + fewer[0][1].start()),
        at(more[0][0], more[0][0].start + more[0][1].start()),
        one=fewer[0][1].group(),
        other=more[0][1].group(),
        n=len(fewer),
        m=len(more),
    )


def _unknown_intervention(
    claims: Claims, text: list[tuple[Placed, Sentence]]
) -> Iterator[PageFinding]:
    """Yield a rating "for X" where no result on the page is for X."""
    known = {one.intervention for one in claims.estimates if one.intervention}
    outcomes = {one.outcome for one in claims.estimates if one.outcome}
    if not known:
        return
    for placed, sentence in text:
        match = _RATED.search(sentence.plain)
        if placed.part != "results" or match is None:
            continue
        name = match.group("name").lower()
        shared = any(one in name or name in one for one in known)
        both = re.search(r"begge|alle|gruppe|måned|månad|etter|ved ", name)
        if not shared and not both and not any(mentions(name, one) for one in outcomes):
            yield found(
                "TRM03",
                at(sentence, sentence.start + match.start("name")),
                name=match.group("name"),
                known=tuple(sorted(known)),
            )


def _respectively(text: list[tuple[Placed, Sentence]]) -> Iterator[PageFinding]:
    where = [(s, m) for _, s in text if (m := _RESPECTIVELY.search(s.plain))]
    if where:
        sentence, match = where[0]
        yield found(
            "TRM05",
            at(sentence, sentence.start + match.start()),
            n=len(where),
            lines=lines_of([s.line_at(m.start()) for s, m in where]),
        )


def _two_spellings(text: list[tuple[Placed, Sentence]]) -> Iterator[PageFinding]:
    """Yield one word spelt in two ways: with and without a hyphen, or in two allowed forms."""
    words: dict[str, tuple[Sentence, int]] = {}
    counts: Counter[str] = Counter()
    for _, sentence in text:
        for match in re.finditer(r"[a-zæøåé]{3,}(?:-[a-zæøåé]{3,})?", sentence.plain.lower()):
            words.setdefault(match.group(), (sentence, match.start()))
            counts[match.group()] += 1
    for word in [one for one in words if "-" in one]:
        if (bare := word.replace("-", "")) in words and len(bare) > 8:
            yield _pair(words, word, bare)
    for row in rows("variants"):
        ones = [word for word in words if row["one"].strip() in word]
        others = [word for word in words if row["other"].strip() in word]
        if ones and others:
            few, many = sorted((ones, others), key=lambda found: sum(counts[w] for w in found))
            yield _pair(words, few[0], many[0])


def _pair(words: dict[str, tuple[Sentence, int]], one: str, other: str) -> PageFinding:
    (first, start), (second, place) = words[one], words[other]
    return found(
        "TRM07",
        at(first, first.start + start),
        at(second, second.start + place),
        one=one,
        other=other,
    )


CHECK = Check(
    codes=("TRM01", "TRM02", "TRM03", "TRM04", "TRM05", "TRM07"),
    test=test,
    looked_at=lambda claims: len(claims.sentences),
)
