"""C13: arms of one trial whose spreads are too far apart."""

from collections.abc import Iterator
from itertools import pairwise

from scipy.special import fdtrc

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.arm_groups import arm_groups
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.audit.spread_by_scale import standard_deviation
from evidence.records.reported import ArmResult
from evidence.records.text import Text

RATIO = 2.0
P_VALUE = 0.001


def _check(project: Project) -> Iterator[Answer]:
    for group in arm_groups(project):
        spread = [(sd, one) for one in group.results if (sd := standard_deviation(one))]
        if len(spread) < 2:
            continue
        spread.sort(key=lambda pair: pair[0])
        for (low, small), (high, large) in pairwise(spread):
            if small.n is None or large.n is None:
                yield NotCheckable(missing="results.n", about=small.id)
            elif high > RATIO * low and _p_value(low, small.n, high, large.n) < P_VALUE:
                yield _fires(project, (low, small), (high, large))
            else:
                yield PASSES


def _p_value(low: float, small_n: int, high: float, large_n: int) -> float:
    return float(2 * fdtrc(max(large_n - 1, 1), max(small_n - 1, 1), (high / low) ** 2))


def _fires(
    project: Project, small: tuple[float, ArmResult], large: tuple[float, ArmResult]
) -> Fires:
    return Fires(
        place=project.at(small[1].provenance, "dispersion"),
        values={
            "sd": small[0],
            "other_sd": large[0],
            "other": large[1].id,
            "ratio": large[0] / small[0],
        },
        others=(project.at(large[1].provenance, "dispersion"),),
    )


RULE = Rule(
    code="C13",
    name="spreads-far-apart",
    severity=Severity.WARN,
    reads=(
        "results.dispersion",
        "results.n",
    ),
    title=Text(
        "Svært ulik spredning i to grupper",
        "Svært ulik spreiing i to grupper",
        "Very unlike spread in two arms",
    ),
    catches=Text(
        "En skrivefeil i den ene spredningen, eller en standardfeil i bare én av gruppene.",
        "Ein skrivefeil i den eine spreiinga, eller ein standardfeil i berre éi av gruppene.",
        "A slip in one of the spreads, or a standard error in only one of the arms.",
    ),
    message=Text(
        "SD er {sd} her og {other_sd} i {other}, {ratio} ganger så mye.",
        "SD er {sd} her og {other_sd} i {other}, {ratio} gonger så mykje.",
        "The SD is {sd} here and {other_sd} in {other}, {ratio} times as much.",
    ),
    repair=Text(
        "Se etter begge tallene i kilden.",
        "Sjå etter begge tala i kjelda.",
        "Check both numbers in the source.",
    ),
    formula=(
        "larger SD > 2 × smaller SD, with p < 0.001 for equal variances (F test on n − 1 "
        "degrees of freedom)"
    ),
    source=(
        "Our own; the F distribution: "
        "https://docs.scipy.org/doc/scipy/reference/generated/scipy.special.fdtrc.html"
    ),
    check=_check,
    fires={
        "results": "result_id|arm_id|instrument_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|VAS|36|40|20|SD\nb|A.placebo|VAS|36|44|4|SD",
    },
    passes={
        "results": "result_id|arm_id|instrument_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|VAS|36|40|20|SD\nb|A.placebo|VAS|36|44|14|SD",
    },
)
