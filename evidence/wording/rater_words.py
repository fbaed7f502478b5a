"""How far raters agreed, and what was settled how, in sentences."""

import math
from collections.abc import Iterator

from evidence.certainty.agreement import agreements, settled
from evidence.stats.weighted_kappa import Kappa
from evidence.tables.tables import Tables
from evidence.vocabulary import Domain, Language
from evidence.wording.numbers import estimate, integer
from evidence.wording.phrases import phrase

LEVEL = 95


def state_raters(tables: Tables, language: Language) -> tuple[str, ...]:
    """Return the agreement of each pair of raters, then every domain they saw differently.

    Parameters
    ----------
    tables : Tables
        The project's tables.
    language : Language
        Language of the reader.

    Returns
    -------
    tuple of str
        Empty where no raters' levels are entered.
    """
    return (*_agreements(tables, language), *_settled(tables, language))


def _agreements(tables: Tables, language: Language) -> Iterator[str]:
    for one in agreements(tables.rater_levels):
        everything = phrase("grade.raters.all", language)
        yield phrase(
            "grade.raters.line",
            language,
            one=one.raters[0],
            other=one.raters[1],
            domain=_domain(one.domain, language) if one.domain else everything,
            same=integer(one.same, language),
            n=integer(one.linear.n, language),
            linear=_kappa(one.linear, language),
            quadratic=_kappa(one.quadratic, language),
        )


def _settled(tables: Tables, language: Language) -> Iterator[str]:
    for one in settled(tables.rater_levels, tables.judgements.values()):
        values = {
            "about": one.about_id,
            "domain": _domain(one.domain, language),
            "levels": integer(one.levels[0], language),
            "other_levels": integer(one.levels[1], language),
        }
        if one.decided is None:
            yield phrase("grade.raters.open", language, **values)
        else:
            decided = integer(one.decided, language)
            told = phrase(
                "grade.raters.settled", language, decided=decided, reason=one.reason, **values
            )
            yield told.rstrip()


def _domain(domain: Domain, language: Language) -> str:
    return phrase(f"grade.domain.{domain.name.lower()}", language).lower()


def _kappa(kappa: Kappa, language: Language) -> str:
    if math.isnan(kappa.kappa):
        return phrase("grade.raters.undefined", language)
    return estimate(kappa.kappa, (kappa.ci_low, kappa.ci_high), LEVEL, 2, language)
