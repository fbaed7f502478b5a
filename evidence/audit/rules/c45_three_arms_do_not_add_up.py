"""C45: differences between three arms that do not add up."""

import math
from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.reported import Contrast
from evidence.records.text import Text

SHARE = 0.35
Pair = tuple[str, str]


def _check(project: Project) -> Iterator[Answer]:
    for between in _by_outcome(project):
        arms = sorted({arm for pair in between for arm in pair})
        for (one, two), first in between.items():
            for three in arms:
                second, third = between.get((two, three)), between.get((one, three))
                if second is None or third is None:
                    continue
                gap = abs(_d(first) + _d(second) - _d(third))
                widths = [_width(row) for row in (first, second, third)]
                known = [width for width in widths if width is not None]
                if not known:
                    continue
                if gap <= SHARE * max(known):
                    yield PASSES
                else:
                    yield _fires(project, first, second, third)


def _by_outcome(project: Project) -> Iterator[dict[Pair, Contrast]]:
    found: dict[tuple[object, ...], dict[Pair, Contrast]] = {}
    for row in project.tables.contrasts.values():
        if row.estimate is None or (row.measure.is_ratio and row.estimate <= 0):
            continue
        what = (row.construct_id, row.instrument_id, row.measure, row.population)
        key = (row.arm.study_id, *what, row.timepoint_weeks, row.timepoint_text)
        found.setdefault(key, {}).setdefault((row.arm.id, row.versus.id), row)
    for between in found.values():
        if len(between) > 2:
            yield between


def _d(row: Contrast) -> float:
    value = row.estimate or 0.0
    return math.log(value) if row.measure.is_ratio else value


def _width(row: Contrast) -> float | None:
    if row.ci_low is None or row.ci_high is None:
        return None
    if row.measure.is_ratio:
        return math.log(row.ci_high / row.ci_low) if row.ci_low > 0 else None
    return row.ci_high - row.ci_low


def _fires(project: Project, first: Contrast, second: Contrast, third: Contrast) -> Fires:
    added = _d(first) + _d(second)
    return Fires(
        place=project.at(third.provenance, "estimate"),
        values={
            "first": first.id,
            "second": second.id,
            "third": third.id,
            "a": first.estimate or 0.0,
            "b": second.estimate or 0.0,
            "sum": math.exp(added) if third.measure.is_ratio else added,
        },
        others=(
            project.at(first.provenance, "estimate"),
            project.at(second.provenance, "estimate"),
        ),
    )


RULE = Rule(
    code="C45",
    name="three-arms-do-not-add-up",
    severity=Severity.WARN,
    reads=(
        "contrasts.estimate",
        "contrasts.arm_id",
        "contrasts.versus_arm_id",
    ),
    title=Text(
        "Forskjellene mellom tre grupper går ikke opp",
        "Forskjellane mellom tre grupper går ikkje opp",
        "Differences between three arms do not add up",
    ),
    catches=Text(
        "Et snudd fortegn, en byttet gruppe eller en skrivefeil i én av forskjellene.",
        "Eit snudd forteikn, ei bytt gruppe eller ein skrivefeil i éin av forskjellane.",
        "A turned sign, an arm swapped or a slip in one of the differences.",
    ),
    message=Text(
        "{first} ({a}) og {second} ({b}) gir til sammen {sum}, men {third} er ført som {found}.",
        "{first} ({a}) og {second} ({b}) gir til saman {sum}, men {third} er ført som {found}.",
        "{first} ({a}) and {second} ({b}) give {sum} together, but {third} is entered as {found}.",
    ),
    repair=Text(
        "Se etter de tre forskjellene i kilden.",
        "Sjå etter dei tre forskjellane i kjelda.",
        "Check the three differences in the source.",
    ),
    formula=(
        "|d(A,B) + d(B,C) − d(A,C)| ≤ rounding + 0.35 × the width of the widest interval "
        "(adjusted models need not add up exactly); logarithms for ratios"
    ),
    source=(
        "the three contrasts of a multi-arm trial, https://doi.org/10.1002/jrsm.1058; the "
        "limit is our own"
    ),
    check=_check,
    fires={
        "contrasts": "contrast_id|arm_id|versus_arm_id|measure|estimate|ci_low|ci_high|"
        "ci_level\na|A.drug|A.talk|MD|-3|-5|-1|95\nb|A.talk|A.wait|MD|-4|-6|-2|95\n"
        "c|A.drug|A.wait|MD|7|5|9|95",
    },
    passes={
        "contrasts": "contrast_id|arm_id|versus_arm_id|measure|estimate|ci_low|ci_high|"
        "ci_level\na|A.drug|A.talk|MD|-3|-5|-1|95\nb|A.talk|A.wait|MD|-4|-6|-2|95\n"
        "c|A.drug|A.wait|MD|-7|-9|-5|95",
    },
)
