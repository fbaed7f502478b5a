"""C04: the same numbers under two trials."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.arm_groups import arm_groups
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.provenance import Provenance
from evidence.records.reported import ArmResult
from evidence.records.text import Text

FEWEST_EVENTS, FEWEST_PEOPLE = 5, 100


def _check(project: Project) -> Iterator[Answer]:
    first: dict[tuple[str, ...], tuple[str, Provenance]] = {}
    for study, numbers, provenance in _reported(project):
        known, where = first.setdefault(numbers, (study, provenance))
        if known == study:
            yield PASSES
        else:
            yield Fires(
                place=project.at(provenance),
                values={"study": study, "other": known, "numbers": "; ".join(numbers[1:])},
                others=(project.at(where),),
            )


def _reported(project: Project) -> Iterator[tuple[str, tuple[str, ...], Provenance]]:
    for group in arm_groups(project):
        told = [one for one in group.results if _tells(one)]
        if len(told) > 1:
            numbers = tuple(sorted(_numbers(one) for one in told))
            yield group.study_id, (group.construct_id, *numbers), told[0].provenance
    for one in project.tables.contrasts.values():
        if one.estimate is not None and one.ci_low is not None and one.ci_high is not None:
            told_by = f"{one.measure} {one.estimate} ({one.ci_low}, {one.ci_high})"
            if one.n is not None:
                told_by += f", n={one.n} + {one.versus_n}"
            yield one.arm.study_id, (one.construct_id, told_by), one.provenance


def _tells(result: ArmResult) -> bool:
    if result.mean is not None and result.dispersion is not None:
        return True
    return (result.events or 0) >= FEWEST_EVENTS and (result.total or 0) >= FEWEST_PEOPLE


def _numbers(result: ArmResult) -> str:
    if result.mean is not None:
        return f"n={result.n} {result.mean} ({result.dispersion})"
    return f"{result.events}/{result.total}"


RULE = Rule(
    code="C04",
    name="numbers-of-another-trial",
    severity=Severity.STOP,
    reads=(
        "results.n",
        "results.mean",
        "results.dispersion",
        "results.events",
        "results.total",
        "contrasts.estimate",
    ),
    title=Text(
        "De samme tallene i to studier",
        "Dei same tala i to studiar",
        "The same numbers in two trials",
    ),
    catches=Text(
        "En publikasjon ført to ganger, eller en rad kopiert uten å bli endret.",
        "Ein publikasjon ført to gonger, eller ei rad kopiert utan å bli endra.",
        "A publication entered twice, or a row copied and not changed.",
    ),
    message=Text(
        "Studien {study} har de samme tallene som {other}: {numbers}.",
        "Studien {study} har dei same tala som {other}: {numbers}.",
        "The trial {study} has the same numbers as {other}: {numbers}.",
    ),
    repair=Text(
        "Se etter i begge kildene. Er det samme studie, slett den ene.",
        "Sjå etter i begge kjeldene. Er det same studie, slett den eine.",
        "Check both sources. If it is the same trial, delete one of them.",
    ),
    formula=(
        "equal (n, mean, SD) of two arms, (events, total) of two arms with at least 5 events "
        "and 100 people, or (estimate, CI, n) to the last digit, with unequal study_id"
    ),
    source=("Tramèr MR et al. BMJ 1997;315:635 (https://doi.org/10.1136/bmj.315.7109.635)"),
    check=_check,
    fires={
        "results": "result_id|arm_id|construct_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|pain|40|20.5|4.1|SD\nb|A.placebo|pain|41|22.5|4.4|SD\n"
        "c|B.drug|pain|40|20.5|4.1|SD\nd|B.placebo|pain|41|22.5|4.4|SD",
    },
    passes={
        "results": "result_id|arm_id|construct_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|pain|40|20.5|4.1|SD\nb|A.placebo|pain|41|22.5|4.4|SD\n"
        "c|B.drug|pain|40|20.5|4.1|SD\nd|B.placebo|pain|41|21.7|4.4|SD",
    },
)
