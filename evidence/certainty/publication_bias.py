"""Publication bias: asymmetry is tested from ten studies on, and below that it says so.

References
----------
Sterne JAC, et al. Recommendations for examining and interpreting funnel plot asymmetry. BMJ
2011;343:d4002. https://doi.org/10.1136/bmj.d4002
"""

from evidence.certainty.body import BodyOfEvidence, StudySeen
from evidence.certainty.suggestion import Suggestion, not_checkable
from evidence.certainty.thresholds import ASYMMETRY_P, FEWEST_FOR_ASYMMETRY
from evidence.stats.small_study.asymmetry_by_group_size import asymmetry_by_group_size
from evidence.stats.small_study.asymmetry_of_counts import harbord
from evidence.stats.small_study.asymmetry_regression import (
    AsymmetryRegression,
    asymmetry_regression,
)
from evidence.vocabulary import Domain, Measure

RULE = "asymmetry"
SOURCE = f"{FEWEST_FOR_ASYMMETRY.source}; {ASYMMETRY_P.source}"


def publication_bias(body: BodyOfEvidence) -> Suggestion:
    """Suggest levels for publication bias.

    Parameters
    ----------
    body : BodyOfEvidence
        The evidence, with its studies.

    Returns
    -------
    Suggestion
        Not checkable below ten studies, without the studies, and where comparisons share a
        control group.

    Notes
    -----
    Harbord's test where events are counted, Pustejovsky and Rodgers' where a standardised
    difference comes with the sizes of the groups (its standard error grows with the effect, so
    Egger's test rejects too often), else Egger's. A p-value of at most 0.10 suggests one level.
    Asymmetry has other causes than missing studies, and symmetry is no proof.
    """
    if not body.studies:
        reason = "studies_unknown" if body.is_published else "no_effects"
        numbers = {} if body.k is None else {"k": float(body.k)}
        return not_checkable(Domain.PUBLICATION_BIAS, reason, RULE, SOURCE, numbers=numbers)
    count = len({study.study_id for study in body.studies})
    numbers = {"k": float(count)}
    if count < FEWEST_FOR_ASYMMETRY.value:
        return not_checkable(Domain.PUBLICATION_BIAS, "too_few", RULE, SOURCE, numbers=numbers)
    if body.shares_controls:
        reason = "shared_controls"
        return not_checkable(Domain.PUBLICATION_BIAS, reason, RULE, SOURCE, numbers=numbers)
    test, found = _tested(body)
    suspected = found.p_value <= ASYMMETRY_P.value
    return Suggestion(
        domain=Domain.PUBLICATION_BIAS,
        levels=int(suspected),
        at_most=int(suspected),
        reason="asymmetric" if suspected else "symmetric",
        rule=RULE,
        source=SOURCE,
        numbers={**numbers, "asymmetry_p": found.p_value, "asymmetry": found.statistic},
        words={"test": test},
    )


def _tested(body: BodyOfEvidence) -> tuple[str, AsymmetryRegression]:
    studies = body.studies
    yi, vi = [one.yi for one in studies], [one.vi for one in studies]
    cells = [_cells(study) for study in studies]
    counted = [row for row in cells if row is not None]
    if body.measure in (Measure.RR, Measure.OR) and len(counted) == len(studies):
        columns = [list(column) for column in zip(*counted, strict=True)]
        return "harbord", harbord(*columns, measure=body.measure.value)
    n1, n2 = [one.n1 for one in studies], [one.n2 for one in studies]
    first, second = [n for n in n1 if n], [n for n in n2 if n]
    if body.measure is Measure.SMD and len(first) == len(second) == len(studies):
        return "pustejovsky", asymmetry_by_group_size(yi, vi, first, second)
    return "egger", asymmetry_regression(yi, vi)


def _cells(study: StudySeen) -> tuple[float, float, float, float] | None:
    ai, ci, n1, n2 = study.events1, study.events2, study.n1, study.n2
    if ai is None or ci is None or n1 is None or n2 is None or ai + ci == 0:
        return None
    return ai, n1 - ai, ci, n2 - ci
