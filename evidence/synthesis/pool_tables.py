"""Pool the events counted in a table's rows, without taking each study's effect first."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from evidence.errors import ChoiceUnknown
from evidence.stats.glmm.no_maximum import NoMaximum
from evidence.synthesis.event_choices import EventChoices, choose_events
from evidence.synthesis.event_closed_forms import pooled_in_closed_form
from evidence.synthesis.event_mixed_models import pooled_by_mixed_model
from evidence.synthesis.event_results import PooledEvents
from evidence.synthesis.event_table import COLUMNS, EventTable, events_of
from evidence.synthesis.results import NotEstimable

if TYPE_CHECKING:
    import pandas as pd


def pool_events(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    measure: str = "OR",
    study: str | None = "study",
    **chosen: Any,
) -> PooledEvents | NotEstimable:
    """Pool the events in a table's rows by Mantel-Haenszel, Peto or a mixed model.

    Parameters
    ----------
    table : DataFrame or mapping of str to sequence
        One row a study: counts of two groups, events and person-time, or counts of one group.
    measure : {"OR", "RR", "RD", "IRR", "IRD", "PLO", "IRLN"}
        Odds ratio, risk ratio, risk difference, rate ratio or difference of two groups; log odds
        or log rate of one.
    study : str or None
        Column that names the studies; not needed. None where every row is a study of its own.
    **chosen
        Columns, where they are not named as metafor does (``ai="died"``), and methods; see
        :class:`evidence.synthesis.event_choices.EventChoices`. ``method`` {"MH", "peto", "UM.FS",
        "UM.RS", "CM.EL", "CM.AL", "GLMM"}; ``model`` {"random", "common"}; ``ci_method`` {"wald",
        "t"}; ``prediction_rule``; ``level`` (0.95); ``add``, ``to``; ``continuity``; ``coding``;
        ``points``.

    Returns
    -------
    PooledEvents or NotEstimable
        Not estimable for fewer than two studies that say something of the effect, a study named
        twice, or no events in one group of all studies.

    Raises
    ------
    ChoiceUnknown
        For a column, an option or a choice that does not exist, with those that do.
    ValueError
        Naming every row that cannot be by its position (counted from zero) and why. Rows that
        say nothing of the effect are listed in the result.

    References
    ----------
    Mantel N, Haenszel W (1959). https://doi.org/10.1093/jnci/22.4.719
    Stijnen T, Hamza TH, Ozdemir P (2010). https://doi.org/10.1002/sim.4040

    Examples
    --------
    >>> trials = {"ai": [1, 4, 9], "n1i": [50, 40, 90], "ci": [3, 9, 12], "n2i": [50, 40, 90]}
    >>> print(pool_events(trials))
    OR 0.5421 [0.269, 1.092] (k = 3, common, MH, wald)
    """
    return pooled_of(*counted(table, measure=measure, study=study, chosen=chosen))


def counted(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    measure: str,
    study: str | None,
    chosen: Mapping[str, Any],
) -> tuple[EventTable, EventChoices]:
    """Return the counts of a table and the methods they are to be pooled by.

    Parameters
    ----------
    table, measure, study
        As for :func:`pool_events`.
    chosen : mapping of str
        Columns and methods, as for :func:`pool_events`.

    Raises
    ------
    ChoiceUnknown, ValueError
        As :func:`pool_events`.
    """
    named = {name: heading for name, heading in chosen.items() if name in COLUMNS}
    methods = {name: one for name, one in chosen.items() if name not in COLUMNS}
    choices = choose_events({"measure": measure, **methods})
    for name, heading in named.items():
        if not isinstance(heading, str):
            raise ChoiceUnknown(name, str(heading), [str(column) for column in table])
    events = events_of(
        table,
        named,
        measure=measure,
        study=study,
        whole=not choices.closed_form,
        added=choices.to != "none" and choices.add > 0,
    )
    return events, choices


def pooled_of(
    events: EventTable, choices: EventChoices, *, least: int = 2
) -> PooledEvents | NotEstimable:
    """Return the effect that at least so many studies' counts pool to, or why there is none."""
    return _too_little(events, least) or _pooled(events, choices)


def _pooled(events: EventTable, choices: EventChoices) -> PooledEvents | NotEstimable:
    if choices.closed_form:
        found = pooled_in_closed_form(events, choices)
        if found.se > 0:
            return found
        told = math.isfinite(found.estimate)
        reason = "groups_without_variation" if told else "no_events_in_one_group"
        return NotEstimable(wanted="pooled", reason=reason, values={})
    try:
        return pooled_by_mixed_model(events, choices)
    except NoMaximum:
        return NotEstimable(wanted="pooled", reason="likelihood_without_maximum", values={})


def _too_little(events: EventTable, least: int) -> NotEstimable | None:
    labels = events.labels
    twice = [label for label, times in Counter(labels).items() if times > 1]
    if twice:
        return NotEstimable(
            wanted="pooled", reason="duplicate_study", values={"labels": "; ".join(twice)}
        )
    if not labels:
        return NotEstimable(wanted="pooled", reason="no_studies", values={})
    if len(labels) < least:
        return NotEstimable(wanted="pooled", reason="one_study", values={"labels": labels[0]})
    return None
