"""C19: a mean that whole scores of so many people cannot have (GRIM)."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.audit.whole_scores import whole_scores
from evidence.records.text import Text
from evidence.stats.grim import is_mean_of_steps


def _check(project: Project) -> Iterator[Answer]:
    for scores in whole_scores(project):
        if isinstance(scores, NotCheckable):
            yield scores
        elif scores.mean_is_always_possible:
            yield NotCheckable(missing="coarse", about=scores.result.id)
        elif is_mean_of_steps(scores.mean, scores.n, scores.step):
            yield PASSES
        else:
            values = {"n": scores.n, "step": scores.step}
            yield Fires(place=project.at(scores.result.provenance, "mean"), values=values)


RULE = Rule(
    code="C19",
    name="mean-no-scores-give",
    severity=Severity.WARN,
    reads=(
        "results.mean",
        "results.n",
        "instruments.step",
    ),
    title=Text(
        "Et gjennomsnitt ingen skårer gir",
        "Eit gjennomsnitt ingen skårar gir",
        "A mean no scores give",
    ),
    catches=Text(
        "En skrivefeil i gjennomsnittet eller antallet, eller tall som ikke er råskårer.",
        "Ein skrivefeil i gjennomsnittet eller talet på personar, eller tal som ikkje er råskårar.",
        "A slip in the mean or the number of people, or numbers that are no raw scores.",
    ),
    message=Text(
        "{n} personer med skårer i trinn på {step} kan ikke ha gjennomsnittet {found}.",
        "{n} personar med skårar i trinn på {step} kan ikkje ha gjennomsnittet {found}.",
        "{n} people with scores in steps of {step} cannot have the mean {found}.",
    ),
    repair=Text(
        "Se etter gjennomsnitt og antall i kilden. Er tallet justert eller imputert, si det i "
        "note og gi raden et unntak.",
        "Sjå etter gjennomsnitt og tal på personar i kjelda. Er talet justert eller imputert, "
        "sei det i note og gi rada eit unntak.",
        "Check the mean and the number of people in the source. If it is adjusted or imputed, "
        "say so in the note and waive the row.",
    ),
    formula=(
        "no whole k with round(k × step/n) = mean; told only where step/n is coarser than the "
        "last digit"
    ),
    source=(
        "Brown NJL, Heathers JAJ. Soc Psychol Personal Sci 2017;8:363-9, "
        "https://doi.org/10.1177/1948550616673876"
    ),
    check=_check,
    fires={
        "instruments": "instrument_id|step\nNRS|1",
        "results": "result_id|arm_id|instrument_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|NRS|28|5.19|1.6|SD",
    },
    passes={
        "instruments": "instrument_id|step\nNRS|1",
        "results": "result_id|arm_id|instrument_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|NRS|28|5.21|1.6|SD",
    },
    lacking={
        "coarse": Text(
            "flere personer enn gjennomsnittet har siffer til",
            "fleire personar enn gjennomsnittet har siffer til",
            "more people than the mean has digits for",
        ),
    },
)
