"""C42: one comparison of a trial twice in a pool, at two timepoints or on two scales."""

from collections import defaultdict
from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.pooled_rows import PooledRow, pools
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text
from evidence.synthesis.member import control_id


def _check(project: Project) -> Iterator[Answer]:
    for synthesis_id, rows in pools(project).items():
        compared: dict[tuple[str, str], list[PooledRow]] = defaultdict(list)
        for row in rows:
            compared[row.rows[0].arm.id, control_id(row.member)].append(row)
        for alike in compared.values():
            if len(alike) == 1:
                yield PASSES
                continue
            yield Fires(
                place=alike[-1].place(project),
                values={
                    "rows": ", ".join(row.rows[0].id for row in alike),
                    "synthesis": synthesis_id,
                },
                others=tuple(row.place(project) for row in alike[:-1]),
            )


RULE = Rule(
    code="C42",
    name="one-comparison-twice-in-a-pool",
    severity=Severity.STOP,
    reads=(
        "members",
        "results.arm_id",
        "results.timepoint_weeks",
        "results.instrument_id",
        "contrasts",
    ),
    title=Text(
        "Samme sammenligning to ganger i samlingen",
        "Same samanlikninga to gonger i samlinga",
        "One comparison twice in a pool",
    ),
    catches=Text(
        "To tidspunkter eller skalaer fra samme personer regnet som to studier.",
        "To tidspunkt eller skalaer frå same personar rekna som to studiar.",
        "Two timepoints or scales of the same people counted as two trials.",
    ),
    message=Text(
        "{rows} i syntesen {synthesis} gjelder de samme to gruppene.",
        "{rows} i syntesen {synthesis} gjeld dei same to gruppene.",
        "{rows} of the synthesis {synthesis} are about the same two arms.",
    ),
    repair=Text(
        "La én rad være primary, og sett de andre til side (set aside) med begrunnelse.",
        "Lat éi rad vere primary, og set dei andre til side (set aside) med grunngiving.",
        "Keep one row primary, and set the others aside with their reason.",
    ),
    formula=("two primary rows of a pool with equal arm and comparator"),
    source=(
        "Kadlec D et al. Sports Med 2023 (https://doi.org/10.1007/s40279-022-01766-0); "
        "Cochrane Handbook 5.1, section 9.3"
    ),
    check=_check,
    fires={
        "syntheses": "synthesis_id|measure|instrument_id|action|outcome_id\ns|MD|VAS|pool|pain",
        "members": "synthesis_id|study_id|contrast_id|use\ns|A|a|primary\ns|A|b|primary",
        "contrasts": "contrast_id|arm_id|versus_arm_id|instrument_id|timepoint_weeks|measure|"
        "estimate|se\na|A.drug|A.placebo|VAS|12|MD|-8|2\nb|A.drug|A.placebo|VAS|26|"
        "MD|-6|2",
    },
    passes={
        "syntheses": "synthesis_id|measure|instrument_id|action|outcome_id\ns|MD|VAS|pool|pain",
        "members": "synthesis_id|study_id|contrast_id|use|reason_nb\ns|A|a|primary|\n"
        "s|A|b|set aside|Ett tidspunkt per studie",
        "contrasts": "contrast_id|arm_id|versus_arm_id|instrument_id|timepoint_weeks|measure|"
        "estimate|se\na|A.drug|A.placebo|VAS|12|MD|-8|2\nb|A.drug|A.placebo|VAS|26|"
        "MD|-6|2",
    },
)
