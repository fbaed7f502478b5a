"""What a model of dependent effects says of variation: components, I squared and prediction."""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np

from evidence.stats.dependent.components import Component as Fitted
from evidence.stats.dependent.fit import DependentFit
from evidence.stats.dependent.predictions import inconsistency
from evidence.stats.dependent.profile_interval import profile_interval
from evidence.stats.prediction import prediction_limits
from evidence.synthesis.multilevel_choices import MultilevelChoices
from evidence.synthesis.multilevel_results import Component
from evidence.synthesis.regression_results import Coefficient
from evidence.synthesis.results import NotEstimable, Prediction


def components_of(
    fit: DependentFit, names: Sequence[str], choices: MultilevelChoices
) -> tuple[Component, ...]:
    """Return every variance and correlation of a fit, by the names of its terms."""
    found: list[Component] = []
    shares = inconsistency_shares(fit)
    for number, name in enumerate(names):
        fitted = fit.model.components[number]
        state = fit.terms[number]
        for kind, values in (("variance", state.variances), ("correlation", state.correlations)):
            for place, value in enumerate(values.tolist()):
                low, high = _limits(fit, number, kind, place, choices)
                found.append(
                    Component(
                        term=name,
                        kind=kind,
                        levels=_levels(fitted, kind, place, len(values)),
                        value=value,
                        low=low,
                        high=high,
                        members=len(np.unique(fitted.members)),
                        i2=shares[number] if shares and kind == "variance" else None,
                    )
                )
    return tuple(found)


def _limits(
    fit: DependentFit, term: int, kind: str, place: int, choices: MultilevelChoices
) -> tuple[float | None, float | None]:
    fitted = fit.model.components[term]
    fixed = fitted.sd if kind == "variance" else fitted.shape
    if choices.intervals == "none" or not np.isnan(fixed[place]) or not fit.separable:
        return None, None
    found = profile_interval(fit, term, kind, place, level=choices.level)
    return found.low, found.high


def _levels(fitted: Fitted, kind: str, place: int, count: int) -> tuple[str, ...]:
    """Return the level a variance, or the pair of levels a correlation, is of."""
    if count == 1 and len(fitted.levels) != count:
        return ()
    if kind == "variance":
        return (str(fitted.levels[place]),) if count == len(fitted.levels) > 1 else ()
    pairs = np.triu_indices(len(fitted.levels), 1)
    if len(pairs[0]) != count:
        return ()
    return tuple(str(fitted.levels[int(side[place])]) for side in pairs)


def inconsistency_shares(fit: DependentFit) -> tuple[float, ...]:
    """Return each term's share of variance in per cent; none where a term has several."""
    if any(len(term.variances) > 1 for term in fit.terms):
        return ()
    return inconsistency(fit)[1]


def inconsistency_of(fit: DependentFit) -> float | NotEstimable:
    """Return I squared of all levels together, where each term has one variance."""
    if any(len(term.variances) > 1 for term in fit.terms):
        return NotEstimable(wanted="i2", reason="several_variances", values={})
    return inconsistency(fit)[0]


def predicted(
    fit: DependentFit, mean: Coefficient, choices: MultilevelChoices
) -> Prediction | NotEstimable:
    """Return where the true effect of a new effect in a new group is expected."""
    if not fit.terms:
        return NotEstimable(wanted="prediction", reason="common_effect", values={})
    if not fit.design.is_mean:
        return NotEstimable(wanted="prediction", reason="no_single_mean", values={})
    total = total_variance(fit)
    if isinstance(total, NotEstimable):
        return total
    low, high = prediction_limits(mean.estimate, mean.se, total, df=mean.df, level=choices.level)
    rule = "z" if mean.df is None else "t(df)"
    return Prediction(low=low, high=high, level=choices.level, rule=rule)


def total_variance(
    fit: DependentFit, levels: Mapping[int, Hashable] | None = None
) -> float | NotEstimable:
    """Return the variance of the true effect of a new effect in a new group.

    Parameters
    ----------
    fit : DependentFit
    levels : mapping of int to str or int, optional
        The inner level of the new effect, for terms whose levels have a variance each.

    Returns
    -------
    float or NotEstimable
        Not estimable where the variance hangs on a level that is not known.
    """
    total = 0.0
    for place, (component, term) in enumerate(zip(fit.model.components, fit.terms, strict=True)):
        level = (levels or {}).get(place)
        if len(term.variances) == 1:
            total += float(term.variances[0])
        elif level in component.levels:
            total += float(term.variances[component.levels.index(level)])
        else:
            return NotEstimable(wanted="prediction", reason="several_variances", values={})
    return total
