"""C44: a crossover trial pooled as if its periods were two groups of people."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.pooled_rows import pools
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    for rows in pools(project).values():
        for row in rows:
            study = project.tables.studies[row.member.study_id]
            contrast = row.member.contrast
            told = "" if contrast is None else contrast.id
            is_paired = project.text("contrasts", told, "accounts_for_design") == "yes"
            if study.design != "crossover" or is_paired:
                yield PASSES
            else:
                yield Fires(place=row.place(project), values={"study": study.label})


RULE = Rule(
    code="C44",
    name="crossover-counted-as-two-groups",
    severity=Severity.STOP,
    reads=(
        "studies.design",
        "contrasts.accounts_for_design",
        "members",
    ),
    title=Text(
        "Overkrysningsstudie regnet som to grupper",
        "Overkryssingsstudie rekna som to grupper",
        "A crossover trial counted as two groups",
    ),
    catches=Text(
        "De samme personene telles som to grupper, og vekten blir feil.",
        "Dei same personane blir talde som to grupper, og vekta blir feil.",
        "The same people are counted as two groups, and the weight is wrong.",
    ),
    message=Text(
        "{study} er en overkrysningsstudie, og ingenting sier at usikkerheten bygger på parede"
        " målinger eller første periode.",
        "{study} er ein overkryssingsstudie, og ingenting seier at uvissa byggjer på para "
        "målingar eller første periode.",
        "{study} is a crossover trial, and nothing says that the uncertainty rests on paired "
        "measurements or on the first period.",
    ),
    repair=Text(
        "Bruk den parede forskjellen eller første periode, og skriv yes i accounts_for_design.",
        "Bruk den para forskjellen eller første periode, og skriv yes i accounts_for_design.",
        "Use the paired difference or the first period, and write yes in accounts_for_design.",
    ),
    formula=("design = crossover and accounts_for_design ≠ yes"),
    source=(
        "Elbourne DR et al. Int J Epidemiol 2002;31:140-9, https://doi.org/10.1093/ije/31.1.140"
    ),
    check=_check,
    fires={
        "syntheses": "synthesis_id|measure|instrument_id|action|outcome_id\ns|MD|VAS|pool|pain",
        "studies": "study_id|label|design\nA|Berg 2020|crossover",
        "members": "synthesis_id|study_id|contrast_id|use\ns|A|a|primary",
        "contrasts": "contrast_id|arm_id|versus_arm_id|instrument_id|measure|estimate|se\n"
        "a|A.drug|A.placebo|VAS|MD|-8|2",
    },
    passes={
        "syntheses": "synthesis_id|measure|instrument_id|action|outcome_id\ns|MD|VAS|pool|pain",
        "studies": "study_id|label|design\nA|Berg 2020|parallel",
        "members": "synthesis_id|study_id|contrast_id|use\ns|A|a|primary",
        "contrasts": "contrast_id|arm_id|versus_arm_id|instrument_id|measure|estimate|se\n"
        "a|A.drug|A.placebo|VAS|MD|-8|2",
    },
)
