"""How much true effects differ between studies, as one result."""

from typing import NamedTuple

from evidence.stats.heterogeneity import (
    CochranQ,
    inconsistency_from_q,
    inconsistency_from_tau2,
)
from evidence.stats.tau2_interval import Tau2Interval
from evidence.synthesis.choices import Choices
from evidence.synthesis.results import Heterogeneity


class Spread(NamedTuple):
    """Q, the typical sampling variance, tau squared and its interval where there is one."""

    q: CochranQ
    typical: float
    tau2: float
    interval: Tau2Interval | None


def heterogeneity(spread: Spread, choices: Choices) -> Heterogeneity:
    """Return Q, tau squared, I squared and H squared with their intervals.

    Parameters
    ----------
    spread : Spread
        The numbers, from independent or from correlated effects.
    choices : Choices
        ``i2_from``. A common effect has no variance between studies, so I squared is then taken
        from Q and nothing has an interval.

    Returns
    -------
    Heterogeneity
        Intervals are None where no tau squared agrees with the data (effects differ less than
        chance would have them), and for I squared from Q.
    """
    from_tau2 = choices.model == "random" and choices.i2_from == "tau2"
    if from_tau2:
        found = inconsistency_from_tau2(spread.tau2, spread.typical)
    else:
        found = inconsistency_from_q(spread.q.q, spread.q.df)
    interval = spread.interval
    if interval is not None and interval.empty:
        interval = None
    around = (interval.low, interval.high) if interval is not None and from_tau2 else ()
    limits = [inconsistency_from_tau2(limit, spread.typical) for limit in around]
    return Heterogeneity(
        q=spread.q.q,
        df=spread.q.df,
        p_value=spread.q.p_value,
        tau2=spread.tau2,
        tau2_low=None if interval is None else interval.low,
        tau2_high=None if interval is None else interval.high,
        i2=found.i2,
        i2_low=limits[0].i2 if limits else None,
        i2_high=limits[1].i2 if limits else None,
        i2_from="tau2" if from_tau2 else "Q",
        h2=found.h2,
        h2_low=limits[0].h2 if limits else None,
        h2_high=limits[1].h2 if limits else None,
        interval_method="none" if interval is None else interval.rule,
    )
