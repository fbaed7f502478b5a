"""C22: a median with its quartiles or range in a pool of means."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.pooled_rows import pools
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.reported import ArmResult
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    for rows in pools(project).values():
        for row in rows:
            arms = [one for one in row.rows if isinstance(one, ArmResult)]
            odd = [one for one in arms if one.dispersion_type in ("IQR", "range")]
            if odd:
                place = project.at(odd[0].provenance, "dispersion_type")
                yield Fires(place=place, values={"synthesis": row.synthesis_id})
            elif arms:
                yield PASSES


RULE = Rule(
    code="C22",
    name="median-in-a-pool",
    severity=Severity.NOTE,
    reads=(
        "members",
        "results.dispersion_type",
    ),
    title=Text(
        "Median i en samling av gjennomsnitt",
        "Median i ei samling av gjennomsnitt",
        "A median in a pool of means",
    ),
    catches=Text(
        "Studier med skjeve tall faller ut eller regnes om, uten at leseren ser det.",
        "Studiar med skeive tal fell ut eller blir rekna om, utan at lesaren ser det.",
        "Trials with skewed numbers drop out or are converted without readers seeing it.",
    ),
    message=Text(
        "Raden er ført med {found} og kan ikke slås sammen slik den står, i syntesen {synthesis}.",
        "Rada er ført med {found} og kan ikkje slåast saman slik ho står, i syntesen {synthesis}.",
        "The row is entered with {found} and cannot be pooled as it stands, in the synthesis "
        "{synthesis}.",
    ),
    repair=Text(
        "Oppgi en omregning med navngitt metode som egen rad, eller sett raden til side med "
        "begrunnelse.",
        "Oppgi ei omrekning med namngitt metode som eiga rad, eller set rada til side med "
        "grunngiving.",
        "Enter a conversion by a named method as a row of its own, or set the row aside with "
        "its reason.",
    ),
    formula=("a primary row of a pool with dispersion_type IQR or range"),
    source=(
        "Cochrane Handbook for Systematic Reviews of Interventions, chapter 6 "
        "(https://training.cochrane.org/handbook)"
    ),
    check=_check,
    fires={
        "syntheses": "synthesis_id|measure|action|outcome_id\ns|SMD|pool|pain",
        "members": "synthesis_id|study_id|result_id|versus_result_id|use\ns|A|a|b|primary",
        "results": "result_id|arm_id|n|mean|dispersion_low|dispersion_high|dispersion_type\n"
        "a|A.drug|40|20|15|26|IQR\nb|A.placebo|40|22|16|29|IQR",
    },
    passes={
        "syntheses": "synthesis_id|measure|action|outcome_id\ns|SMD|pool|pain",
        "members": "synthesis_id|study_id|result_id|versus_result_id|use\ns|A|a|b|primary",
        "results": "result_id|arm_id|n|mean|dispersion|dispersion_type\na|A.drug|40|20|5|SD\n"
        "b|A.placebo|40|22|5|SD",
    },
)
