"""Ratings that should be alike: the same numbers or the same pattern, rated differently."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from evidence.certainty.appraisal import Appraisal
from evidence.certainty.numbers_seen import numbers_seen
from evidence.vocabulary import Domain

PATTERN = ("by_null", "by_important", "by_little", "by_bands", "holds_null")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlike:
    """Two ratings that differ although what they rest on does not.

    ``levels`` are those of the two in the domain; None where the level of certainty differs.
    """

    one: Appraisal
    other: Appraisal
    domain: Domain | None
    levels: tuple[int | None, int | None]


def same_numbers(appraisals: Iterable[Appraisal]) -> Iterator[Unlike]:
    """Find ratings that differ although estimate, interval and all other numbers are the same.

    An estimate without an interval says too little to be called the same numbers.
    """
    whole = [one for one in appraisals if one.is_rated and one.body.ci_low is not None]
    for one, other in _alike(whole, lambda appraisal: numbers_seen(appraisal.body)):
        levels = [
            appraisal.rating.stated or appraisal.rating.computed for appraisal in (one, other)
        ]
        if levels[0] is not None and levels[1] is not None and levels[0] is not levels[1]:
            yield Unlike(one=one, other=other, domain=None, levels=(None, None))


def same_pattern(appraisals: Iterable[Appraisal]) -> Iterator[Unlike]:
    """Find imprecision rated differently where the intervals cross the same thresholds."""
    rated = [one for one in appraisals if one.is_rated and _pattern(one) is not None]
    for one, other in _alike(rated, _pattern):
        levels = decided(one, Domain.IMPRECISION), decided(other, Domain.IMPRECISION)
        if None not in levels and levels[0] != levels[1]:
            yield Unlike(one=one, other=other, domain=Domain.IMPRECISION, levels=levels)


def by_i2(appraisals: Iterable[Appraisal]) -> Iterator[Unlike]:
    """Find pairs where the smaller I squared is rated down more than the larger one.

    Yields
    ------
    Unlike
        ``one`` has the smaller I squared and more levels.
    """
    known = [one for one in appraisals if one.is_rated and one.body.i2 is not None]
    for pair in combinations(known, 2):
        low, high = sorted(pair, key=lambda appraisal: appraisal.body.i2 or 0.0)
        levels = decided(low, Domain.INCONSISTENCY), decided(high, Domain.INCONSISTENCY)
        if low.body.i2 == high.body.i2 or levels[0] is None or levels[1] is None:
            continue
        if levels[0] > levels[1]:
            yield Unlike(one=low, other=high, domain=Domain.INCONSISTENCY, levels=levels)


def decided(appraisal: Appraisal, domain: Domain) -> int | None:
    """Return the levels decided; none recorded beside a stated level counts as no levels."""
    for judgement in appraisal.rating.judgements:
        if judgement.domain is domain:
            return judgement.decided_levels
    return 0 if appraisal.rating.judgements else None


def _pattern(appraisal: Appraisal) -> Hashable:
    for held in appraisal.held:
        if held.domain is Domain.IMPRECISION and held.suggestion.is_checkable:
            numbers = held.suggestion.numbers
            words = held.suggestion.words
            seen = tuple(numbers.get(name) for name in PATTERN)
            enough = None if "ois_share" not in numbers else numbers["ois_share"] >= 1
            return (*seen, enough, words["threshold"], words["target"])
    return None


def _alike(
    appraisals: Iterable[Appraisal], key: Callable[[Appraisal], Hashable]
) -> Iterator[tuple[Appraisal, Appraisal]]:
    groups: dict[Hashable, list[Appraisal]] = defaultdict(list)
    for appraisal in appraisals:
        groups[key(appraisal)].append(appraisal)
    for group in groups.values():
        yield from combinations(group, 2)
