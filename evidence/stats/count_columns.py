"""Counts under metafor's names, assembled for the formulas."""

import numpy as np

from evidence.stats.assembled import Assembled, first_known, takes
from evidence.stats.floats import Floats
from evidence.stats.matched_pairs import correlation_of_margins
from evidence.stats.refusal import refuse
from evidence.stats.two_by_two import Tables


@takes("ai ci", "bi di n1i n2i")
def tables(a: Floats, c: Floats, b: Floats, d: Floats, n1: Floats, n2: Floats) -> Assembled:
    """Take two-by-two tables; a group's size may stand in for those without the event."""
    b, d = _others("n1i", a, b, n1), _others("n2i", c, d, n2)
    return Assembled({"ai": a, "bi": b, "ci": c, "di": d}, a + b + c + d)


@takes("ai ci", "bi di n1i n2i ri pi")
def margins(*given: Floats) -> Assembled:
    """Take counts at two times with their correlation, or the share with the event both times."""
    a, c, b, d, n1, n2, r, both = given
    b, d = _others("n1i", a, b, n1), _others("n2i", c, d, n2)
    r = first_known(r, correlation_of_margins(Tables(a, b, c, d), both))
    people = np.round((a + b + c + d) / 2)
    return Assembled({"ai": a, "bi": b, "ci": c, "di": d, "ri": r}, people)


@takes("ai bi ci")
def genotypes(a: Floats, b: Floats, c: Floats) -> Assembled:
    """Take counts of three genotypes."""
    return Assembled({"ai": a, "bi": b, "ci": c}, a + b + c)


@takes("xi", "mi ni")
def shares(x: Floats, m: Floats, n: Floats) -> Assembled:
    """Take people with the event, and those without it or all."""
    m = _others("ni", x, m, n)
    return Assembled({"xi": x, "mi": m}, x + m)


@takes("x1i t1i x2i t2i")
def two_rates(x1: Floats, t1: Floats, x2: Floats, t2: Floats) -> Assembled:
    """Take events and person-time of two groups; the time counts as the size."""
    return Assembled({"x1i": x1, "t1i": t1, "x2i": x2, "t2i": t2}, t1 + t2)


@takes("xi ti")
def one_rate(x: Floats, t: Floats) -> Assembled:
    """Take events and person-time of one group; the time counts as the size."""
    return Assembled({"xi": x, "ti": t}, t)


def _others(size: str, events: Floats, others: Floats, everyone: Floats) -> Floats:
    refuse(size, np.asarray(events > everyone), "below the events")
    refuse(size, np.abs(events + others - everyone) > 0, "not the sum of its counts")
    return first_known(others, everyone - events)
