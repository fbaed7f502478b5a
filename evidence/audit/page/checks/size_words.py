"""Words for the size of effects: one rule for all of them, and words that are for sizes."""

from collections.abc import Iterator, Sequence

from evidence.audit.page.claims import Claims, Estimate, SizeWord
from evidence.audit.page.finding import Check, PageFinding, Place, at, found, lines_of
from evidence.audit.page.size_rule import (
    FEWEST_ROWS,
    KNOWN,
    MOST_EXCEPTIONS,
    SMALL,
    Cuts,
    exceptions,
    habit,
    own_rule,
    sized_rows,
)


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield size words against the page's own rule, or against the one it seems to obey."""
    rows = sized_rows(claims)
    own = own_rule(claims)
    if own is not None:
        where = at(own.sentence) if own.sentence else None
        yield from (_exception(one, own, where) for one in exceptions(rows, own))
    elif rows:
        yield from _against_known(rows)
    yield from _same_value(rows)
    yield from _other_scale(claims)
    yield from _not_for_sizes(claims)


def _against_known(rows: Sequence[Estimate]) -> Iterator[PageFinding]:
    best = min(KNOWN, key=lambda cuts: len(exceptions(rows, cuts)))
    against = exceptions(rows, best)
    if not against:
        return
    if len(against) <= max(1, MOST_EXCEPTIONS * len(rows)) and len(rows) >= FEWEST_ROWS:
        yield from (_exception(one, best, None) for one in against)
        return
    neither = [one for one in rows if all(one in exceptions(rows, cuts) for cuts in KNOWN)]
    yield from (_fits_none(one) for one in neither)
    if len(rows) < FEWEST_ROWS:
        return
    cuts, between = habit(rows)
    odd = [one for one in exceptions(rows, cuts) if one.size and one.size.rank >= SMALL]
    odd = [one for one in odd if one not in neither]
    yield from (_exception(one, cuts, None) for one in odd)
    yield _habit(rows, between, against)


def _exception(one: Estimate, cuts: Cuts, where: Place | None) -> PageFinding:
    assert one.size is not None
    return found(
        "SIZ01",
        at(one.sentence, one.size.start),
        where,
        word=one.size.text,
        estimate=_label(one),
        rule=cuts.name,
        moderate=cuts.moderate,
        large=cuts.large,
    )


def _fits_none(one: Estimate) -> PageFinding:
    assert one.size is not None
    return found(
        "SIZ02", at(one.sentence, one.size.start), word=one.size.text, estimate=_label(one)
    )


def _habit(
    rows: Sequence[Estimate], between: tuple[float, float], against: Sequence[Estimate]
) -> PageFinding:
    first = against[0]
    return found(
        "SIZ06",
        at(first.sentence, first.value.start),
        n=len(rows),
        below=between[0],
        above=between[1],
        wrong=len(against),
        lines=lines_of([one.line for one in against]),
    )


def _same_value(rows: Sequence[Estimate]) -> Iterator[PageFinding]:
    """Yield one value called by two words."""
    seen: dict[float, Estimate] = {}
    for one in rows:
        other = seen.setdefault(abs(one.value.value), one)
        if one.size and other.size and one.size.text.lower() != other.size.text.lower():
            yield found(
                "SIZ03",
                at(one.sentence, one.size.start),
                at(other.sentence, other.size.start),
                estimate=_label(one),
                word=one.size.text,
                other=other.size.text,
            )


def _other_scale(claims: Claims) -> Iterator[PageFinding]:
    """Yield words for standardised sizes beside a difference on a scale's own units."""
    minimal = any(
        "minste" in sentence.plain.lower() or "MID" in sentence.plain
        for _, sentence in claims.sentences
    )
    for one in claims.estimates:
        if one.measure == "MD" and one.size is not None and one.size.rank and not minimal:
            yield found(
                "SIZ04", at(one.sentence, one.size.start), word=one.size.text, estimate=_label(one)
            )


def _not_for_sizes(claims: Claims) -> Iterator[PageFinding]:
    """Yield, once for each word, words that name something else than a size."""
    told: dict[str, list[Estimate]] = {}
    for one in claims.estimates:
        if one.size is not None and not one.size.proper:
            told.setdefault(one.size.text.lower(), []).append(one)
    for word, rows in told.items():
        size: SizeWord | None = rows[0].size
        assert size is not None
        yield found(
            "SIZ05",
            at(rows[0].sentence, size.start),
            word=word,
            n=len(rows),
            lines=lines_of([one.line for one in rows]),
        )


def _label(one: Estimate) -> str:
    return f"{one.measure} {one.value.text}".strip()


CHECK = Check(
    codes=("SIZ01", "SIZ02", "SIZ03", "SIZ04", "SIZ05", "SIZ06"),
    test=test,
    looked_at=lambda claims: sum(one.size is not None for one in claims.estimates),
)
