"""C16: a p-value that does not follow from the estimate and its interval."""

import math
from collections.abc import Iterator

from scipy.special import ndtr, ndtri, stdtr

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.printed import decimals_written, half_unit
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.reported import Contrast
from evidence.records.text import Text

ROOM = 0.08
SMALL = 0.001


def _check(project: Project) -> Iterator[Answer]:
    for row in project.tables.contrasts.values():
        if row.estimate is None or row.p_value is None:
            continue
        found = _range_of_p(project, row)
        if found is None:
            yield NotCheckable(missing="contrasts.ci_low", about=row.id)
            continue
        low, high = found
        digits = decimals_written(project.written(row.provenance, "p_value"))
        unit = 10.0**-digits
        is_tiny = row.p_value <= SMALL and low <= SMALL
        if is_tiny or (low <= row.p_value + unit and high >= row.p_value - unit / 2):
            yield PASSES
        else:
            place = project.at(row.provenance, "p_value")
            yield Fires(place=place, values={"low": low, "high": high})


def _range_of_p(project: Project, row: Contrast) -> tuple[float, float] | None:
    """Return the smallest and largest p that the printed numbers can mean."""
    spread = _spread(project, row)
    if spread is None or row.estimate is None:
        return None
    middle, slack = row.estimate, half_unit(project, row.provenance, "estimate")
    if row.measure.is_ratio:
        middle, slack = math.log(middle), slack / middle
    smallest, largest = spread
    far = (abs(middle) + slack) / smallest
    near = max(0.0, abs(middle) - slack) / largest
    df = (row.n or 0) + (row.versus_n or 0) - 2
    low, high = 2 * float(ndtr(-far)), 2 * float(ndtr(-near))
    if row.n and row.versus_n and df > 0 and not row.measure.is_ratio:
        high = max(high, 2 * float(stdtr(df, -near)))
    return low, min(1.0, high)


def _spread(project: Project, row: Contrast) -> tuple[float, float] | None:
    """Return the smallest and largest standard error that the printed numbers can mean."""
    if row.ci_low is not None and row.ci_high is not None and row.ci_level is not None:
        limits = (row.ci_low, row.ci_high)
        slack = sum(half_unit(project, row.provenance, name) for name in ("ci_low", "ci_high"))
        if row.measure.is_ratio:
            if min(limits) <= 0:
                return None
            slack = sum(
                half_unit(project, row.provenance, name) / limit
                for name, limit in zip(("ci_low", "ci_high"), limits, strict=True)
            )
            limits = (math.log(row.ci_low), math.log(row.ci_high))
        quantile = 2 * float(ndtri(0.5 + row.ci_level / 200))
        width = limits[1] - limits[0]
        smallest = max(1e-12, (width - slack) / quantile)
        return smallest * (1 - ROOM), (width + slack) / quantile * (1 + ROOM)
    if row.se is not None:
        slack = half_unit(project, row.provenance, "se")
        return max(1e-12, row.se - slack) * (1 - ROOM), (row.se + slack) * (1 + ROOM)
    return None


RULE = Rule(
    code="C16",
    name="p-value-of-other-numbers",
    severity=Severity.WARN,
    reads=(
        "contrasts.p_value",
        "contrasts.estimate",
        "contrasts.ci_low",
        "contrasts.ci_high",
        "contrasts.se",
    ),
    title=Text(
        "p-verdien passer ikke med tallene",
        "p-verdien passar ikkje med tala",
        "The p-value does not follow from the numbers",
    ),
    catches=Text(
        "En skrivefeil i estimat, grense eller p-verdi, eller en p-verdi fra en annen analyse.",
        "Ein skrivefeil i estimat, grense eller p-verdi, eller ein p-verdi frå ein annan analyse.",
        "A slip in the estimate, a limit or the p-value, or a p-value of another analysis.",
    ),
    message=Text(
        "p er ført som {found}, men estimatet og usikkerheten gir p mellom {low} og {high}.",
        "p er ført som {found}, men estimatet og uvissa gir p mellom {low} og {high}.",
        "p is entered as {found}, but the estimate and its uncertainty give p between {low} "
        "and {high}.",
    ),
    repair=Text(
        "Se etter tallene i kilden. Er p fra en annen analyse, skriv det i note og gi raden et"
        " unntak.",
        "Sjå etter tala i kjelda. Er p frå ein annan analyse, skriv det i note og gi rada eit "
        "unntak.",
        "Check the numbers in the source. If p is of another analysis, say it in the note and "
        "waive the row.",
    ),
    formula=(
        "p = 2(1 − Φ(|estimate|/SE)), or of t where both n are known, with every number "
        "anywhere within its rounding and 8 % room for SE; fires where the range of p misses "
        "that of the p printed (rounded or cut off)"
    ),
    source=(
        "statcheck, https://doi.org/10.3758/s13428-015-0664-2 (recomputing p with its "
        "rounding); the room is our own"
    ),
    check=_check,
    fires={
        "contrasts": "contrast_id|arm_id|versus_arm_id|measure|estimate|ci_low|ci_high|ci_level|"
        "p_value\na|A.drug|A.placebo|MD|-4.2|-6.1|-2.3|95|0.04",
    },
    passes={
        "contrasts": "contrast_id|arm_id|versus_arm_id|measure|estimate|ci_low|ci_high|ci_level|"
        "p_value\na|A.drug|A.placebo|MD|-2.1|-4.8|0.6|95|0.13",
    },
)
