"""The four levels of certainty of a rating: which are left, and which domain took or gave one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from evidence.certainty.rating import CertaintyRating
from evidence.display.tables.certainty_arithmetic import DOMAINS
from evidence.records.judgement import Judgement
from evidence.vocabulary import Domain, Language
from evidence.wording.certainty_words import domain_word, level_of
from evidence.wording.lists import sentence
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase

LEVELS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Neighbouring levels that share a fate: from ``low`` to ``high``, one to four."""

    low: int
    high: int
    is_left: bool
    text: str


@dataclass(slots=True, kw_only=True)
class _Walk:
    """Which text stands at each level, and whose levels found no room."""

    texts: dict[int, list[str]] = field(default_factory=dict)
    beyond: list[str] = field(default_factory=list)

    def note(self, level: int, text: str) -> None:
        """Put a text at a level, once."""
        at = self.texts.setdefault(level, [])
        if text not in at:
            at.append(text)


def rated_levels(
    rating: CertaintyRating, language: Language
) -> tuple[tuple[Field, ...], tuple[str, ...]]:
    """Return the fields of a rating's bar, and the domains that found no level to take.

    Parameters
    ----------
    rating : CertaintyRating
        With a level, stated or computed.
    language : Language
        Language of the texts.

    Returns
    -------
    tuple of Field, tuple of str
        Fields from the lowest level up. Lowering domains take levels from the start downwards in
        GRADE's order, raising ones give levels from there upwards; what is neither taken nor left
        has no reported reason.
    """
    level = level_of(rating)
    final = level.level if level else 0
    walk = _Walk()
    bottom = _walk_down(rating, walk, language)
    _walk_up(rating, bottom, walk, language)
    unknown = [one for one in rating.judgements if one.decided_levels is None]
    reason = phrase("figure.certainty_bars.no_reason", language)
    if unknown:
        names = ", ".join(short_name(one.domain, language) for one in unknown)
        reason = phrase("figure.certainty_bars.unknown", language, domains=names)
    for at in range(final + 1, rating.start.level + 1):
        if at not in walk.texts:
            walk.note(at, reason)
    for at in range(rating.start.level + 1, final + 1):
        if at not in walk.texts:
            walk.note(at, reason)
    top = max(rating.start.level, final)
    return _merged(walk, final, top), tuple(walk.beyond)


def short_name(domain: Domain, language: Language) -> str:
    """Return a domain as it stands in a field."""
    if domain in DOMAINS:
        return phrase(f"table.certainty.{DOMAINS[domain]}", language)
    return sentence(domain_word(domain, language))


def _walk_down(rating: CertaintyRating, walk: _Walk, language: Language) -> int:
    """Note whose each level from the start down is, and return the level reached."""
    at = rating.start.level
    for one in _known(rating.judgements, raises=False):
        levels = one.decided_levels or 0
        name = short_name(one.domain, language)
        text = phrase(
            "figure.certainty_bars.taken", language, domain=name, levels=integer(levels, language)
        )
        for _ in range(levels):
            if at == 1:
                walk.beyond.append(text)
                break
            walk.note(at, text)
            at -= 1
    return at


def _walk_up(rating: CertaintyRating, at: int, walk: _Walk, language: Language) -> None:
    for one in _known(rating.judgements, raises=True):
        levels = one.decided_levels or 0
        name = short_name(one.domain, language)
        text = phrase(
            "figure.certainty_bars.given", language, domain=name, levels=integer(levels, language)
        )
        for _ in range(levels):
            if at == LEVELS:
                walk.beyond.append(text)
                break
            at += 1
            walk.note(at, text)


def _known(judgements: Sequence[Judgement], *, raises: bool) -> list[Judgement]:
    return [one for one in judgements if one.decided_levels and one.domain.raises is raises]


def _merged(walk: _Walk, final: int, top: int) -> tuple[Field, ...]:
    fields: list[Field] = []
    for at in range(1, top + 1):
        text = "; ".join(walk.texts.get(at, ()))
        is_left = at <= final
        last = fields[-1] if fields else None
        if text and last and (last.is_left, last.text) == (is_left, text):
            fields[-1] = Field(low=last.low, high=at, is_left=is_left, text=text)
        else:
            fields.append(Field(low=at, high=at, is_left=is_left, text=text))
    return tuple(fields)
