"""GRADE in words: levels with symbols, domains, reasons and footnotes."""

from evidence.certainty.rating import CertaintyRating
from evidence.records.judgement import Judgement
from evidence.vocabulary import Certainty, Domain, Language
from evidence.wording.lists import listed
from evidence.wording.numbers import integer
from evidence.wording.phrases import counted, phrase

FILLED, HOLLOW = "⊕", "◯"


def certainty_word(certainty: Certainty | None, language: Language) -> str:
    """Return the name of a level, or that it is not reported.

    Examples
    --------
    >>> certainty_word(Certainty.VERY_LOW, Language.NN)
    'svært låg'
    """
    return phrase(f"certainty.{_name(certainty) if certainty else 'not_stated'}", language)


def level_symbols(certainty: Certainty) -> str:
    """Return GRADE's four circles, filled as far as the level goes.

    Examples
    --------
    >>> level_symbols(Certainty.LOW)
    '⊕⊕◯◯'
    """
    return FILLED * certainty.level + HOLLOW * (4 - certainty.level)


def level_label(certainty: Certainty | None, language: Language) -> str:
    """Return symbols and word together, since symbols alone do not reach every reader.

    Examples
    --------
    >>> level_label(Certainty.MODERATE, Language.NB)
    '⊕⊕⊕◯ middels'
    """
    word = certainty_word(certainty, language)
    if certainty is None:
        return word
    return phrase("certainty.label", language, symbols=level_symbols(certainty), word=word)


def level_meaning(certainty: Certainty, language: Language) -> str:
    """Return what a level means, in one sentence."""
    return phrase(f"certainty.meaning.{_name(certainty)}", language)


def domain_word(domain: Domain, language: Language) -> str:
    """Return a domain as it stands in a reason.

    Examples
    --------
    >>> domain_word(Domain.IMPRECISION, Language.NB)
    'manglende presisjon'
    """
    return phrase(f"domain.{_name(domain)}", language)


def level_of(rating: CertaintyRating) -> Certainty | None:
    """Return the level people have stated, else the one their decisions add up to."""
    return rating.stated or rating.computed


def reasons(rating: CertaintyRating, language: Language) -> str:
    """Return the domains that changed the level, in a row; empty where none did."""
    return listed(
        [domain_word(judgement.domain, language) for judgement in changes(rating)], language
    )


def changes(rating: CertaintyRating) -> tuple[Judgement, ...]:
    """Return the judgements that changed the level; one without a number of levels counts."""
    return tuple(judgement for judgement in rating.judgements if judgement.decided_levels != 0)


def footnote(judgement: Judgement, language: Language) -> str:
    """Return what was decided in one domain and, where given, why.

    Parameters
    ----------
    judgement : Judgement
        The decision.
    language : Language
        Language of the reader; the reason is printed as it was written.

    Returns
    -------
    str
        One or two sentences.
    """
    domain = domain_word(judgement.domain, language)
    way = "up" if judgement.domain.raises else "down"
    levels = judgement.decided_levels
    if levels is None:
        text = phrase(f"footnote.{way}_unknown", language, domain=domain)
    elif levels == 0:
        text = phrase("footnote.not_changed", language, domain=domain)
    else:
        number = integer(levels, language)
        text = counted(f"footnote.{way}", levels, language, n=number, domain=domain)
    if not judgement.reason:
        return text
    return phrase(
        "footnote.with_reason", language, footnote=text, reason=judgement.reason.removesuffix(".")
    )


def state_certainty(rating: CertaintyRating, language: Language, *, ours: bool) -> str:
    """Return the certainty of an estimate and its reasons as sentences.

    Parameters
    ----------
    rating : CertaintyRating
        The rating.
    language : Language
        Language of the reader.
    ours : bool
        Whether the estimate is our own: then a missing level was not rated, else not reported.

    Returns
    -------
    str
        One sentence, and a second where stated level and decisions disagree.
    """
    level = level_of(rating)
    if level is None:
        missing = "not_rated" if ours else "not_stated"
        return phrase(f"certainty.sentence_{missing}", language)
    word, why = certainty_word(level, language), reasons(rating, language)
    if why:
        text = phrase("certainty.stated_because", language, word=word, reasons=why)
    elif level is rating.start:
        text = phrase("certainty.stated", language, word=word)
    else:
        text = phrase("certainty.stated_without_reasons", language, word=word)
    if rating.agrees is not False:
        return text
    computed = certainty_word(rating.computed, language)
    return f"{text} {phrase('certainty.disagrees', language, computed=computed, stated=word)}"


def _name(word: Certainty | Domain) -> str:
    return word.value.replace(" ", "_")
