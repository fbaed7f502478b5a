"""The effects and methods of an analysis already done, to ask more of them."""

from evidence.synthesis.choices import TESTS, Choices, Methods, choose
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.results import Analysis, PooledEffect


def effects_as_pooled(analysis: Analysis) -> EffectSet:
    """Return the effects of an analysis as they were pooled."""
    return EffectSet(measure=analysis.measure, effects=analysis.effects)


def options_as_pooled(pooled: PooledEffect) -> Methods:
    """Return the methods of a pooled effect, as a diagnostic takes them.

    An interval that only a pooled mean has is left out: the diagnostic then takes its own.

    Examples
    --------
    >>> from evidence.synthesis.pool import pool
    >>> options_as_pooled(pool({"yi": [0.1, 0.3], "vi": [0.1, 0.1]}, model="common"))
    {'model': 'common', 'level': 0.95, 'ci_method': 'wald'}
    """
    options = _methods(pooled)
    if pooled.ci_method in TESTS:
        options["ci_method"] = pooled.ci_method
    return options


def choices_as_pooled(pooled: PooledEffect) -> Choices:
    """Return the choices of a pooled effect, with what was done about shared control groups."""
    options = _methods(pooled)
    options["ci_method"] = pooled.ci_method
    return choose(**options, shared_control=pooled.shared_control)


def _methods(pooled: PooledEffect) -> Methods:
    options: Methods = {"model": pooled.model, "level": pooled.level}
    if pooled.model == "random":
        options["tau2_method"] = pooled.tau2_method
    return options
