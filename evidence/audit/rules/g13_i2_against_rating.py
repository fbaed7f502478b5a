"""G13: an I squared that the rating of inconsistency does not fit, alone or beside another."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.ratings import place_of, rated
from evidence.audit.rule import Rule, Severity
from evidence.certainty.alike import by_i2, decided
from evidence.certainty.thresholds import I2_CONSIDERABLE, I2_MAY_NOT_MATTER
from evidence.records.text import Text
from evidence.vocabulary import Domain


def _check(project: Project) -> Iterator[Answer]:
    larger = {pair.one.about_id: pair.other for pair in by_i2(rated(project))}
    for one in rated(project):
        levels, i2 = decided(one, Domain.INCONSISTENCY), one.body.i2
        if not one.body.is_published:
            continue
        if i2 is None or levels is None:
            yield NotCheckable(missing="estimates.i2", about=one.about_id)
            continue
        beside = larger.get(one.about_id)
        low = levels > 0 and i2 < I2_MAY_NOT_MATTER.value
        high = levels == 0 and i2 >= I2_CONSIDERABLE.value
        if low or high or beside:
            yield Fires(
                place=place_of(project, one, "i2"),
                values={
                    "about": one.about_id,
                    "levels": levels,
                    "beside": beside.about_id if beside else "–",
                },
                others=(place_of(project, beside, "i2"),) if beside else (),
            )
        else:
            yield PASSES


RULE = Rule(
    code="G13",
    name="i2-against-rating",
    severity=Severity.NOTE,
    reads=("estimates.i2", "judgements.decided_levels"),
    title=Text(
        "I² og vurderingen av samsvar passer ikke sammen",
        "I² og vurderinga av samsvar passar ikkje saman",
        "I² and the decision on inconsistency do not fit",
    ),
    catches=Text(
        "I² alene avgjør ingenting, men en nedgradering ved lav I², eller ingen ved svært "
        "høy, må ha en annen grunn.",
        "I² åleine avgjer ingenting, men ei nedgradering ved låg I², eller inga ved svært "
        "høg, må ha ein annan grunn.",
        "I² decides nothing alone, but a level off at a low I², or none at a very high "
        "one, needs another reason.",
    ),
    message=Text(
        "{about} har I² {found} % og {levels} nivå for manglende samsvar (et estimat med "
        "høyere I² og færre nivåer: {beside}).",
        "{about} har I² {found} % og {levels} nivå for manglande samsvar (eit estimat med "
        "høgare I² og færre nivå: {beside}).",
        "{about} has I² {found}% and {levels} levels for inconsistency (an estimate with "
        "a higher I² and fewer levels: {beside}).",
    ),
    repair=Text(
        "Se på punktestimater, overlapp og prediksjonsintervall, og skriv hva vurderingen "
        "bygger på.",
        "Sjå på punktestimat, overlapp og prediksjonsintervall, og skriv kva vurderinga "
        "byggjer på.",
        "Look at point estimates, overlap and prediction interval, and write what the "
        "decision rests on.",
    ),
    formula="levels > 0 and I² < 40, or levels = 0 and I² ≥ 75, or fewer levels at a larger I²",
    source="https://doi.org/10.1136/bmj-2024-081905; https://doi.org/10.1186/1471-2288-8-79",
    check=_check,
    fires={
        "estimates": "estimate_id|outcome_id|measure|estimate|i2|certainty\n"
        "e|pain|SMD|-0.4|12|moderate",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|inconsistency|1|varied|an effect",
    },
    passes={
        "estimates": "estimate_id|outcome_id|measure|estimate|i2|certainty\n"
        "e|pain|SMD|-0.4|82|moderate",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|inconsistency|1|varied|an effect",
    },
)
