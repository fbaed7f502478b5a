"""C20: a standard deviation that whole scores with that mean cannot have (GRIMMER)."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.printed import decimals_written
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.audit.whole_scores import whole_scores
from evidence.records.text import Text
from evidence.stats.grim import is_mean_of_steps
from evidence.stats.grimmer import is_spread_of_steps

ENOUGH = 2.0


def _check(project: Project) -> Iterator[Answer]:
    for scores in whole_scores(project):
        if isinstance(scores, NotCheckable):
            yield scores
        elif not scores.sd or not is_mean_of_steps(scores.mean, scores.n, scores.step):
            continue
        elif scores.n < 2:
            yield NotCheckable(missing="results.n", about=scores.result.id)
        elif _is_always_possible(scores.sd, scores.n, scores.step):
            yield NotCheckable(missing="coarse", about=scores.result.id)
        elif is_spread_of_steps(scores.mean, scores.sd, scores.n, scores.step):
            yield PASSES
        else:
            place = project.at(scores.result.provenance, "dispersion")
            yield Fires(
                place=place,
                values={"n": scores.n, "step": scores.step, "mean": scores.mean},
            )


def _is_always_possible(sd: str, n: int, step: float) -> bool:
    """Tell whether the SD as printed leaves room for two whole sums of squares or more."""
    digit = 10.0 ** -decimals_written(sd)
    return (n - 1) * 2 * float(sd) * digit / step**2 >= ENOUGH


RULE = Rule(
    code="C20",
    name="spread-no-scores-give",
    severity=Severity.WARN,
    reads=(
        "results.mean",
        "results.dispersion",
        "results.n",
        "instruments.step",
    ),
    title=Text(
        "En spredning ingen skårer gir",
        "Ei spreiing ingen skårar gir",
        "A spread no scores give",
    ),
    catches=Text(
        "En skrivefeil i SD, eller en SD fra en annen rad.",
        "Ein skrivefeil i SD, eller ein SD frå ei anna rad.",
        "A slip in the SD, or the SD of another row.",
    ),
    message=Text(
        "{n} personer med skårer i trinn på {step} og gjennomsnitt {mean} kan ikke ha SD {found}.",
        "{n} personar med skårar i trinn på {step} og gjennomsnitt {mean} kan ikkje ha SD {found}.",
        "{n} people with scores in steps of {step} and mean {mean} cannot have the SD {found}.",
    ),
    repair=Text(
        "Se etter SD, gjennomsnitt og antall i kilden.",
        "Sjå etter SD, gjennomsnitt og tal på personar i kjelda.",
        "Check the SD, the mean and the number of people in the source.",
    ),
    formula=(
        "no whole sum S and sum of squares Q, both even or both odd, give the mean and the SD "
        "as printed"
    ),
    source=(
        "Allard A. Analytic-GRIMMER, 2018, "
        "https://aurelienallard.netlify.app/post/anaytic-grimmer-possibility-standard-deviations/"
    ),
    check=_check,
    fires={
        "instruments": "instrument_id|step\nNRS|1",
        "results": "result_id|arm_id|instrument_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|NRS|12|7.3|2.51|SD",
    },
    passes={
        "instruments": "instrument_id|step\nNRS|1",
        "results": "result_id|arm_id|instrument_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|NRS|5|3.00|1.58|SD",
    },
    lacking={
        "coarse": Text(
            "så mange personer med så stor spredning at alle SD er mulige",
            "så mange personar med så stor spreiing at alle SD er moglege",
            "so many people with so large a spread that every SD is possible",
        ),
    },
)
