"""Heterogeneity and the test between subgroups, as they stand in a figure."""

from evidence.display.plots.forest_view import ForestView, per_cent
from evidence.synthesis.results import PooledEffect, SubgroupTest
from evidence.vocabulary import Language
from evidence.wording.numbers import HARD_SPACE, integer, interval, number, p_value, percent
from evidence.wording.phrases import phrase


def spread_line(view: ForestView, pooled: PooledEffect) -> str:
    """Return how much true effects differ between the studies of a pooled effect.

    The variance between studies and I² stand with their intervals in the overall line only, where
    there is room for them.
    """
    spread, language = pooled.heterogeneity, view.language
    q = _q(spread.q, spread.df, spread.p_value, language)
    return phrase(
        "figure.heterogeneity",
        language,
        tau2=_tau2(view, pooled),
        i2=_i2(view, pooled),
        q=q,
    )


def interaction_text(test: SubgroupTest, language: Language) -> str:
    """Return the test for a difference between subgroups."""
    return _q(test.q, test.df, test.p_value, language)


def _q(q: float, df: int, p: float, language: Language) -> str:
    values = {"q": number(q, 2, language), "df": integer(df, language)}
    return _unbroken(phrase("figure.q", language, p=p_value(p, language), **values))


def _tau2(view: ForestView, pooled: PooledEffect) -> str:
    spread, language = pooled.heterogeneity, view.language
    decimals = _tau2_decimals(pooled)
    value = number(spread.tau2, decimals, language)
    if pooled is not view.pooled or spread.tau2_low is None or spread.tau2_high is None:
        return _unbroken(phrase("figure.tau2", language, value=value))
    limits = (spread.tau2_low, spread.tau2_high)
    within = interval(*limits, per_cent(pooled.level), decimals, language)
    return _unbroken(phrase("figure.tau2_interval", language, value=value, interval=within))


def _tau2_decimals(pooled: PooledEffect) -> int:
    """Return two decimals for mean differences; other scales have small variances."""
    return 2 if pooled.measure.value == "MD" else 3


def _i2(view: ForestView, pooled: PooledEffect) -> str:
    spread, language = pooled.heterogeneity, view.language
    value = percent(spread.i2, language, 1)
    if pooled is not view.pooled or spread.i2_low is None or spread.i2_high is None:
        return _unbroken(phrase("figure.i2", language, value=value))
    limits = (spread.i2_low, spread.i2_high)
    within = interval(*limits, per_cent(pooled.level), 1, language)
    return _unbroken(phrase("figure.i2_interval", language, value=value, interval=within))


def _unbroken(text: str) -> str:
    """Keep a symbol, its sign and its number on one line."""
    for sign in ("=", "<", ">"):
        text = text.replace(f" {sign} ", f"{HARD_SPACE}{sign}{HARD_SPACE}")
    return text
