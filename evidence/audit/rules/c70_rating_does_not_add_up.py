"""C70: a stated level of certainty that start, levels down and levels up do not give."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.ratings import place_of, rated
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    for one in rated(project):
        rating = one.rating
        if rating.stated is None:
            continue
        if not rating.judgements:
            yield NotCheckable(missing="none", about=one.about_id)
        elif rating.computed is None:
            yield NotCheckable(missing="judgements.decided_levels", about=one.about_id)
        elif rating.agrees:
            yield PASSES
        else:
            levels = [(row.decided_levels or 0, row.domain.raises) for row in rating.judgements]
            yield Fires(
                place=place_of(project, one, "certainty"),
                values={
                    "stated": rating.stated.level,
                    "start": rating.start.level,
                    "down": sum(count for count, raises in levels if not raises),
                    "up": sum(count for count, raises in levels if raises),
                    "computed": rating.computed.level,
                },
            )


RULE = Rule(
    code="C70",
    name="rating-does-not-add-up",
    severity=Severity.STOP,
    reads=("estimates.certainty", "judgements.decided_levels", "judgements.domain"),
    title=Text(
        "Oppgitt tillit stemmer ikke med vurderingene",
        "Oppgitt tillit stemmer ikkje med vurderingane",
        "Stated certainty does not follow from the decisions",
    ),
    catches=Text(
        "En regnefeil, eller en nedgradering som er glemt eller talt to ganger: leseren "
        "får en annen tillit enn begrunnelsene gir.",
        "Ein reknefeil, eller ei nedgradering som er gløymd eller talt to gonger: lesaren "
        "får ein annan tillit enn grunngivingane gir.",
        "A slip of arithmetic, or a reason forgotten or counted twice: the reader is "
        "given another certainty than the reasons give.",
    ),
    message=Text(
        "«{found}» er nivå {stated}, men {start} − {down} + {up} gir nivå {computed} (4 "
        "høy, 1 svært lav).",
        "«{found}» er nivå {stated}, men {start} − {down} + {up} gir nivå {computed} (4 "
        "høg, 1 svært låg).",
        "“{found}” is level {stated}, but {start} − {down} + {up} gives level {computed} "
        "(4 high, 1 very low).",
    ),
    repair=Text(
        "Rett nivået, eller før domenet som mangler i judgements.csv.",
        "Rett nivået, eller før domenet som manglar i judgements.csv.",
        "Correct the level, or enter the missing domain in judgements.csv.",
    ),
    formula="stated = clip(start − Σ down + Σ up, 1, 4)",
    source="Balshem H, et al. J Clin Epidemiol 2011;64:401-6. "
    "https://doi.org/10.1016/j.jclinepi.2010.07.015",
    check=_check,
    fires={
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|pain|SMD|-0.4|-0.6|-0.2|95|300|low",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|risk of bias|1|unblinded|an effect",
    },
    passes={
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|pain|SMD|-0.4|-0.6|-0.2|95|300|moderate",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|risk of bias|1|unblinded|an effect",
    },
    lacking={
        "none": Text(
            "ingen vurderinger er ført",
            "ingen vurderingar er førte",
            "no decisions are entered",
        )
    },
)
