"""C07: trials that are pooled without a risk-of-bias assessment."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.pooled_rows import pools
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    assessed = {one.study_id for one in project.tables.risk_of_bias}
    for synthesis_id, rows in pools(project).items():
        studies = list(dict.fromkeys(row.member.study_id for row in rows))
        without = [study for study in studies if study not in assessed]
        if not assessed:
            yield NotCheckable(missing="none", about=synthesis_id)
        elif without:
            yield Fires(
                place=project.place("syntheses", synthesis_id),
                values={
                    "count": len(without),
                    "all": len(studies),
                    "synthesis": synthesis_id,
                    "studies": ", ".join(without),
                },
            )
        else:
            yield PASSES


RULE = Rule(
    code="C07",
    name="pooled-without-risk-of-bias",
    severity=Severity.WARN,
    reads=(
        "members",
        "risk_of_bias.study_id",
    ),
    title=Text(
        "Slått sammen uten vurdert risiko for skjevhet",
        "Slått saman utan vurdert risiko for skeivskap",
        "Pooled without a risk-of-bias assessment",
    ),
    catches=Text(
        "En samlet effekt der noen studier aldri er vurdert, så tilliten hviler på de andre.",
        "Ein samla effekt der nokre studiar aldri er vurderte, så tilliten kviler på dei andre.",
        "A pooled effect in which some trials were never assessed, so that its certainty rests"
        " on the others.",
    ),
    message=Text(
        "{count} av {all} studier i syntesen {synthesis} mangler vurdering: {studies}.",
        "{count} av {all} studiar i syntesen {synthesis} manglar vurdering: {studies}.",
        "{count} of {all} trials of the synthesis {synthesis} have none: {studies}.",
    ),
    repair=Text(
        "Før vurderingene i risk_of_bias.csv.",
        "Før vurderingane i risk_of_bias.csv.",
        "Enter the assessments in risk_of_bias.csv.",
    ),
    formula=("trials pooled − trials in risk_of_bias = ∅"),
    source=(
        "Olsen O, Herrin J, Cochrane Colloquium 2000 "
        "(https://abstracts.cochrane.org/2000-cape-town/numerical-results-cochrane-systematic-reviews),"
        " on sets that do not agree"
    ),
    check=_check,
    fires={
        "syntheses": "synthesis_id|measure|action|outcome_id\ns|SMD|pool|pain",
        "members": "synthesis_id|study_id|result_id|versus_result_id|use\ns|A|a|b|primary\n"
        "s|B|c|d|primary",
        "results": "result_id|arm_id\na|A.drug\nb|A.placebo\nc|B.drug\nd|B.placebo",
        "risk_of_bias": "study_id|tool|domain|level\nA|RoB 2|overall|low",
    },
    passes={
        "syntheses": "synthesis_id|measure|action|outcome_id\ns|SMD|pool|pain",
        "members": "synthesis_id|study_id|result_id|versus_result_id|use\ns|A|a|b|primary",
        "results": "result_id|arm_id\na|A.drug\nb|A.placebo",
        "risk_of_bias": "study_id|tool|domain|level\nA|RoB 2|overall|low",
    },
    lacking={
        "none": Text(
            "risk_of_bias.csv har ingen rader",
            "risk_of_bias.csv har ingen rader",
            "risk_of_bias.csv has no rows",
        ),
    },
)
