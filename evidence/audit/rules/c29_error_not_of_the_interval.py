"""C29: a standard error that its interval does not give."""

import math
from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text
from evidence.stats.reported import standard_error_from_ci

ROOM = 0.15


def _check(project: Project) -> Iterator[Answer]:
    for row in project.tables.contrasts.values():
        if row.se is None or row.ci_low is None or row.ci_high is None or row.ci_level is None:
            continue
        low, high = row.ci_low, row.ci_high
        if row.measure.is_ratio:
            if low <= 0:
                continue
            low, high = math.log(low), math.log(high)
        if high <= low:
            continue
        computed = float(standard_error_from_ci(low, high, level=row.ci_level / 100).item())
        if abs(row.se / computed - 1) <= ROOM:
            yield PASSES
        else:
            yield Fires(place=project.at(row.provenance, "se"), values={"computed": computed})


RULE = Rule(
    code="C29",
    name="error-not-of-the-interval",
    severity=Severity.WARN,
    reads=(
        "contrasts.se",
        "contrasts.ci_low",
        "contrasts.ci_high",
        "contrasts.ci_level",
    ),
    title=Text(
        "Standardfeilen passer ikke med intervallet",
        "Standardfeilen passar ikkje med intervallet",
        "The standard error does not follow from the interval",
    ),
    catches=Text(
        "Feil nivå på intervallet, en skrivefeil, eller et standardavvik ført som standardfeil.",
        "Feil nivå på intervallet, ein skrivefeil, eller eit standardavvik ført som standardfeil.",
        "The wrong level of the interval, a slip, or a standard deviation entered as standard "
        "error.",
    ),
    message=Text(
        "SE er ført som {found}, men intervallet gir {computed}.",
        "SE er ført som {found}, men intervallet gir {computed}.",
        "SE is entered as {found}, but the interval gives {computed}.",
    ),
    repair=Text(
        "Se etter tallene og nivået i kilden.",
        "Sjå etter tala og nivået i kjelda.",
        "Check the numbers and the level in the source.",
    ),
    formula=("|SE/((high − low)/2z) − 1| ≤ 15 %, limits as logarithms for OR and RR"),
    source=(
        "Cochrane Handbook for Systematic Reviews of Interventions, chapter 6 "
        "(https://training.cochrane.org/handbook); the limit is our own, wide enough for t on "
        "15 degrees of freedom"
    ),
    check=_check,
    fires={
        "contrasts": "contrast_id|arm_id|versus_arm_id|measure|estimate|ci_low|ci_high|ci_level|"
        "se\na|A.drug|A.placebo|MD|-4|-8|0|95|6",
    },
    passes={
        "contrasts": "contrast_id|arm_id|versus_arm_id|measure|estimate|ci_low|ci_high|ci_level|"
        "se\na|A.drug|A.placebo|MD|-4|-8|0|95|2.04",
    },
)
