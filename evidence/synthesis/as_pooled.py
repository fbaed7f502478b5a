"""The effects and methods of an analysis already done, to ask more of them."""

from evidence.synthesis.choices import Choices, choose
from evidence.synthesis.diagnosed import Options
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.results import Analysis, PooledEffect


def effects_as_pooled(analysis: Analysis) -> EffectSet:
    """Return the effects of an analysis as they were pooled."""
    return EffectSet(measure=analysis.measure, effects=analysis.effects)


def options_as_pooled(pooled: PooledEffect) -> Options:
    """Return the methods of a pooled effect, as a diagnostic takes them.

    Examples
    --------
    >>> from evidence.synthesis.pool import pool
    >>> options_as_pooled(pool({"yi": [0.1, 0.3], "vi": [0.1, 0.1]}, model="common"))
    {'model': 'common', 'ci_method': 'wald', 'level': 0.95}
    """
    options: Options = {
        "model": pooled.model,
        "ci_method": pooled.ci_method,
        "level": pooled.level,
    }
    if pooled.model == "random":
        options["tau2_method"] = pooled.tau2_method
    return options


def choices_as_pooled(pooled: PooledEffect) -> Choices:
    """Return the choices of a pooled effect, with what was done about shared control groups."""
    return choose(**options_as_pooled(pooled), shared_control=pooled.shared_control)  # type: ignore[misc]
