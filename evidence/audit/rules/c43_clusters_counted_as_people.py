"""C43: a cluster trial pooled as if its people had been randomised one by one."""

import math
from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.pooled_rows import PooledRow, pools
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    for rows in pools(project).values():
        for row in rows:
            study = project.tables.studies[row.member.study_id]
            if study.design != "cluster" or _is_accounted_for(project, row):
                yield PASSES
                continue
            size = project.cell("studies", study.id, "cluster_size")
            icc = project.cell("studies", study.id, "icc")
            known = size is not None and icc is not None
            factor = math.sqrt(1 + ((size or 1) - 1) * (icc or 0)) if known else "?"
            values = {"study": study.label, "factor": factor}
            yield Fires(place=row.place(project), values=values)


def _is_accounted_for(project: Project, row: PooledRow) -> bool:
    contrast = row.member.contrast
    if contrast is None:
        return False
    return project.text("contrasts", contrast.id, "accounts_for_design") == "yes"


RULE = Rule(
    code="C43",
    name="clusters-counted-as-people",
    severity=Severity.STOP,
    reads=(
        "studies.design",
        "studies.icc",
        "studies.cluster_size",
        "contrasts.accounts_for_design",
        "members",
    ),
    title=Text(
        "Klyngestudie regnet som om hver person var randomisert",
        "Klyngjestudie rekna som om kvar person var randomisert",
        "A cluster trial counted person by person",
    ),
    catches=Text(
        "Standardfeilen blir for liten: 1,4 ganger med 20 i hver klynge og ICC 0,05.",
        "Standardfeilen blir for liten: 1,4 gonger med 20 i kvar klyngje og ICC 0,05.",
        "The standard error is too small: 1.4 times with 20 in a cluster and an ICC of 0.05.",
    ),
    message=Text(
        "{study} er klyngerandomisert, og ingenting sier at usikkerheten tar hensyn til det "
        "(standardfeilen skulle vært {factor} ganger så stor).",
        "{study} er klyngjerandomisert, og ingenting seier at uvissa tek omsyn til det "
        "(standardfeilen skulle vore {factor} gonger så stor).",
        "{study} randomised clusters, and nothing says that the uncertainty takes this into "
        "account (the standard error should be {factor} times as large).",
    ),
    repair=Text(
        "Bruk en forskjell som tar hensyn til klyngene og skriv yes i accounts_for_design, "
        "eller regn ned antallene med designeffekten og si det i note.",
        "Bruk ein forskjell som tek omsyn til klyngjene og skriv yes i accounts_for_design, "
        "eller rekn ned tala med designeffekten og sei det i note.",
        "Use a difference that takes the clusters into account and write yes in "
        "accounts_for_design, or divide the numbers by the design effect and say so in the "
        "note.",
    ),
    formula=(
        "design effect = 1 + (cluster size − 1) × ICC; the standard error is √ of it too small"
    ),
    source=(
        "Cochrane Handbook for Systematic Reviews of Interventions, chapter 23 "
        "(https://training.cochrane.org/handbook)"
    ),
    check=_check,
    fires={
        "syntheses": "synthesis_id|measure|instrument_id|action|outcome_id\ns|MD|VAS|pool|pain",
        "studies": "study_id|label|design|cluster_size|icc\nA|Berg 2020|cluster|20|0.05",
        "members": "synthesis_id|study_id|contrast_id|use\ns|A|a|primary",
        "contrasts": "contrast_id|arm_id|versus_arm_id|instrument_id|measure|estimate|se\n"
        "a|A.drug|A.placebo|VAS|MD|-8|2",
    },
    passes={
        "syntheses": "synthesis_id|measure|instrument_id|action|outcome_id\ns|MD|VAS|pool|pain",
        "studies": "study_id|label|design|cluster_size|icc\nA|Berg 2020|cluster|20|0.05",
        "members": "synthesis_id|study_id|contrast_id|use\ns|A|a|primary",
        "contrasts": "contrast_id|arm_id|versus_arm_id|instrument_id|measure|estimate|se|"
        "accounts_for_design\na|A.drug|A.placebo|VAS|MD|-8|2.8|yes",
    },
)
