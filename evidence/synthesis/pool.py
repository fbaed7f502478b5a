"""Pool effects, and say with the result how it was done."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack

from evidence.errors import ChoiceUnknown
from evidence.synthesis.choices import KENWARD_ROGER, WIDER, Choices, Chosen, choose
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.effects_of_table import effects_of
from evidence.synthesis.fit import Fit, fit
from evidence.synthesis.given import NOTHING, Given, given_for
from evidence.synthesis.heterogeneity import heterogeneity
from evidence.synthesis.named_columns import column_named
from evidence.synthesis.participants import participants
from evidence.synthesis.prediction import predicted
from evidence.synthesis.results import NotEstimable, PooledEffect, StudyEffect
from evidence.synthesis.shared_control import Shared, share_control
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd


def pool(
    effects: "EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    measure: Measure | str | None = None,
    yi: str = "yi",
    vi: str = "vi",
    sei: str | None = None,
    study: str | None = "study",
    weights: "str | float | Sequence[float] | None" = None,
    tau2: float | None = None,
    **choices: Unpack[Chosen],
) -> PooledEffect | NotEstimable:
    """Pool effects to one.

    Parameters
    ----------
    effects : EffectSet, DataFrame or mapping of str to sequence
        Effects on one scale: those of :func:`evidence.effect_sizes`, or a table with a row a
        study, as :func:`evidence.escalc` gives it.
    measure, yi, vi, sei, study : str
        For a table: what the effects are, and the columns they stand in; see
        :func:`evidence.synthesis.effects_of_table.effects_of`. A set of effects knows. None for
        ``study`` where every row is a study of its own, whatever the names.
    weights : str, float or sequence of float, optional
        The analyst's own weights in place of 1/(vi + tau2): a column of the table, a number an
        effect, or one number for equal weights.
    tau2 : float, optional
        A variance between studies taken as known, in place of an estimate.
    **choices
        The methods, by default those of decision record 0002; see
        :class:`evidence.synthesis.choices.Choices`. ``tau2_method`` {"REML", "ML", "DL", "PM",
        ...}; ``ci_method`` {"hartung-knapp", "hartung-knapp-ci", "hartung-knapp-IQWiG6",
        "hartung-knapp-unguarded", "kenward-roger", "t", "wald"}; ``model`` {"random", "common"};
        ``level`` (0.95); ``shared_control`` {"none", "merge", "split", "correlated"};
        ``i2_from`` {"tau2", "Q"}; ``tau2_interval`` {"QP", "PL", "BJ", "J"};
        ``prediction_rule`` {"z", "t(k-1)", "HTS t(k-2)", "riley", "V", "HTS", "HK", "HK-PR",
        "KR", "KR-PR", "S"}.

    Returns
    -------
    PooledEffect or NotEstimable
        Not estimable for fewer than two effects, and for control groups or trials counted twice
        without a choice how.

    Raises
    ------
    ChoiceUnknown
        For an option, a choice or a column that does not exist, with those that do.
    ValueError
        Naming every row of a table that cannot be pooled by its position (counted from zero)
        and why; nothing is left out in silence.

    Notes
    -----
    ``sum(wi yi) / sum(wi)`` with ``wi = 1 / (vi + tau2)`` or the weights given, of which
    ``adjustments`` then tells. Hartung and Knapp's interval is held
    never narrower than Wald's; ``adjustments`` says where that was needed.

    References
    ----------
    Hartung J, Knapp G (2001). https://doi.org/10.1002/sim.791
    Röver C, Knapp G, Friede T (2015). https://doi.org/10.1186/s12874-015-0091-1

    Examples
    --------
    >>> table = {"yi": [0.1, 0.3, 0.5], "vi": [0.02, 0.03, 0.02]}
    >>> print(pool(table, measure="SMD", tau2_method="DL", ci_method="wald"))
    SMD 0.3 [0.05798, 0.542] (k = 3, random, DL, wald)
    >>> by_kenward_roger = pool(table, ci_method="kenward-roger", prediction_rule="HTS")
    >>> by_kenward_roger.ci_method, by_kenward_roger.prediction.rule
    ('kenward-roger', 'HTS')
    """
    chosen = choose(**choices)
    columns: pd.DataFrame | Mapping[str, Sequence[Any]] = {}
    if isinstance(effects, EffectSet):
        if (yi, vi, sei, study) != ("yi", "vi", None, "study"):
            raise ValueError("yi, vi, sei and study name columns of a table, and this is none")
        if measure not in (None, effects.measure):
            raise ChoiceUnknown("measure", str(measure), [effects.measure])
        found = effects
    else:
        found = effects_of(effects, measure=measure, yi=yi, vi=vi, sei=sei, study=study)
        columns = effects
    k = len(found.effects)
    own = None if weights is None else column_named(columns, k, "weights", weights)
    return pool_by(found, chosen, given_for(k, own, tau2, chosen))


def pool_by(
    effects: EffectSet, choices: Choices, given: Given = NOTHING
) -> PooledEffect | NotEstimable:
    """Pool effects by choices already checked."""
    shared = share_control(effects, choices.shared_control)
    return shared if isinstance(shared, NotEstimable) else pool_shared(shared, choices, given)


def pool_shared(
    shared: Shared, choices: Choices, given: Given = NOTHING
) -> PooledEffect | NotEstimable:
    """Pool effects in which no control group is counted twice any more."""
    effects = shared.effects.effects
    if len(effects) < 2:
        return _too_few(effects)
    found = fit(shared, choices, given)
    if isinstance(found, NotEstimable):
        return found
    random = choices.model == "random"
    return PooledEffect(
        measure=shared.effects.measure,
        model=choices.model,
        estimate=found.pooled.estimate,
        se=found.pooled.se,
        ci_low=found.pooled.ci_low,
        ci_high=found.pooled.ci_high,
        level=choices.level,
        statistic=found.pooled.statistic,
        p_value=found.pooled.p_value,
        df=found.pooled.df,
        k=len(effects),
        n=participants(shared.effects),
        weights=tuple(float(weight) for weight in found.pooled.weights),
        tau2_method=found.tau2.method if random else "none",
        ci_method=found.ci_method,
        variance_method=_variance_method(shared.effects),
        shared_control=shared.choice,
        converged=found.tau2.converged,
        local_maxima=found.tau2.local_maxima,
        heterogeneity=heterogeneity(found.spread, choices),
        prediction=predicted(found, shared, choices),
        adjustments=(
            *shared.adjustments,
            *_notes(found, len(effects), choices, given),
        ),
    )


def _too_few(effects: Sequence[StudyEffect]) -> NotEstimable:
    labels = "; ".join(effect.label for effect in effects)
    return NotEstimable(
        wanted="pooled",
        reason="one_study" if effects else "no_studies",
        values={"labels": labels} if effects else {},
    )


def _variance_method(effects: EffectSet) -> str:
    """``LS`` from arm data, ``reported`` as printed or given, or both."""
    reported = [effect.route.startswith(("contrast", "given")) for effect in effects.effects]
    if all(reported):
        return "reported"
    return "LS_reported" if any(reported) else "LS"


def _notes(found: Fit, k: int, choices: Choices, given: Given) -> tuple[str, ...]:
    replaced, guarded = found.ci_method != choices.ci_method, found.pooled.guard_bit
    told = {
        "own_weights": given.weights is not None,
        "hartung_knapp_not_correlated": replaced and choices.ci_method != KENWARD_ROGER,
        "kenward_roger_not_correlated": replaced and choices.ci_method == KENWARD_ROGER,
        "hartung_knapp_guard": guarded and choices.ci_method != WIDER,
        "hartung_knapp_wald_wider": guarded and choices.ci_method == WIDER,
        "two_studies": k == 2,
        "tau2_not_converged": not found.tau2.converged,
        "several_maxima": found.tau2.local_maxima > 1,
        "tau2_interval_empty": found.spread.interval is not None and found.spread.interval.empty,
    }
    return tuple(key for key, holds in told.items() if holds)
