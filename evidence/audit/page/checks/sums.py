"""Parts that should add up, per cents that should follow, and parts that cannot exceed a whole."""

import re
from collections.abc import Iterator
from typing import TypeVar

from evidence.audit.page.block import Sentence
from evidence.audit.page.claims import Claims
from evidence.audit.page.finding import Check, PageFinding, at, found
from evidence.audit.page.words import either, meanings
from evidence.audit.page.written_number import COUNT, count_of

_LISTED = re.compile(
    r"(?:(?<!\w)(?:[A-ZÆØÅ][\w.æøå-]{0,40}(?:\s[A-ZÆØÅ][\wæøå-]{0,40})?|andre(?:\sland)?)\s\((?:n\s?=\s?)?\d{1,4}\)"
    r"(?:\s*,\s*(?:og\s+)?|\s+og\s+|\s*;\s*)?){2,}"
)
_PART = re.compile(r"\((?:n\s?=\s?)?(\d{1,4})\)")
_OF = rf"(?P<part>{COUNT})\s+av\s+(?:totalt\s+|de\s+|dei\s+)?(?P<whole>{COUNT})"
_OF_SHARE = re.compile(
    rf"{_OF}(?:\s+[\wæøå-]+){{0,4}}\s*\((?P<share>\d{{1,3}}(?:[.,]\d+)?)\s?(?:%|prosent)\)"
)
_SHARE_OF = re.compile(
    rf"(?P<share>\d{{1,3}}(?:[.,]\d+)?)\s?(?:%|prosent)\s*\((?P<part>{COUNT})\s*(?:av|/)\s*"
    rf"(?P<whole>{COUNT})"
)
_PLAIN_OF = re.compile(_OF)
_GROUPS = re.compile(
    rf"(?P<one>{COUNT})\s+(?:\w+\s+){{0,3}}?(?:i|til|fikk|fekk)\s+(?:\w+\s+){{0,2}}?(?:tiltaks|intervensjons|"
    rf"behandlings)(?:gruppen|gruppa|armen|arma|en|et|a)?.{{0,40}}?(?P<two>{COUNT})\s+(?:\w+\s+){{0,3}}?"
    r"(?:i|til|fikk|fekk)\s+(?:\w+\s+){0,2}?kontroll"
)
_WHOLE = re.compile(
    rf"(?P<whole>{COUNT})\s+(?:[\wæøå-]+\s+){{0,2}}?(?:deltakere|deltakarar|deltagere|pasienter"
    r"|pasientar|personer|personar)"
)
_OUT = re.compile(
    rf"(?P<out>{COUNT})\s+(?:[\wæøå-]+\s+){{0,3}}?(?:ble\s+|vart\s+|blei\s+)?"
    r"(?:ekskluder\w+|utelat\w*)"
    rf"|ekskluder\w+\s+(?:vi\s+)?(?P<more>{COUNT})"
)
_KEPT = re.compile(
    rf"(?P<kept>{COUNT}|(?<!\w){either('numerals')}(?!\w))\s+(?:[\wæøå-]+\s+){{0,3}}?"
    rf"(?:ble\s+|vart\s+|blei\s+)?inkludert(?!\w)|inkluderte\s+(?:vi\s+)?(?P<more>{COUNT})",
    re.IGNORECASE,
)
_PLACE = rf"(?:{COUNT})\s(?:\w+\s)?(?:fra|frå|i|på)\s[A-ZÆØÅ][\wæøå]{{1,30}}"
_BRACKETED = re.compile(
    rf"(?P<whole>{COUNT})\s[a-zæøåA-Z-]{{3,30}}\s\((?P<parts>{_PLACE}(?:(?:,|\sog|,\sog)\s{_PLACE}){{1,8}})\)"
)
_HITS = re.compile(r"\b(?:funn|fant|fann|identifiser|treff)", re.IGNORECASE)
_CHOSEN = re.compile(r"vurdert|inkluder|oppfylte|lest i fulltekst|utvalgt")
_PER_CENT = re.compile(r"(?<![\w.,])(\d{1,4}(?:[.,]\d{1,3})?)\s?(?:%|prosent)")
_GROWTH = re.compile(
    r"øk|auk|vekst|stig|over|mer enn|meir enn|høyere|høgare|større|I\s?[2²]\s*[=:]?\s*$",
    re.IGNORECASE,
)
_Item = TypeVar("_Item")


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield sums, shares and parts that do not hold."""
    for position, (placed, sentence) in enumerate(claims.sentences):
        if placed.part in ("references", "footer"):
            continue
        before = [
            s
            for p, s in claims.sentences[max(0, position - 2) : position]
            if p.block is placed.block
        ]
        yield from _listed_parts(claims, sentence, before)
        yield from _shares(sentence)
        yield from _arms(sentence, before)
        yield from _over_hundred(sentence)
        yield from _in_brackets(sentence)
    yield from _flow(claims)
    yield from _more_than_the_review(claims)


def _listed_parts(
    claims: Claims, sentence: Sentence, before: list[Sentence]
) -> Iterator[PageFinding]:
    listed = _LISTED.search(sentence.plain)
    parts = [int(part) for part in _PART.findall(listed.group())] if listed else []
    if listed is None or len(parts) < 3 or max(parts) > 1800:
        return
    near = [
        count
        for count in claims.counts
        if any(count.sentence is one for one in (*before, sentence))
        and not listed.start() <= count.start - sentence.start < listed.end()
        and count.unit != "reviews"
    ]
    if not near or any(count.value == sum(parts) for count in near):
        return
    lead = sentence.plain[: listed.start()].lower()
    same = [count for count in near if count.text.split()[-1].lower()[:5] in lead]
    whole = (same or near)[-1]
    yield found(
        "SUM01",
        at(sentence, sentence.start + listed.start()),
        at(whole.sentence, whole.start),
        parts=" + ".join(str(part) for part in parts),
        total=sum(parts),
        stated=whole.text,
    )


def _shares(sentence: Sentence) -> Iterator[PageFinding]:
    for pattern in (_OF_SHARE, _SHARE_OF):
        for match in pattern.finditer(sentence.plain):
            part, whole = count_of(match.group("part")), count_of(match.group("whole"))
            share = match.group("share").replace(",", ".")
            room = 0.5 * 10.0 ** -len(share.partition(".")[2]) + 1e-9
            if whole and part <= whole and abs(100 * part / whole - float(share)) > room:
                yield found(
                    "SUM02",
                    at(sentence, sentence.start + match.start()),
                    part=match.group("part"),
                    whole=match.group("whole"),
                    share=match.group("share"),
                    right=100 * part / whole,
                )
    for match in _PLAIN_OF.finditer(sentence.plain):
        if count_of(match.group("part")) > count_of(match.group("whole")):
            yield found(
                "SUM04",
                at(sentence, sentence.start + match.start()),
                part=match.group("part"),
                whole=match.group("whole"),
            )


def _in_brackets(sentence: Sentence) -> Iterator[PageFinding]:
    """Yield a count whose parts by place, in brackets after it, add up to something else."""
    for match in _BRACKETED.finditer(sentence.plain):
        parts = [count_of(part) for part in re.findall(rf"{COUNT}", match.group("parts"))]
        if sum(parts) != count_of(match.group("whole")):
            yield found(
                "SUM01",
                at(sentence, sentence.start + match.start()),
                parts=" + ".join(str(part) for part in parts),
                total=sum(parts),
                stated=match.group("whole"),
            )


def _over_hundred(sentence: Sentence) -> Iterator[PageFinding]:
    """Yield shares of people above 100 per cent; growth may be more."""
    for match in _PER_CENT.finditer(sentence.plain):
        before = sentence.plain[max(0, match.start() - 40) : match.start()]
        if float(match.group(1).replace(",", ".")) > 100 and not _GROWTH.search(before):
            yield found("SUM09", at(sentence, sentence.start + match.start()), share=match.group(1))


def _arms(sentence: Sentence, before: list[Sentence]) -> Iterator[PageFinding]:
    """Yield two arms that do not add up to the participants told just before them."""
    groups = _GROUPS.search(sentence.plain)
    if groups is None:
        return
    lead = sentence.plain[: groups.start()]
    told = [match for one in before[-1:] for match in _WHOLE.finditer(one.plain)]
    whole = _WHOLE.search(lead) or (told[-1] if told else None)
    if whole is None:
        return
    one, two = count_of(groups.group("one")), count_of(groups.group("two"))
    if one + two != count_of(whole.group("whole")):
        yield found(
            "SUM01",
            at(sentence, sentence.start + groups.start()),
            parts=f"{one} + {two}",
            total=one + two,
            stated=whole.group(),
        )


def _flow(claims: Claims) -> Iterator[PageFinding]:
    """Yield records found less those excluded that are not those included, in one paragraph."""
    blocks: dict[int, list[Sentence]] = {}
    for placed, sentence in claims.sentences:
        blocks.setdefault(placed.block.number, []).append(sentence)
    for block, own in blocks.items():
        out = _only([(s, m) for s in own for m in _OUT.finditer(s.plain)])
        kept = _only([(s, m) for s in own for m in _KEPT.finditer(s.plain)])
        hits = _only(
            [
                one.value
                for one in claims.counts
                if one.sentence.block.number == block
                and _HITS.search(one.sentence.plain)
                and not _KEPT.search(one.sentence.plain)
            ]
        )
        if hits is not None:
            yield from _more_than_found(claims, block, hits)
        if out is None or kept is None or hits is None:
            continue
        excluded, included = _number(out[1]), _number(kept[1])
        if hits - excluded != included:
            yield found(
                "SUM05",
                at(out[0], out[0].start + out[1].start()),
                at(kept[0], kept[0].start + kept[1].start()),
                found=hits,
                excluded=excluded,
                kept=included,
                left=hits - excluded,
            )


def _more_than_found(claims: Claims, block: int, hits: int) -> Iterator[PageFinding]:
    for one in claims.counts:
        if (
            one.sentence.block.number == block
            and one.unit in ("studies", "reviews", "references", "articles")
            and one.value > hits
            and _CHOSEN.search(one.sentence.plain)
            and not one.source
        ):
            yield found("SUM04", at(one.sentence, one.start), part=str(one.value), whole=str(hits))


def _only(items: list[_Item]) -> _Item | None:
    return items[0] if len(items) == 1 else None


def _number(match: re.Match[str]) -> int:
    text = next(group for group in match.groups() if group).lower()
    word = meanings("numerals", "number").get(text)
    return int(word) if word else count_of(text)


def _more_than_the_review(claims: Claims) -> Iterator[PageFinding]:
    """Yield results with more studies or participants than any review of the question has."""
    for question, estimates in claims.by_question().items():
        for unit, name in (("studies", "k"), ("participants", "n")):
            totals = [
                one
                for one in claims.counts
                if one.question == question
                and one.part == "description"
                and one.unit == unit
                and one.total
            ]
            sources = {one.source for one in totals}
            if not totals or len(sources) < _reviews(claims, question):
                continue
            largest = max(totals, key=lambda one: one.value)
            for one in estimates:
                value = one.k if name == "k" else one.n
                if one.part == "results" and value and value > largest.value:
                    yield found(
                        "CON08",
                        at(one.sentence, one.value.start),
                        at(largest.sentence, largest.start),
                        unit=unit,
                        n=value,
                        whole=largest.value,
                    )


def _reviews(claims: Claims, question: int | None) -> int:
    """Return how many sources the description of a question is about, each with a paragraph."""
    return len(
        {
            one.name
            for one in claims.citations
            if one.question == question
            and one.part == "description"
            and one.start - one.sentence.start == 0
            and one.sentence.start == 0
        }
    )


CHECK = Check(
    codes=("SUM01", "SUM02", "SUM04", "SUM05", "SUM09", "CON08"),
    test=test,
    looked_at=lambda claims: len(claims.counts),
)
