"""C30: an estimate whose sign says otherwise than who did better."""

import math
from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.reported import Contrast
from evidence.records.text import Text
from evidence.vocabulary import HigherIs


def _check(project: Project) -> Iterator[Answer]:
    for row in project.tables.contrasts.values():
        if row.estimate is None:
            continue
        if not row.favours:
            yield NotCheckable(missing="contrasts.favours", about=row.id)
            continue
        higher = _higher(project, row)
        if row.favours in ("neither", "unclear"):
            yield PASSES
        elif higher is None:
            yield NotCheckable(missing="instruments.higher_is", about=row.id)
        else:
            effect = row.estimate
            if row.measure.is_ratio:
                effect = math.log(effect) if effect > 0 else -math.inf
            arm_did_better = effect > 0 if higher is HigherIs.BETTER else effect < 0
            if effect == 0 or arm_did_better == (row.favours == "arm"):
                yield PASSES
            else:
                values = {"favours": row.favours, "higher": higher.value}
                yield Fires(place=project.at(row.provenance, "estimate"), values=values)


def _higher(project: Project, row: Contrast) -> HigherIs | None:
    """Return what a higher value means: on the scale, or of the outcome where none is named."""
    if row.instrument_id:
        return project.tables.instruments[row.instrument_id].higher_is
    return project.tables.constructs[row.construct_id].higher_is


RULE = Rule(
    code="C30",
    name="sign-against-who-did-better",
    severity=Severity.STOP,
    reads=(
        "contrasts.favours",
        "contrasts.estimate",
        "instruments.higher_is",
        "constructs.higher_is",
    ),
    title=Text(
        "Fortegnet sier noe annet enn hvem det gikk best med",
        "Forteiknet seier noko anna enn kven det gjekk best med",
        "The sign says otherwise than who did better",
    ),
    catches=Text(
        "Snudd fortegn: en skala der høyt er bra blandet med en der høyt er dårlig, eller "
        "grupper i feil rekkefølge.",
        "Snudd forteikn: ein skala der høgt er bra blanda med ein der høgt er dårleg, eller "
        "grupper i feil rekkjefølgje.",
        "A turned sign: a scale where high is good mixed with one where high is bad, or arms "
        "in the wrong order.",
    ),
    message=Text(
        "Ifølge kilden gikk det best med «{favours}», men {found} betyr det motsatte når "
        "høyere er {higher}.",
        "Ifølgje kjelda gjekk det best med «{favours}», men {found} betyr det motsette når "
        "høgare er {higher}.",
        "The source says that “{favours}” did better, but {found} means the opposite where "
        "higher is {higher}.",
    ),
    repair=Text(
        "Se etter fortegn, grupper og skalaens retning i kilden.",
        "Sjå etter forteikn, grupper og retninga til skalaen i kjelda.",
        "Check the sign, the arms and the scale's direction in the source.",
    ),
    formula=(
        "sign(estimate) × (1 if higher is better else −1) > 0 exactly where favours = arm "
        "(ratios against 1)"
    ),
    source=(
        "Gøtzsche PC et al. JAMA 2007;298:430 (https://doi.org/10.1001/jama.298.4.430); small "
        "effects show no sign error by themselves, our own simulation"
    ),
    check=_check,
    fires={
        "instruments": "instrument_id|higher_is\nVAS|worse",
        "contrasts": "contrast_id|arm_id|versus_arm_id|instrument_id|measure|estimate|favours\n"
        "a|A.drug|A.placebo|VAS|MD|4.2|arm",
    },
    passes={
        "instruments": "instrument_id|higher_is\nVAS|worse",
        "contrasts": "contrast_id|arm_id|versus_arm_id|instrument_id|measure|estimate|favours\n"
        "a|A.drug|A.placebo|VAS|MD|-4.2|arm",
    },
)
