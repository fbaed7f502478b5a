"""Why there is no summary, as a sentence for below the studies."""

from evidence.synthesis.results import NotEstimable, PooledEffect
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase
from evidence.wording.synthesis_words import not_estimable_reason


def why_not(pooled: NotEstimable | PooledEffect, language: Language) -> str:
    """Return why studies stand without a summary."""
    if isinstance(pooled, PooledEffect):
        return phrase("figure.single", language)
    reason = not_estimable_reason(pooled, language)
    return phrase("figure.not_pooled", language, reason=reason)
