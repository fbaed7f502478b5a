"""What each study does to the pooled effect, as tables with a row a study."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack, cast

from evidence.errors import ChoiceUnknown
from evidence.stats.cumulative import cumulative as pooled_so_far
from evidence.stats.influence import influence as influences
from evidence.stats.leave_one_out import leave_one_out as pooled_without
from evidence.synthesis.diagnosed import Options, diagnosed
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.effects_of_table import numbers
from evidence.synthesis.moderated_influence import ModeratedOptions, moderated_influence
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.table_rows import columns_of

if TYPE_CHECKING:
    import pandas as pd

FEWEST_FOR_INFLUENCE = 3
"""Without one of them, two are left: the fewest that differ."""


def leave_one_out(
    effects: "EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]", **options: Unpack[Options]
) -> "pd.DataFrame | NotEstimable":
    """Pool effects without each of them in turn.

    Parameters
    ----------
    effects : EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.pool`.
    **options
        Columns (``yi``, ``vi``, ``sei``, ``study``) and methods (``tau2_method``, ``ci_method``,
        ``model``, ``level``) as for :func:`evidence.pool`.

    Returns
    -------
    DataFrame or NotEstimable
        A row a study left out, with the table's index: ``estimate``, ``se``, ``statistic``,
        ``p_value``, ``ci_low``, ``ci_high``, ``q``, ``q_p_value``, ``tau2``, ``i2``, ``h2`` of
        the others, on the analysis scale.

    Raises
    ------
    ChoiceUnknown, ValueError
        As :func:`evidence.pool`.

    References
    ----------
    Viechtbauer W, Cheung MWL (2010). https://doi.org/10.1002/jrsm.11

    Examples
    --------
    >>> table = {"study": ["A", "B", "C"], "yi": [0.0, 1.0, 2.0], "vi": [1.0, 1.0, 1.0]}
    >>> leave_one_out(table, tau2_method="DL")["estimate"].tolist()
    [1.5, 1.0, 0.5]
    """
    known = diagnosed(effects, options, least=2)
    if isinstance(known, NotEstimable):
        return known
    fits = pooled_without(
        known.yi, known.vi, method=known.method, test=known.test, level=known.level
    )
    return known.table(fits._asdict())


def cumulative(
    effects: "EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    order: "str | Sequence[float]",
    **options: Unpack[Options],
) -> "pd.DataFrame | NotEstimable":
    """Pool effects anew each time a study is added.

    Parameters
    ----------
    effects : EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.pool`.
    order : str or sequence of float
        What the studies are added by, smallest first: a column of the table, such as the year,
        or the numbers themselves. Equal ones stay as given.
    **options
        As for :func:`leave_one_out`.

    Returns
    -------
    DataFrame or NotEstimable
        A row a study added, in the order added, with the columns of :func:`leave_one_out` for
        all so far. It describes how the evidence came about, and tests nothing.

    Raises
    ------
    ChoiceUnknown, ValueError
        As :func:`evidence.pool`, and for an order that is not a number for each effect.

    References
    ----------
    Lau J et al. (1992). https://doi.org/10.1056/NEJM199207233270406

    Examples
    --------
    >>> table = {"study": ["A", "B"], "yi": [0.0, 1.0], "vi": [1.0, 1.0], "year": [2002, 1998]}
    >>> grown = cumulative(table, order="year", tau2_method="DL")
    >>> grown["study"].tolist(), grown["estimate"].tolist()
    (['B', 'A'], [1.0, 0.5])
    """
    known = diagnosed(effects, options, least=1)
    if isinstance(known, NotEstimable):
        return known
    grown = pooled_so_far(
        known.yi,
        known.vi,
        order=_order(effects, order),
        method=known.method,
        test=known.test,
        level=known.level,
    )
    return known.table(grown.fits._asdict(), order=grown.added)


def influence(
    effects: "EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    moderators: str | None = None,
    **options: Unpack[ModeratedOptions],
) -> "pd.DataFrame | NotEstimable":
    """Measure what each study does to the pooled effect, or to a meta-regression.

    Parameters
    ----------
    effects : EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.pool`; a table when there are moderators.
    moderators : str, optional
        ``"year + alloc"``, as for :func:`evidence.meta_regression`; ``"1"`` for a mean with
        weights of one's own.
    **options
        As for :func:`leave_one_out`; with moderators also ``weights``, ``missing`` and
        ``redundant`` as for :func:`evidence.meta_regression`.

    Returns
    -------
    DataFrame or NotEstimable
        A row a study: ``rstudent``, ``dffits``, ``cook_d``, ``cov_r``, ``tau2_del``, ``q_del``,
        ``hat``, ``weight`` (per cent), ``dfbs``, and ``influential``, which marks what metafor
        marks; formulas in :func:`evidence.stats.influence.influence`. With moderators there is a
        ``dfbs`` for each coefficient (``dfbs year``) and the ``residual`` from the fit to the
        others; :func:`evidence.stats.regression_influence.regression_influence`.

    Raises
    ------
    ChoiceUnknown, ValueError
        As :func:`evidence.pool`.

    References
    ----------
    Viechtbauer W, Cheung MWL (2010). https://doi.org/10.1002/jrsm.11

    Examples
    --------
    >>> table = {"yi": [0.1, 0.2, 0.15, 2.0], "vi": [0.02, 0.02, 0.02, 0.02]}
    >>> influence(table, tau2_method="DL", ci_method="wald")["influential"].tolist()
    [False, False, False, True]
    """
    if moderators is not None:
        return moderated_influence(effects, moderators, options)
    known = diagnosed(effects, cast(Options, options), least=FEWEST_FOR_INFLUENCE)
    if isinstance(known, NotEstimable):
        return known
    return known.table(
        influences(known.yi, known.vi, method=known.method, test=known.test)._asdict()
    )


def _order(effects: Any, order: "str | Sequence[float]") -> Any:
    if not isinstance(order, str):
        return order
    if not isinstance(effects, EffectSet):
        effects = columns_of(effects)
    if isinstance(effects, EffectSet) or order not in effects:
        columns = () if isinstance(effects, EffectSet) else [str(name) for name in effects]
        raise ChoiceUnknown("order", order, columns)
    return numbers(effects[order])
