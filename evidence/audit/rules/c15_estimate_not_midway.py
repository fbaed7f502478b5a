"""C15: an estimate that does not stand midway between its limits."""

import math
from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.printed import half_unit
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.published import PublishedEstimate
from evidence.records.reported import Contrast
from evidence.records.text import Text
from evidence.vocabulary import Measure

SHARE = 0.02
LOOSER = 2


def _check(project: Project) -> Iterator[Answer]:
    tables = project.tables
    rows: list[Contrast | PublishedEstimate] = [
        *tables.contrasts.values(),
        *tables.estimates.values(),
    ]
    for row in rows:
        if row.estimate is None or row.measure is None:
            continue
        if row.ci_low is None or row.ci_high is None:
            yield NotCheckable(missing=f"{row.provenance.table}.ci_low", about=row.id)
        elif _is_midway(project, row, row.measure, (row.estimate, row.ci_low, row.ci_high)):
            yield PASSES
        else:
            yield _fires(project, row, row.measure.is_ratio, (row.ci_low, row.ci_high))


def _is_midway(
    project: Project,
    row: Contrast | PublishedEstimate,
    measure: Measure,
    values: tuple[float, float, float],
) -> bool:
    halves = [
        half_unit(project, row.provenance, name) for name in ("estimate", "ci_low", "ci_high")
    ]
    if measure.is_ratio:
        if min(values) <= 0:
            return True
        halves = [half / value for half, value in zip(halves, values, strict=True)]
        estimate, low, high = (math.log(value) for value in values)
    else:
        estimate, low, high = values
    share = SHARE * (LOOSER if measure.is_ratio or measure is Measure.RD else 1)
    allowed = halves[0] + (halves[1] + halves[2]) / 2 + share * (high - low)
    return abs(estimate - (low + high) / 2) <= allowed + 1e-9


def _fires(
    project: Project,
    row: Contrast | PublishedEstimate,
    is_ratio: bool,
    limits: tuple[float, float],
) -> Fires:
    low, high = limits
    middle = math.sqrt(low * high) if is_ratio else (low + high) / 2
    return Fires(
        place=project.at(row.provenance, "estimate"),
        values={
            "low": project.at(row.provenance, "ci_low").found,
            "high": project.at(row.provenance, "ci_high").found,
            "middle": middle,
        },
    )


RULE = Rule(
    code="C15",
    name="estimate-not-midway",
    severity=Severity.WARN,
    reads=(
        "contrasts.estimate",
        "contrasts.ci_low",
        "contrasts.ci_high",
        "estimates.estimate",
        "estimates.ci_low",
        "estimates.ci_high",
    ),
    title=Text(
        "Estimatet ligger ikke midt mellom grensene",
        "Estimatet ligg ikkje midt mellom grensene",
        "The estimate is not midway between its limits",
    ),
    catches=Text(
        "En skrivefeil i estimatet eller en av grensene, eller et forholdstall ført på feil skala.",
        "Ein skrivefeil i estimatet eller ei av grensene, eller eit forholdstal ført på feil "
        "skala.",
        "A slip in the estimate or a limit, or a ratio entered on the wrong scale.",
    ),
    message=Text(
        "Estimatet er {found}, men midt mellom {low} og {high} ligger {middle}.",
        "Estimatet er {found}, men midt mellom {low} og {high} ligg {middle}.",
        "The estimate is {found}, but midway between {low} and {high} is {middle}.",
    ),
    repair=Text(
        "Se etter alle tre tallene i kilden. Er de trykt slik, skriv det i note og gi raden et"
        " unntak.",
        "Sjå etter alle tre tala i kjelda. Er dei trykte slik, skriv det i note og gi rada eit"
        " unntak.",
        "Check all three numbers in the source. If they are printed so, say it in the note and"
        " waive the row.",
    ),
    formula=(
        "|estimate − (low + high)/2| ≤ rounding + 2 % of the width (4 % for RD, and for OR and"
        " RR, which are taken as logarithms)"
    ),
    source=(
        "metafor, conv.wald(check=TRUE): "
        "https://wviechtb.github.io/metafor/reference/conv.wald.html; the limit is our own"
    ),
    check=_check,
    fires={
        "contrasts": "contrast_id|arm_id|versus_arm_id|measure|estimate|ci_low|ci_high|ci_level\n"
        "a|A.drug|A.placebo|MD|-5.9|-10.5|-0.5|95",
    },
    passes={
        "contrasts": "contrast_id|arm_id|versus_arm_id|measure|estimate|ci_low|ci_high|ci_level\n"
        "a|A.drug|A.placebo|MD|-5.9|-10.5|-1.3|95",
    },
)
