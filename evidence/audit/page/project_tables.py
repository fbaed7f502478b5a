"""A page against a project's tables: estimates, certainty, citations and totals.

A table's estimate is looked for by its quote, digits apart, on the nearest line to the place it
names; where most of the tables' estimates of a kind are not on a page, the tables are about
another page and nothing is said.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from evidence.audit.page.claims import Citation, Claims, Estimate
from evidence.audit.page.finding import Check, PageFinding, Place, at, found
from evidence.audit.page.names import alike, folded, same_name
from evidence.records.published import PublishedEstimate
from evidence.tables.tables import Tables
from evidence.vocabulary import Certainty

_LINE = re.compile(r"(?:line|linje)\s+(\d+)")
_DIGITS = re.compile(r"[-–−]?\d+(?:[.,]\d+)?")
HALF = 0.5
SHORTEST_QUOTE = 25


def table_checks(tables: Tables) -> tuple[Check, ...]:
    """Return the checks of a page against tables."""
    return (
        Check(
            codes=("TAB01", "TAB02", "TAB03", "TAB05"),
            test=partial(_estimates, tables),
            looked_at=lambda claims: len(_pairs(tables, claims)[0]),
        ),
        Check(
            codes=("TAB04",),
            test=partial(_citations, tables),
            looked_at=lambda claims: len(claims.citations),
        ),
        Check(
            codes=("TAB06",),
            test=partial(_totals, tables),
            looked_at=lambda claims: sum(bool(one.source) and one.total for one in claims.counts),
        ),
    )


def _estimates(tables: Tables, claims: Claims) -> Iterator[PageFinding]:
    pairs, absent = _pairs(tables, claims)
    for row, one in pairs:
        place = at(one.sentence, one.value.start)
        if row.estimate is not None and row.estimate != one.value.value:
            yield _differs("TAB01", place, one.value.text, f"{row.estimate:g}", row)
        yield from _interval(row, one, place)
        yield from _i2(row, one, claims, place)
        yield from _certainty(row, one, claims)
    top = claims.page.blocks[0] if claims.page.blocks else None
    for row in absent:
        if top is not None:
            place = Place(line=_line(row) or top.line, quote=row.provenance.quote[:200])
            printed = f"{row.measure_as_printed} {row.estimate:g}"
            yield found("TAB05", place, id=row.id, table=printed)


def _interval(row: PublishedEstimate, one: Estimate, place: Place) -> Iterator[PageFinding]:
    if row.ci_low is not None and row.ci_high is not None:
        table = f"{row.ci_low:g}; {row.ci_high:g}"
        if one.interval is None:
            yield _differs("TAB02", place, "–", table, row)
        elif (one.interval.low.value, one.interval.high.value) != (row.ci_low, row.ci_high):
            page = f"{one.interval.low.text}; {one.interval.high.text}"
            yield _differs("TAB02", place, page, table, row)


def _i2(
    row: PublishedEstimate, one: Estimate, claims: Claims, place: Place
) -> Iterator[PageFinding]:
    """Yield an I² other than the table's; it may stand among the reasons."""
    told = one.i2 or next((r.i2 for r in claims.ratings_of(one) if r.i2), None)
    if row.i2 is not None and told is not None and told.value != row.i2:
        yield _differs("TAB02", place, f"I² {told.text}", f"I² {row.i2:g}", row)


def _certainty(row: PublishedEstimate, one: Estimate, claims: Claims) -> Iterator[PageFinding]:
    for rating in claims.ratings_of(one)[:1]:
        if row.certainty is not None and Certainty.from_level(rating.level) is not row.certainty:
            yield found(
                "TAB03",
                at(rating.sentence, rating.start),
                page=rating.word,
                table=row.certainty,
                id=row.id,
            )


def _differs(code: str, place: Place, page: str, table: str, row: PublishedEstimate) -> PageFinding:
    return found(code, place, page=page, table=table.replace(".", ","), id=row.id)


def _pairs(
    tables: Tables, claims: Claims
) -> tuple[list[tuple[PublishedEstimate, Estimate]], list[PublishedEstimate]]:
    """Return table rows with their estimates on the page, and rows whose quote is not there."""
    by_quote: dict[tuple[str, int], list[PublishedEstimate]] = {}
    for row in tables.estimates.values():
        line = _line(row)
        if line is not None and len(row.provenance.quote) >= SHORTEST_QUOTE:
            by_quote.setdefault((_masked(row.provenance.quote)[:60], line), []).append(row)
    pairs: list[tuple[PublishedEstimate, Estimate]] = []
    absent: list[PublishedEstimate] = []
    taken: set[int] = set()
    for (quote, line), rows in by_quote.items():
        own = _nearest(claims, quote, line, taken)
        if len(own) < len(rows):
            absent.extend(rows)
            continue
        taken.update(one.number for one in own[: len(rows)])
        pairs.extend(zip(_as_printed(rows), own, strict=False))
    if len(pairs) < HALF * (len(pairs) + len(absent)):
        return [], []
    return pairs, absent


def _nearest(claims: Claims, quote: str, line: int, taken: set[int]) -> list[Estimate]:
    """Return the estimates that follow a quote's beginning, at the place nearest to its line."""
    places = []
    for block in dict.fromkeys(one.sentence.block for one in claims.estimates):
        start = _masked(block.plain).find(quote)
        if start >= 0:
            places.append((abs(block.line - line), start, block))
    for _, start, block in sorted(places, key=lambda place: place[0])[:1]:
        return [
            one
            for one in claims.estimates
            if one.sentence.block is block
            and one.number not in taken
            and len(_masked(block.plain[: one.value.start])) >= start
        ]
    return []


def _as_printed(rows: Sequence[PublishedEstimate]) -> list[PublishedEstimate]:
    """Return rows of one quote in the order their numbers stand in it."""

    def place(row: PublishedEstimate) -> int:
        printed = f"{row.estimate:.{row.decimals}f}".replace(".", ",")
        return row.provenance.quote.find(printed)

    return sorted(rows, key=place)


def _line(row: PublishedEstimate) -> int | None:
    match = _LINE.search(row.provenance.place)
    return int(match.group(1)) if match else None


def _masked(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split()))


def _citations(tables: Tables, claims: Claims) -> Iterator[PageFinding]:
    known = [
        (one.authors[0].split(",")[0], one.year)
        for one in tables.sources.values()
        if one.authors and one.year
    ]
    first: dict[tuple[str, int], Citation] = {}
    for one in claims.citations:
        first.setdefault((folded(one.name), one.year), one)
    absent = [
        one for one in first.values() if not any(_same(one, name, year) for name, year in known)
    ]
    if not first or len(absent) > HALF * len(first):
        return
    for one in absent:
        near = tuple(f"{name} {year}" for name, year in known if _near(one, name, year))
        yield found("TAB04", at(one.sentence, one.start), cited=one.text, near=near)


def _bare(name: str) -> str:
    return name.replace(" et al.", "").strip()


def _same(one: Citation, name: str, year: int) -> bool:
    return one.year == year and same_name(one.name, _bare(name))


def _near(one: Citation, name: str, year: int) -> bool:
    return alike(one.name, _bare(name)) or same_name(one.name, _bare(name))


def _totals(tables: Tables, claims: Claims) -> Iterator[PageFinding]:
    labels = {folded(one.label.split()[0]): one for one in tables.reviews.values() if one.label}
    for count in claims.counts:
        name, _, year = count.source.rpartition(" ")
        review = labels.get(folded(name))
        if review is None or not count.total or year not in review.label:
            continue
        table = {"studies": review.k_trials, "participants": review.n_participants}.get(count.unit)
        if table is not None and table != count.value:
            yield found(
                "TAB06",
                at(count.sentence, count.start),
                page=count.text,
                table=str(table),
                id=review.id,
            )
