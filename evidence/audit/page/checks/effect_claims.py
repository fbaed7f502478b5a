"""Claims of effect in the advice: as sure as the certainty allows, with a result behind each."""

import re
from collections.abc import Iterator, Mapping, Sequence

from evidence.audit.page.block import Sentence
from evidence.audit.page.claims import Citation, Claims, Estimate, Rating
from evidence.audit.page.finding import Check, PageFinding, at, found
from evidence.audit.page.layout import Placed
from evidence.audit.page.names import folded
from evidence.audit.page.read_context import mentions, named_in_order
from evidence.audit.page.words import finder

_ADVICE = re.compile(r"(?<!\w)(?:bør|skal|må|anbefal\w+|tilrår|tilråd\w*)(?!\w)", re.IGNORECASE)
_MUST = re.compile(r"\b(?:skal|må)\s+(?:få|tilbys|ha|gis|alltid|vurderes|brukes|henvises)\b")
_EXPERIENCE = re.compile(
    r"erfaring|opplev|beskriv|fortel|mål(?:et|sett)|formål|ønske|hensikt|for å|kontrollgrupp"
    r"|har vurdert|har undersøkt|undersøk|dersom|hvis|om det|spørsmål|\?$",
    re.IGNORECASE,
)
_BETTER = re.compile(
    r"\b(?:bedre|betre|større|mer effektiv|meir effektiv|mindre)\b[^.;]{0,60}?\benn\b"
)
_NOT_SUMMARISED = re.compile(r"ikke oppsummert|ikkje oppsummert|enkeltstud", re.IGNORECASE)
PARTS = ("advice", "rationale", "assessment", "description")
LOW = 2
MOSTLY = 2 / 3


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield claims and recommendations that go further than the results of the page."""
    with_results = _sources_with_results(claims)
    for placed, sentence in claims.sentences:
        if placed.is_heading or not _claims_effect(sentence):
            continue
        if placed.part in PARTS:
            yield from _claim(claims, placed, sentence, with_results)
        elif placed.part == "results":
            yield from _present_tense(claims, sentence)
    yield from _compared(claims)
    yield from _strength(claims)


def _claims_effect(sentence: Sentence) -> bool:
    text = sentence.plain
    said = finder("effect_verbs").search(text)
    return bool(said and not finder("hedges").search(text) and not _EXPERIENCE.search(text))


def _claim(
    claims: Claims, placed: Placed, sentence: Sentence, with_results: frozenset[str]
) -> Iterator[PageFinding]:
    cited = [one for one in claims.citations if one.sentence is sentence]
    verb = finder("effect_verbs").search(sentence.plain)
    assert verb is not None
    place = at(sentence, sentence.start + verb.start())
    behind = [one for one in cited if folded(one.name) in with_results]
    if cited and not behind:
        described = _described(claims, cited[0], sentence)
        yield found(
            "CLA04",
            place,
            at(described) if described else None,
            verb=verb.group(),
            cited=tuple(dict.fromkeys(one.text for one in cited)),
        )
        return
    rating = _lowest_rating(claims, sentence)
    if rating is not None and rating.level <= LOW:
        yield found(
            "CLA01",
            place,
            at(rating.sentence, rating.start),
            verb=verb.group(),
            word=rating.word,
        )


def _sources_with_results(claims: Claims) -> frozenset[str]:
    """Return the first authors whose results the page reports."""
    found_names: set[str] = set()
    for question, estimates in claims.by_question().items():
        if not any(one.part == "results" for one in estimates):
            continue
        own = [one for one in claims.citations if one.question == question]
        in_results = {folded(one.name) for one in own if one.part == "results"}
        found_names |= in_results or _described_reviews(claims, own)
    headings = [placed.block for placed in claims.layout.placed if placed.part == "results"]
    for one in claims.citations:
        if any(one.sentence.block is block for block in headings):
            found_names.add(folded(one.name))
    return frozenset(found_names)


def _described_reviews(claims: Claims, own: Sequence[Citation]) -> set[str]:
    return {
        folded(one.name)
        for one in own
        if one.part in ("description", "search")
        and not _NOT_SUMMARISED.search(one.sentence.block.plain)
    }


def _described(claims: Claims, cited: Citation, claim: Sentence) -> Sentence | None:
    for one in claims.citations:
        same = folded(one.name) == folded(cited.name) and one.year == cited.year
        if same and one.sentence is not claim and one.part == "description":
            return one.sentence
    return None


def _lowest_rating(claims: Claims, sentence: Sentence) -> Rating | None:
    """Return the lowest certainty of what a sentence is about; None where that cannot be told."""
    outcomes = {one.outcome for one in claims.estimates if one.outcome}
    named = {name for name in outcomes if mentions(sentence.plain, name)}
    treated = named_in_order(sentence.plain, claims.interventions)
    if not named and not treated:
        return None
    about = [one for one in claims.estimates if not named or one.outcome in named]
    if treated and any(one.intervention in treated for one in about):
        about = [one for one in about if one.intervention in treated]
    ratings = [rating for one in about for rating in claims.ratings_of(one)]
    return min(ratings, key=lambda one: one.level, default=None)


def _present_tense(claims: Claims, sentence: Sentence) -> Iterator[PageFinding]:
    """Yield a result told as a fact, in the present tense, over low certainty."""
    verb = finder("effect_verbs").search(sentence.plain)
    own = [one for one in claims.estimates if one.sentence is sentence]
    ratings = [rating for one in own for rating in claims.ratings_of(one)]
    if verb is None or not ratings or verb.group().lower().startswith(("har vist", "viser")):
        return
    best = max(ratings, key=lambda one: one.level)
    if best.level <= LOW:
        yield found(
            "CLA01",
            at(sentence, sentence.start + verb.start()),
            at(best.sentence, best.start),
            verb=verb.group(),
            word=best.word,
        )


def _compared(claims: Claims) -> Iterator[PageFinding]:
    """Yield "better than" between two interventions that each have their own estimate."""
    by_sentence: Mapping[int, list[Estimate]] = _by_sentence(claims)
    for own in by_sentence.values():
        sentence, names = own[0].sentence, {one.intervention for one in own}
        match = _BETTER.search(sentence.plain)
        if match and len(own) == 2 and len(names) == 2 and "" not in names:
            yield found(
                "CLA05",
                at(sentence, sentence.start + match.start()),
                one=own[0].intervention,
                other=own[1].intervention,
            )


def _by_sentence(claims: Claims) -> dict[int, list[Estimate]]:
    found_rows: dict[int, list[Estimate]] = {}
    for one in claims.estimates:
        if one.part == "results":
            found_rows.setdefault(id(one.sentence), []).append(one)
    return found_rows


def _strength(claims: Claims) -> Iterator[PageFinding]:
    """Yield a recommendation that is strong, or of no stated strength, over low certainty."""
    ratings = [one for one in claims.ratings if one.part == "results"]
    if not ratings:
        return
    best = max(ratings, key=lambda one: one.level)
    lowest = min(ratings, key=lambda one: one.level)
    strong, weak = _first(claims, "strong"), _first(claims, "weak")
    low = sum(one.level <= LOW for one in ratings)
    if strong is not None and (best.level <= LOW or low >= MOSTLY * len(ratings)):
        yield found("CLA02", at(strong), at(lowest.sentence, lowest.start), word=lowest.word)
    title = _title(claims)
    if strong is None and title is not None and _MUST.search(title.plain):
        if low >= MOSTLY * len(ratings):
            where = at(lowest.sentence, lowest.start)
            yield found("CLA02", at(title), where, word=lowest.word)
    elif strong is weak is None and title is not None and lowest.level <= LOW:
        where = at(lowest.sentence, lowest.start)
        yield found("CLA03", at(title), where, word=lowest.word)


def _first(claims: Claims, strength: str) -> Sentence | None:
    pattern = finder("strength", "strength", strength)
    for placed, sentence in claims.sentences:
        if placed.part in ("advice", "rationale", "assessment") and pattern.search(sentence.plain):
            return sentence
    return None


def _title(claims: Claims) -> Sentence | None:
    for placed, sentence in claims.sentences:
        if placed.part in ("advice", "rationale") and _ADVICE.search(sentence.plain):
            return sentence
    return None


CHECK = Check(
    codes=("CLA01", "CLA02", "CLA03", "CLA04", "CLA05"),
    test=test,
    looked_at=lambda claims: (
        sum(
            placed.part in PARTS and bool(finder("effect_verbs").search(sentence.plain))
            for placed, sentence in claims.sentences
        )
        + bool(claims.ratings)
    ),
)
