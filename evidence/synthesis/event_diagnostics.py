"""What each study does to the effect that counted events pool to, as tables with a row a study."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.synthesis.effects_of_table import numbers
from evidence.synthesis.event_choices import EventChoices
from evidence.synthesis.event_results import PooledEvents
from evidence.synthesis.event_table import EventTable
from evidence.synthesis.pool_tables import counted, pooled_of
from evidence.synthesis.results import NotEstimable

if TYPE_CHECKING:
    import pandas as pd

TOLD = ("estimate", "se", "statistic", "p_value", "ci_low", "ci_high", "tau2", "i2", "h2")
"""What is told of each pooling, by the names the pooled result has for it."""


def leave_one_out_events(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    measure: str = "OR",
    study: str | None = "study",
    **chosen: Any,
) -> "pd.DataFrame | NotEstimable":
    """Pool counted events without each study in turn.

    Parameters
    ----------
    table, measure, study, **chosen
        As for :func:`evidence.pool_events`.

    Returns
    -------
    DataFrame or NotEstimable
        A row a study left out: ``estimate``, ``se``, ``statistic``, ``p_value``, ``ci_low``,
        ``ci_high``, ``tau2``, ``i2``, ``h2``, ``q``, ``q_p_value`` of the others, on the analysis
        scale; NaN where they cannot be pooled. Studies that say nothing of the effect have none.

    Raises
    ------
    ChoiceUnknown, ValueError
        As :func:`evidence.pool_events`.

    Notes
    -----
    metafor's ``leave1out`` of ``rma.mh`` and ``rma.peto``; for mixed models the model is fitted
    as often as there are studies.

    References
    ----------
    Viechtbauer W, Cheung MWL (2010). https://doi.org/10.1002/jrsm.11

    Examples
    --------
    >>> trials = {"ai": [1, 4, 9], "n1i": [50, 40, 90], "ci": [3, 9, 12], "n2i": [50, 40, 90]}
    >>> leave_one_out_events(trials)["estimate"].round(3).tolist()
    [-0.55, -0.452, -1.005]
    """
    events, choices = counted(table, measure=measure, study=study, chosen=chosen)
    whole = pooled_of(events, choices)
    if isinstance(whole, NotEstimable):
        return whole
    every = list(range(len(events.labels)))
    return _told(events, [every[:place] + every[place + 1 :] for place in every], every, choices)


def cumulative_events(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    order: str | Sequence[float],
    measure: str = "OR",
    study: str | None = "study",
    **chosen: Any,
) -> "pd.DataFrame | NotEstimable":
    """Pool counted events anew each time a study is added.

    Parameters
    ----------
    order : str or sequence of float
        What the studies are added by, smallest first: a column of the table, such as the year,
        or the numbers themselves. Equal ones stay as given.
    table, measure, study, **chosen
        As for :func:`evidence.pool_events`.

    Returns
    -------
    DataFrame or NotEstimable
        A row a study added, in the order added, with the columns of
        :func:`evidence.leave_one_out_events` for all so far. It describes how the evidence came
        about, and tests nothing.

    Raises
    ------
    ChoiceUnknown, ValueError
        As :func:`evidence.pool_events`, and for an order that is not a number for each study.

    References
    ----------
    Lau J et al. (1992). https://doi.org/10.1056/NEJM199207233270406

    Examples
    --------
    >>> trials = {"ai": [1, 4, 9], "n1i": [50, 40, 90], "ci": [3, 9, 12], "n2i": [50, 40, 90]}
    >>> grown = cumulative_events(trials, order=[2003, 2001, 2002])
    >>> grown["study"].tolist(), grown["estimate"].round(3).tolist()
    (['2', '3', '1'], [-0.96, -0.55, -0.612])
    """
    events, choices = counted(table, measure=measure, study=study, chosen=chosen)
    if isinstance(order, str) and order not in table:
        raise ChoiceUnknown("order", order, [str(name) for name in table])
    when = numbers(table[order] if isinstance(order, str) else order)
    rows = len(events.labels) + len(events.left_out)
    if len(when) != rows or not np.isfinite(when).all():
        raise ValueError(f"order: a number is needed for each of the {rows} studies")
    whole = pooled_of(events, choices)
    if isinstance(whole, NotEstimable):
        return whole
    added = np.argsort(when[_rows(events)], kind="stable").tolist()
    return _told(events, [added[: last + 1] for last in range(len(added))], added, choices)


def _rows(events: EventTable) -> list[int]:
    """Return which rows of the table the studies are that say something."""
    silent = {int(row) for one in events.left_out for row in one.row_ids}
    return [row for row in range(len(events.labels) + len(silent)) if row not in silent]


def _told(
    events: EventTable, kept: Sequence[Sequence[int]], named: Sequence[int], choices: EventChoices
) -> "pd.DataFrame":
    import pandas as pd

    # One study has a closed form; a mixed model has nothing to set its effect against.
    least = 1 if choices.closed_form else 2
    rows = [_row(pooled_of(events.only(places), choices, least=least)) for places in kept]
    return pd.DataFrame(rows).assign(study=[events.labels[place] for place in named])[
        ["study", *TOLD, "q", "q_p_value"]
    ]


def _row(found: PooledEvents | NotEstimable) -> dict[str, Any]:
    if isinstance(found, NotEstimable):
        return dict.fromkeys((*TOLD, "q", "q_p_value"), np.nan)
    q = found.heterogeneity[0]
    return {name: getattr(found, name) for name in TOLD} | {
        "q": q.statistic,
        "q_p_value": q.p_value,
    }
