"""The certainty a recommendation rests on: the lowest among its critical outcomes."""

from collections.abc import Iterable

from evidence.certainty.appraisal import Appraisal
from evidence.tables.tables import Tables
from evidence.vocabulary import Certainty

CRITICAL = "critical"


def overall_certainty(
    tables: Tables, recommendation_id: str, appraisals: Iterable[Appraisal]
) -> Certainty | None:
    """Return the lowest certainty among the critical outcomes of a recommendation.

    Parameters
    ----------
    tables : Tables
        The project's tables.
    recommendation_id : str
        Key of the recommendation.
    appraisals : iterable of Appraisal
        The ratings.

    Returns
    -------
    Certainty or None
        Over every rated outcome where none is called critical; None where none is rated.

    References
    ----------
    Guyatt G, et al. GRADE guidelines 11. J Clin Epidemiol 2013;66:151-7.
    https://doi.org/10.1016/j.jclinepi.2012.01.006
    """
    questions = {
        one.id for one in tables.questions.values() if one.recommendation_id == recommendation_id
    }
    levels: dict[bool, list[Certainty]] = {True: [], False: []}
    for appraisal in appraisals:
        outcome = appraisal.body.outcome
        level = appraisal.rating.stated or appraisal.rating.computed
        if outcome is not None and outcome.question_id in questions and level is not None:
            levels[outcome.importance == CRITICAL].append(level)
    counted = levels[True] or levels[False]
    return min(counted, key=lambda one: one.level) if counted else None
