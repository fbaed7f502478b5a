"""Which rule the words for the size of an effect obey: the page's own, a known one, or its habit.

Known are Cohen's 0.2, 0.5 and 0.8 and the Cochrane Handbook's less than 0.40, 0.40 to 0.70 and
more (5.1, section 12.6.2, which warns that either ignores the context). Where the words follow
neither, the cuts that leave fewest words out of place are looked for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from evidence.audit.page.block import Sentence
from evidence.audit.page.claims import Claims, Estimate
from evidence.audit.page.words import either, meanings
from evidence.certainty.thresholds import COHEN

NONE, SMALL, MODERATE, LARGE = range(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """From which absolute value an effect is small, moderate and large."""

    name: str
    small: float
    moderate: float
    large: float
    sentence: Sentence | None = None

    def allows(self, rank: int, value: float) -> bool:
        """Tell whether a word of a rank may stand at a value; at a cut both may.

        Examples
        --------
        >>> COHEN_CUTS.allows(SMALL, 0.33), COHEN_CUTS.allows(MODERATE, 0.33)
        (True, False)
        """
        size = abs(value)
        bounds = (0.0, self.small, self.moderate, self.large, float("inf"))
        if rank == SMALL and size < self.small:
            return True
        return bounds[rank] - 1e-9 <= size <= bounds[rank + 1] + 1e-9


COHEN_CUTS = Cuts(name="cohen", small=COHEN.small, moderate=COHEN.moderate, large=COHEN.large)
COCHRANE_CUTS = Cuts(name="cochrane", small=0.0, moderate=0.4, large=0.7)
KNOWN = (COHEN_CUTS, COCHRANE_CUTS)
FEWEST_ROWS = 4
MOST_EXCEPTIONS = 0.25

_TOKEN = re.compile(
    rf"(?P<number>(?<![\d.,])[01][.,]\d{{1,2}}(?!\d))|(?<!\w)(?P<word>{either('size')})(?!\w)"
    r"|(?P<under>\bunder\b|\bmindre enn\b|\binntil\b|<)",
    re.IGNORECASE,
)


def sized_rows(claims: Claims) -> tuple[Estimate, ...]:
    """Return the standardised estimates that carry a word for their size."""
    return tuple(
        one
        for one in claims.estimates
        if one.scale == "standardised" and one.size is not None and one.part == "results"
    )


def own_rule(claims: Claims) -> Cuts | None:
    """Return the rule a page states itself, as in ``0,2 liten, 0,5 moderat og 0,8 stor``."""
    for placed, sentence in claims.sentences:
        if placed.part in ("references", "footer"):
            continue
        cuts = _cuts_in(sentence)
        if cuts is not None:
            return cuts
    return None


def exceptions(rows: Sequence[Estimate], cuts: Cuts) -> tuple[Estimate, ...]:
    """Return the rows whose word a rule does not allow."""
    return tuple(
        one for one in rows if one.size and not cuts.allows(one.size.rank, one.value.value)
    )


def habit(rows: Sequence[Estimate]) -> tuple[Cuts, tuple[float, float]]:
    """Return the cuts that leave fewest words out of place, and where the one to moderate lies.

    Every cut lies midway between two values that stand on the page; of cuts that fit equally well
    the first is taken. The second value is the largest size below that cut and the smallest above.
    """
    values = sorted({abs(one.value.value) for one in rows})
    middles = [0.0, *((low + high) / 2 for low, high in pairwise(values)), values[-1] + 1]
    best: tuple[int, Cuts] | None = None
    for moderate in middles:
        for large in (cut for cut in middles if cut >= moderate):
            cuts = Cuts(name="habit", small=0.0, moderate=moderate, large=large)
            wrong = sum(not _fits(one, cuts) for one in rows)
            if best is None or wrong < best[0]:
                best = (wrong, cuts)
    assert best is not None
    below = max((value for value in values if value < best[1].moderate), default=0.0)
    above = min((value for value in values if value >= best[1].moderate), default=values[-1])
    return best[1], (below, above)


def _fits(one: Estimate, cuts: Cuts) -> bool:
    rank = max(SMALL, one.size.rank) if one.size else SMALL
    return cuts.allows(rank, one.value.value)


def _cuts_in(sentence: Sentence) -> Cuts | None:
    tokens = list(_TOKEN.finditer(sentence.plain))
    words = [one for one in tokens if one.group("word")]
    numbers = [one for one in tokens if one.group("number")]
    if len(words) < 2 or len(numbers) < 2 or re.search(r"KI|CI\b|vurdert", sentence.plain):
        return None
    starts = _starts(tokens)
    ranks = {
        int(meanings("size", "rank")[word.group("word").lower()]): start
        for word, start in starts
        if start is not None
    }
    if MODERATE not in ranks or LARGE not in ranks or not ranks[MODERATE] < ranks[LARGE]:
        return None
    return Cuts(
        name="own",
        small=ranks.get(SMALL, 0.0),
        moderate=ranks[MODERATE],
        large=ranks[LARGE],
        sentence=sentence,
    )


def _starts(
    tokens: Sequence[re.Match[str]],
) -> list[tuple[re.Match[str], float | None]]:
    """Return each word with the number its class begins at; ``under`` begins it at nothing."""
    numbers_first = next(
        (
            token.group("number") or token.group("under")
            for token in tokens
            if token.group("word") or token.group("number") or token.group("under")
        ),
        None,
    )
    found: list[tuple[re.Match[str], float | None]] = []
    pending: list[re.Match[str]] = []
    for token in tokens:
        if not token.group("word"):
            pending.append(token)
            if not numbers_first and found and len(pending) == 1:
                found[-1] = (found[-1][0], _begin(pending))
            continue
        found.append((token, _begin(pending) if numbers_first else None))
        pending = []
    return found


def _begin(tokens: Sequence[re.Match[str]]) -> float | None:
    if tokens and tokens[0].group("under"):
        return 0.0
    number = next((token.group("number") for token in tokens if token.group("number")), None)
    return float(number.replace(",", ".")) if number else None
