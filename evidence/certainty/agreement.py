"""How far two raters agreed before they settled on a decision, and what was settled how."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from evidence.records.judgement import Judgement
from evidence.records.rater_level import RaterLevel
from evidence.stats.weighted_kappa import Kappa, weighted_kappa
from evidence.vocabulary import Domain

CATEGORIES = 4
"""Levels from none to three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A domain that two raters saw differently, and what was decided.

    ``judgement`` is the decision's id; empty, and ``decided`` None, where there is none yet.
    """

    about_id: str
    domain: Domain
    levels: tuple[int, int]
    judgement: str
    decided: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Two raters' agreement, over all domains or in one.

    Parameters
    ----------
    raters : tuple of str
        The two, in alphabetical order.
    domain : Domain or None
        The domain; None for all together.
    linear, quadratic : Kappa
        Weighted kappa with linear and with quadratic weights.
    same : int
        How many things both gave the same levels.
    """

    raters: tuple[str, str]
    domain: Domain | None
    linear: Kappa
    quadratic: Kappa
    same: int


def agreements(rows: Sequence[RaterLevel]) -> tuple[Agreement, ...]:
    """Return the agreement of every pair of raters who have rated the same things.

    Parameters
    ----------
    rows : sequence of RaterLevel
        What each rater gave.

    Returns
    -------
    tuple of Agreement
        For each pair first all domains together, then each domain both have rated.
    """
    found: list[Agreement] = []
    for pair in combinations(sorted({row.rater for row in rows}), 2):
        both = _both(rows, pair)
        if not both:
            continue
        found.append(_agreement(pair, None, [levels for _, _, levels in both]))
        for domain in Domain:
            own = [levels for _, where, levels in both if where is domain]
            if own:
                found.append(_agreement(pair, domain, own))
    return tuple(found)


def settled(rows: Sequence[RaterLevel], judgements: Iterable[Judgement]) -> tuple[Settled, ...]:
    """Return every domain two raters saw differently, with the decision made of it.

    Parameters
    ----------
    rows : sequence of RaterLevel
        What each rater gave.
    judgements : iterable of Judgement
        The decisions.

    Returns
    -------
    tuple of Settled
        In the order of the raters' rows.
    """
    decided = {(one.about_id, one.domain): one for one in judgements}
    found: list[Settled] = []
    for pair in combinations(sorted({row.rater for row in rows}), 2):
        for about_id, domain, levels in _both(rows, pair):
            judgement = decided.get((about_id, domain))
            if levels[0] == levels[1]:
                continue
            found.append(
                Settled(
                    about_id=about_id,
                    domain=domain,
                    levels=levels,
                    judgement=judgement.id if judgement else "",
                    decided=judgement.decided_levels if judgement else None,
                    reason=judgement.reason if judgement else "",
                )
            )
    return tuple(found)


def _both(
    rows: Sequence[RaterLevel], pair: tuple[str, str]
) -> list[tuple[str, Domain, tuple[int, int]]]:
    given = {(row.rater, row.about_id, row.domain): row.levels for row in rows}
    return [
        (row.about_id, row.domain, (row.levels, given[(pair[1], row.about_id, row.domain)]))
        for row in rows
        if row.rater == pair[0] and (pair[1], row.about_id, row.domain) in given
    ]


def _agreement(
    pair: tuple[str, str], domain: Domain | None, levels: Sequence[tuple[int, int]]
) -> Agreement:
    table = np.zeros((CATEGORIES, CATEGORIES))
    for one, other in levels:
        table[one, other] += 1
    return Agreement(
        raters=pair,
        domain=domain,
        linear=weighted_kappa(table, weights="linear"),
        quadratic=weighted_kappa(table, weights="quadratic"),
        same=sum(one == other for one, other in levels),
    )
