"""G20: an estimate without a certainty among others of its source that have one."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.published import PublishedEstimate
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    shown = [one for one in project.tables.estimates.values() if one.outcome_id]
    stated = {_told_with(project, one): one for one in shown if one.certainty is not None}
    for one in shown:
        beside = stated.get(_told_with(project, one))
        if beside is None:
            continue
        if one.certainty is not None:
            yield PASSES
        else:
            yield Fires(
                place=project.at(one.provenance, "certainty"),
                values={"about": one.id, "other": beside.id},
            )


def _told_with(project: Project, estimate: PublishedEstimate) -> tuple[str, str, str]:
    question = project.tables.outcomes[estimate.outcome_id].question_id
    return estimate.provenance.source_id, estimate.review_id, question


RULE = Rule(
    code="G20",
    name="estimate-without-certainty",
    severity=Severity.WARN,
    reads=("estimates.certainty", "estimates.source_id", "estimates.review_id"),
    title=Text(
        "Estimat uten oppgitt tillit",
        "Estimat utan oppgitt tillit",
        "An estimate without a stated certainty",
    ),
    catches=Text(
        "Ett tall blant flere som leseren ikke får vite hvor sikkert er.",
        "Eitt tal blant fleire som lesaren ikkje får vite kor sikkert er.",
        "One number among several of which the reader is not told how certain it is.",
    ),
    message=Text(
        "{about} har ingen oppgitt tillit, men {other} fra samme kilde og oversikt har det.",
        "{about} har ingen oppgitt tillit, men {other} frå same kjelde og oversikt har det.",
        "{about} has no stated certainty, but {other} from the same source and review has one.",
    ),
    repair=Text(
        "Før tilliten fra kilden, eller vurder estimatet.",
        "Før tilliten frå kjelda, eller vurder estimatet.",
        "Enter the certainty from the source, or rate the estimate.",
    ),
    formula="certainty stated for another estimate of the same source, review and question ⇒ "
    "certainty ≠ ∅",
    source="EPOC, Reporting the effects of an intervention, 2016 (our own form). Balshem H, "
    "et al. J Clin Epidemiol 2011;64:401-6. "
    "https://doi.org/10.1016/j.jclinepi.2010.07.015",
    check=_check,
    fires={
        "estimates": "estimate_id|review_id|outcome_id|measure|estimate|certainty\n"
        "e|r|pain|SMD|-0.4|low\n"
        "f|r|pain|SMD|-0.3|",
    },
    passes={
        "estimates": "estimate_id|review_id|outcome_id|measure|estimate|certainty\n"
        "e|r|pain|SMD|-0.4|low\n"
        "f|r|pain|SMD|-0.3|moderate",
    },
)
