"""Sentences that say different things about the same fact."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from evidence.audit.page.block import Sentence
from evidence.audit.page.claims import Claims, Count
from evidence.audit.page.finding import Check, PageFinding, Place, at, at_block, found
from evidence.audit.page.layout import Placed
from evidence.audit.page.names import folded
from evidence.audit.page.read_sources import sources_of
from evidence.audit.page.words import either, meanings

_QUALITY = re.compile(
    rf"(?<!\w)(?P<before>{either('quality')})\s+(?:metodisk\w*\s+|metodologisk\w*\s+)?kvalitet"
    rf"|kvalitet\w*\s+(?:\w+\s+)?(?:er|ble|vart|blei|var)\s+(?:\w+\s+){{0,2}}?"
    rf"(?P<after>{either('quality')})(?!\w)",
    re.IGNORECASE,
)
_NONE_FOUND = re.compile(
    r"(?:ikke|ikkje)\s+(?:ble\s+|vart\s+)?(?:identifisert|funnet|funne|påvist)\w*\s+(?:noen\s+|nokon\s+)?"
    r"(?:relevante\s+)?(?:stud|oversikt)|(?:fant|fann|identifiserte|finnes|finst)\s+(?:det\s+)?ingen\s+"
    r"(?:relevante\s+)?(?:stud|oversikt)|ingen\s+(?:relevante\s+)?(?:studier|studiar|oversikter)\s+"
    r"(?:ble|vart|blei|er|var)\s+(?:identifisert|funn|inkludert)",
    re.IGNORECASE,
)
_SOME = re.compile(r"relevant|inkludert|oppfyl|som svarer|svarar", re.IGNORECASE)
_IS_A = re.compile(r"\ber\s+(?:en|ei|ein|et|eit|den)\b|^En norsk", re.IGNORECASE)
_KINDS = (
    (
        "review",
        re.compile(r"systematisk\w* oversikt|metaanalyse|meta-analy|systematic review", re.I),
    ),
    (
        "observational",
        re.compile(
            r"observasjonsstud|kohortstud|tverrsnittsstud|registerstud|cohort"
            r"|cross-sectional|observational",
            re.I,
        ),
    ),
    ("randomised", re.compile(r"randomisert|randomised|randomized", re.I)),
)
_FOLLOW_UP = re.compile(
    r"(?:oppfølgingstid\w*|oppfølging\w*)[^.]{0,60}?(?P<low>\d+)\s+(?:til|og|–|-)\s+(?P<high>\d+)\s+"
    r"(?P<unit>måneder|månader|uker|veker|år)",
    re.IGNORECASE,
)


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield pairs of sentences of which one at most can be right."""
    sources = sources_of(claims.sentences, claims.citations)
    yield from _totals(claims)
    yield from _quality(claims, sources)
    yield from _none_and_some(claims)
    yield from _hits(claims)
    yield from _follow_up(claims)
    yield from _design(claims, sources)


def _totals(claims: Claims) -> Iterator[PageFinding]:
    """Yield two totals of studies, articles or participants for one source."""
    seen: dict[tuple[str, str], Count] = {}
    for one in claims.counts:
        if not one.total or not one.source or one.part == "results" or one.value < 2:
            continue
        key = (folded(one.source.rsplit(" ", 1)[0]), one.unit)
        other = seen.setdefault(key, one)
        same_year = one.source == other.source
        if other.value != one.value and same_year:
            yield found(
                "CON01",
                at(one.sentence, one.start),
                at(other.sentence, other.start),
                source=one.source,
                one=one.text,
                other=other.text,
            )


def _quality(claims: Claims, sources: Mapping[tuple[int, int], str]) -> Iterator[PageFinding]:
    seen: dict[str, tuple[int, Sentence, int]] = {}
    for placed, sentence in claims.sentences:
        source = sources.get((placed.block.number, sentence.start), "")
        match = _QUALITY.search(sentence.plain)
        if not source or match is None or re.search(r"tillit|dokumentasjon", sentence.plain):
            continue
        word = (match.group("before") or match.group("after")).lower()
        rank = int(meanings("quality", "rank")[word])
        other = seen.setdefault(source, (rank, sentence, sentence.start + match.start()))
        if other[0] != rank:
            yield found(
                "CON02",
                at(sentence, sentence.start + match.start()),
                at(other[1], other[2]),
                source=source,
                quality=match.group(),
            )


def _none_and_some(claims: Claims) -> Iterator[PageFinding]:
    """Yield "none were found" beside some that are called relevant, or beside results."""
    for placed, sentence in claims.sentences:
        match = _NONE_FOUND.search(sentence.plain)
        if match is None or placed.part in ("references", "footer"):
            continue
        place = at(sentence, sentence.start + match.start())
        some = _some_in_paragraph(claims, placed, sentence)
        if some is not None:
            yield found("CON03", place, at(some.sentence, some.start), counted=some.text)
            continue
        own = [one for one in claims.estimates if one.question == placed.question]
        named = [
            one for one in own if one.outcome and one.outcome.lower() in sentence.plain.lower()
        ]
        if placed.question is None or (placed.part == "results" and not named):
            continue
        results = named or ([] if _names_outcome(claims, placed, sentence) else own)
        if results and not match.string[match.end() :].startswith(" som "):
            first = results[0]
            yield found(
                "CON03",
                place,
                at(first.sentence, first.value.start),
                counted=f"{first.measure} {first.value.text}".strip(),
            )


def _some_in_paragraph(claims: Claims, placed: Placed, none: Sentence) -> Count | None:
    for one in claims.counts:
        if (
            one.sentence.block.number == placed.block.number
            and one.sentence is not none
            and one.unit in ("studies", "reviews")
            and one.sentence.start > none.start
            and _SOME.search(one.sentence.plain)
        ):
            return one
    return None


def _names_outcome(claims: Claims, placed: Placed, sentence: Sentence) -> bool:
    if placed.question is None:
        return False
    listed = claims.questions[placed.question].outcomes()
    return any(name.lower() in sentence.plain.lower() for name, _ in listed)


def _hits(claims: Claims) -> Iterator[PageFinding]:
    """Yield a search told twice with the same dates and other numbers of records found."""
    told: dict[tuple[tuple[int, int | None], ...], Count] = {}
    for one in claims.counts:
        if "funn" not in one.sentence.plain.lower() or one.part not in ("description", "search"):
            continue
        dates = tuple(
            (date.year, date.month)
            for date in claims.dates
            if date.sentence.block.number == one.sentence.block.number
        )
        other = told.setdefault(dates, one) if dates else one
        if other.value != one.value and other.unit == one.unit:
            yield found(
                "CON04",
                at(one.sentence, one.start),
                at(other.sentence, other.start),
                one=one.text,
                other=other.text,
            )


def _design(claims: Claims, sources: Mapping[tuple[int, int], str]) -> Iterator[PageFinding]:
    """Yield a source called randomised here, and observational there or in its own title."""
    seen: dict[str, tuple[str, Place]] = {}
    for one in claims.references:
        kind = _kind_of(one.block.plain)
        if kind and one.year:
            seen[f"{folded(one.name)} {one.year}"] = (kind, at_block(one.block))
    for placed, sentence in claims.sentences:
        source = sources.get((placed.block.number, sentence.start), "")
        match = _IS_A.search(sentence.plain)
        kind = _kind_of(sentence.plain[match.start() :][:120]) if source and match else ""
        if not kind:
            continue
        place = at(sentence)
        other = seen.setdefault(_listed_as(source, seen), (kind, place))
        if other[0] != kind:
            yield found("CON09", place, other[1], source=source)


def _listed_as(source: str, seen: Mapping[str, object]) -> str:
    name, _, year = source.rpartition(" ")
    key = f"{folded(name)} {year}"
    return next((one for one in seen if one.startswith(folded(name)) and one[-4:] == year), key)


def _kind_of(text: str) -> str:
    kinds = [name for name, pattern in _KINDS if pattern.search(text)]
    return kinds[0] if kinds else ""


def _follow_up(claims: Claims) -> Iterator[PageFinding]:
    """Yield a time of follow-up that differs where all others of the question agree."""
    by_question: dict[int | None, list[tuple[str, Sentence, int]]] = {}
    for placed, sentence in claims.sentences:
        match = _FOLLOW_UP.search(sentence.plain)
        if match is not None:
            told = f"{match.group('low')}–{match.group('high')} {match.group('unit')}"
            by_question.setdefault(placed.question, []).append(
                (told, sentence, sentence.start + match.start("low"))
            )
    for rows in by_question.values():
        yield from _odd_one(rows)


def _odd_one(rows: Sequence[tuple[str, Sentence, int]]) -> Iterator[PageFinding]:
    counts = Counter(told for told, _, _ in rows)
    usual, often = counts.most_common(1)[0]
    if often < 2 or len(counts) != 2 or often < len(rows) - 1:
        return
    standard = next((sentence, place) for told, sentence, place in rows if told == usual)
    for told, sentence, place in rows:
        if told != usual:
            yield found("CON07", at(sentence, place), at(*standard), one=told, other=usual)


CHECK = Check(
    codes=("CON01", "CON02", "CON03", "CON04", "CON07", "CON09"),
    test=test,
    looked_at=lambda claims: len(claims.counts),
)
