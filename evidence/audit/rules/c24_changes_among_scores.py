"""C24: changes from baseline and scores in one standardised pool."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.pooled_rows import pools
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.reported import ArmResult
from evidence.records.text import Text
from evidence.vocabulary import Measure


def _check(project: Project) -> Iterator[Answer]:
    for synthesis_id, rows in pools(project).items():
        if project.tables.syntheses[synthesis_id].measure is not Measure.SMD:
            continue
        kinds: dict[str, list[str]] = {"change": [], "final": []}
        for row in rows:
            first = row.rows[0]
            if isinstance(first, ArmResult):
                score = project.text("results", first.id, "score") or "final"
                kinds[score].append(row.member.study_id)
        if kinds["change"] and kinds["final"]:
            values = {
                "synthesis": synthesis_id,
                "changes": ", ".join(kinds["change"]),
                "scores": ", ".join(kinds["final"]),
            }
            yield Fires(place=project.place("syntheses", synthesis_id, "measure"), values=values)
        else:
            yield PASSES


RULE = Rule(
    code="C24",
    name="changes-among-scores",
    severity=Severity.WARN,
    reads=(
        "members",
        "results.score",
        "syntheses.measure",
    ),
    title=Text(
        "Endringer og skårer i samme standardiserte samling",
        "Endringar og skårar i same standardiserte samling",
        "Changes and scores in one standardised pool",
    ),
    catches=Text(
        "Endringer har en annen spredning enn skårer, så de standardiserte forskjellene har "
        "ikke samme enhet.",
        "Endringar har ei anna spreiing enn skårar, så dei standardiserte forskjellane har "
        "ikkje same eininga.",
        "Changes spread otherwise than scores, so that their standardised differences have not"
        " the same unit.",
    ),
    message=Text(
        "Syntesen {synthesis} (SMD) blander endring ({changes}) og skår ({scores}).",
        "Syntesen {synthesis} (SMD) blandar endring ({changes}) og skår ({scores}).",
        "The synthesis {synthesis} (SMD) mixes changes ({changes}) and scores ({scores}).",
    ),
    repair=Text(
        "Bruk den samme typen for alle studiene, eller slå sammen som MD på én skala.",
        "Bruk den same typen for alle studiane, eller slå saman som MD på éin skala.",
        "Use the same kind for every trial, or pool as MD on one scale.",
    ),
    formula=("an SMD pool with both values of results.score"),
    source=(
        "Cochrane Handbook for Systematic Reviews of Interventions, chapter 10 "
        "(https://training.cochrane.org/handbook)"
    ),
    check=_check,
    fires={
        "syntheses": "synthesis_id|measure|action|outcome_id\ns|SMD|pool|pain",
        "members": "synthesis_id|study_id|result_id|versus_result_id|use\ns|A|a|b|primary\n"
        "s|B|c|d|primary",
        "results": "result_id|arm_id|score|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|final|40|20|5|SD\nb|A.placebo|final|40|22|5|SD\n"
        "c|B.drug|change|40|-9|4|SD\nd|B.placebo|change|40|-6|4|SD",
    },
    passes={
        "syntheses": "synthesis_id|measure|action|outcome_id\ns|SMD|pool|pain",
        "members": "synthesis_id|study_id|result_id|versus_result_id|use\ns|A|a|b|primary",
        "results": "result_id|arm_id|score|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|final|40|20|5|SD\nb|A.placebo|final|40|22|5|SD",
    },
)
