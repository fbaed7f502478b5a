"""What a selection model is asked to fit: the function, its fixed parameters and its bounds.

Vocabulary
----------
yi, vi : effects and their sampling variances
delta : parameters of the selection function
steps : p-values at which the weight of a step function changes
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import refuse, require_choice
from evidence.stats.sampled import Sampled
from evidence.stats.small_study.selection_functions import FUNCTIONS
from evidence.stats.small_study.selection_likelihood import (
    Selected,
    selected_by_function,
    selected_by_size,
    selected_by_steps,
)

MODELS = ("stepfun", *FUNCTIONS, "trunc")
ALTERNATIVES = ("greater", "less", "two.sided")


class Selection(NamedTuple):
    """How results may have been selected.

    Parameters
    ----------
    model : str
        One of ``MODELS``, spelled as metafor spells it: ``stepfun``; the smooth functions
        ``beta``, ``halfnorm``, ``negexp``, ``logistic``, ``power`` and ``negexppow``; or
        ``trunc``, selection by the effect itself.
    alternative : {"greater", "less", "two.sided"}
        Which results were favoured: large effects, small ones, or both.
    steps : array_like, optional
        For ``stepfun`` the p-values at which the weight changes (one-sided unless the alternative
        is two-sided: 0.025 is two-sided 0.05); 1 is added at the end. For ``trunc`` the cut, 0
        when not given. For the others a threshold up to which all are published alike.
    delta : array_like, optional
        Parameters of the selection function to fix; NaN for those to estimate.
    precision : array_like, shape (k,), optional
        A measure of imprecision, such as standard errors, that selection depends on as well;
        scaled by its largest value. Not for steps, ``beta`` and ``trunc``.
    """

    model: str = "stepfun"
    alternative: str = "greater"
    steps: Reported | None = None
    delta: Reported | None = None
    precision: Reported | None = None


class Setup(NamedTuple):
    """The data, the parameters given (NaN to estimate), where they may lie, and no selection."""

    data: Selected
    delta: Floats
    low: Floats
    high: Floats
    none: Floats


def set_up(effects: Sampled, xi: Floats, selection: Selection) -> Setup:
    """Turn results so that large ones are favoured, and say where parameters may lie.

    Parameters
    ----------
    effects : Sampled
        Effects and sampling variances.
    xi : array of float, shape (k, p)
        Model matrix of the mean.
    selection : Selection

    Returns
    -------
    Setup

    Raises
    ------
    ValueError
        For unknown options, impossible numbers, or an interval of a step function without results.
    """
    require_choice("model", selection.model, MODELS)
    require_choice("alternative", selection.alternative, ALTERNATIVES)
    if selection.precision is not None and selection.model in ("stepfun", "trunc", "beta"):
        raise ValueError(f"precision: not for model {selection.model!r}")
    turned, two_sided = selection.alternative == "less", selection.alternative == "two.sided"
    yi, xi = (-effects.yi, -xi) if turned else (effects.yi, xi)
    steps: Reported = () if selection.steps is None else selection.steps
    given = np.atleast_1d(np.asarray(steps, dtype=np.float64))
    if selection.model == "trunc":
        if two_sided or len(given) > 1:
            raise ValueError("trunc: one cut, and alternative 'greater' or 'less'")
        cut = float(given[0]) if len(given) else 0.0
        data = selected_by_size(yi, effects.vi, xi, -cut if turned else cut)
        return _stepped(data, 2, selection.delta)
    if selection.model == "stepfun":
        ends = _steps(given)
        data = selected_by_steps(yi, effects.vi, xi, ends, two_sided=two_sided)
        return _stepped(data, len(ends), selection.delta)
    return _smooth(Sampled(yi, effects.vi), xi, selection, given)


def _smooth(effects: Sampled, xi: Floats, selection: Selection, given: Floats) -> Setup:
    """Set up a smooth function, with a threshold where one is given."""
    family = FUNCTIONS[selection.model]
    cut = float(given[0]) if len(given) else 0.0
    if len(given) > 1 or not 0 <= cut < 1 or (cut and not family.may_cut):
        raise ValueError(f"steps: {given.tolist()} for model {selection.model!r}")
    sizes = np.ones_like(effects.yi)
    if selection.precision is not None:
        sizes = np.asarray(selection.precision, dtype=np.float64)
    if sizes.shape != effects.yi.shape:
        raise ValueError(f"precision of shape {sizes.shape} for {len(effects.yi)} effects")
    refuse("precision", ~(sizes > 0), "not above 0")
    data = selected_by_function(
        effects.yi,
        effects.vi,
        xi,
        selection.model,
        two_sided=selection.alternative == "two.sided",
        cut=cut,
        precision=sizes / sizes.max(),
    )
    limits = (np.array(family.low), np.array(family.high), np.array(family.none))
    return Setup(data, _given(selection.delta, len(family.none)), *limits)


def _steps(given: Floats) -> Floats:
    ends = np.unique(given)
    if not len(ends) or not ((ends > 0) & (ends <= 1)).all():
        raise ValueError(f"steps: {given.tolist()} are not p-values above 0")
    return ends if ends[-1] == 1 else np.append(ends, 1.0)


def _given(delta: Reported | None, count: int) -> Floats:
    fixed = np.full(count, np.nan) if delta is None else np.asarray(delta, dtype=np.float64)
    if fixed.shape == () or fixed.shape == (1,):
        fixed = np.full(count, float(fixed.reshape(-1)[0]))
    if fixed.shape != (count,):
        raise ValueError(f"delta of shape {fixed.shape}, {count} parameters")
    refuse("delta", fixed < 0, "below 0")
    return np.array(fixed)


def _stepped(data: Selected, count: int, delta: Reported | None) -> Setup:
    """Set up steps, the first of which has weight one."""
    if delta is not None and data.name == "trunc" and np.size(delta) == 1:
        delta = np.append(1.0, np.asarray(delta, dtype=np.float64))
    fixed = _given(delta, count)
    if np.isnan(fixed[0]):
        fixed[0] = 1.0
    counts = np.bincount(np.asarray(data.group), minlength=count)
    empty = (counts == 0) & (np.isnan(fixed) | (fixed == 1.0) & np.isnan(fixed).any())
    refuse("steps", empty, "without a result in the interval")
    ones = np.ones(count)
    return Setup(data, fixed, 0 * ones, 100 * ones, ones)
