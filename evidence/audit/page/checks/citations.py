"""Every citation is in the list of references with the same name and year, and the reverse."""

from collections.abc import Iterator

from evidence.audit.page.block import Block
from evidence.audit.page.claims import Citation, Claims, Reference
from evidence.audit.page.finding import Check, PageFinding, Place, at, at_block, found
from evidence.audit.page.names import alike, folded, same_name


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield citations without their reference, and references without a citation."""
    listed = tuple(one for one in claims.references if not one.own)
    if claims.citations and not listed:
        yield _no_list(claims.citations)
        return
    told: set[tuple[str, int]] = set()
    for cited in claims.citations:
        yield from _of_citation(cited, listed, claims, told)
    yield from _never_cited(claims, listed)
    yield from _twice(listed)


def _of_citation(
    cited: Citation,
    listed: tuple[Reference, ...],
    claims: Claims,
    told: set[tuple[str, int]],
) -> Iterator[PageFinding]:
    named = [one for one in listed if same_name(cited.name, one.name)]
    if any(one.year == cited.year for one in named):
        return
    key = (folded(cited.name), cited.year)
    place = at(cited.sentence, cited.start)
    if named:
        years = tuple(str(one.year) for one in named)
        yield found("CIT02", place, at_block(named[0].block), cited=cited.text, years=years)
        return
    near = [one for one in listed if alike(cited.name, one.name)]
    near = [one for one in near if one.year == cited.year] or near
    if near:
        yield found("CIT03", place, at_block(near[0].block), cited=cited.text, listed=near[0].name)
    elif key not in told:
        told.add(key)
        yield found("CIT01", place, _coauthor(cited, listed), cited=cited.text)


def _coauthor(cited: Citation, listed: tuple[Reference, ...]) -> Place | None:
    """Return an entry of that year with the name further down its list of authors."""
    for one in listed:
        if one.year == cited.year and any(same_name(cited.name, name) for name in one.names[1:]):
            return at_block(one.block)
    return None


def _never_cited(claims: Claims, listed: tuple[Reference, ...]) -> Iterator[PageFinding]:
    text = [sentence for _, sentence in claims.sentences]
    for one in listed:
        near = any(
            same_name(cited.name, one.name) or alike(cited.name, one.name)
            for cited in claims.citations
            if cited.year == one.year or _only_of_name(one, listed)
        )
        if not near and not any(_names(sentence.plain, one) for sentence in text):
            yield found("CIT04", at_block(one.block), listed=_label(one))


def _only_of_name(one: Reference, listed: tuple[Reference, ...]) -> bool:
    return sum(same_name(one.name, other.name) for other in listed) == 1


def _names(text: str, one: Reference) -> bool:
    """Tell whether an organisation's name stands in a text, with or without its year."""
    return len(one.names) == 1 and " " in one.name and one.name in text


def _twice(listed: tuple[Reference, ...]) -> Iterator[PageFinding]:
    seen: dict[tuple[str, int | None, str], Block] = {}
    for one in listed:
        key = (folded(one.name), one.year, folded(one.block.plain)[:160])
        if key in seen:
            yield found("CIT05", at_block(one.block), at_block(seen[key]), listed=_label(one))
        seen.setdefault(key, one.block)


def _label(one: Reference) -> str:
    return f"{one.name} {one.year}" if one.year else one.name


def _no_list(citations: tuple[Citation, ...]) -> PageFinding:
    first = citations[0]
    return found("CIT06", at(first.sentence, first.start), n=len(citations), cited=first.text)


CHECK = Check(
    codes=("CIT01", "CIT02", "CIT03", "CIT04", "CIT05", "CIT06"),
    test=test,
    looked_at=lambda claims: len(claims.citations) + len(claims.references),
)
