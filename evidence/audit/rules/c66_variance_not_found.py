"""C66: a variance between trials that the search did not settle, or one of several peaks."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.pooled_rows import pools
from evidence.audit.project import Project
from evidence.audit.results_on_disk import analysis_of
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text
from evidence.synthesis.results import PooledEffect


def _check(project: Project) -> Iterator[Answer]:
    for synthesis_id in pools(project):
        analysis = analysis_of(project, synthesis_id)
        if analysis is None:
            yield NotCheckable(missing="results_on_disk", about=synthesis_id)
        elif isinstance(analysis.pooled, PooledEffect):
            if analysis.pooled.converged:
                yield PASSES
            else:
                values = {"synthesis": synthesis_id, "method": analysis.pooled.tau2_method}
                yield Fires(place=project.place("syntheses", synthesis_id), values=values)


RULE = Rule(
    code="C66",
    name="variance-not-found",
    severity=Severity.STOP,
    reads=("analyses/results",),
    title=Text(
        "Variansen mellom studiene ble ikke funnet",
        "Variansen mellom studiane vart ikkje funnen",
        "The variance between trials was not found",
    ),
    catches=Text(
        "Et tall fra et søk som stanset for tidlig.",
        "Eit tal frå eit søk som stansa for tidleg.",
        "A number from a search that stopped too early.",
    ),
    message=Text(
        "I syntesen {synthesis} fant {method} ikke noe toppunkt.",
        "I syntesen {synthesis} fann {method} ikkje noko toppunkt.",
        "In the synthesis {synthesis} {method} did not find a maximum.",
    ),
    repair=Text(
        "Velg en annen metode på analysesiden, for eksempel PM eller DL, og si det.",
        "Vel ein annan metode på analysesida, til dømes PM eller DL, og sei det.",
        "Choose another method on the analysis page, such as PM or DL, and say so.",
    ),
    formula=("converged = true"),
    source=("https://www.metafor-project.org/doku.php/tips:convergence_problems_rma"),
    check=_check,
    fires={
        "syntheses": "synthesis_id|measure|instrument_id|action|outcome_id\ns|MD|VAS|pool|pain",
        "members": "synthesis_id|study_id|contrast_id|use\ns|A|a|primary\ns|B|b|primary",
        "contrasts": "contrast_id|arm_id|versus_arm_id|instrument_id|measure|estimate|se\n"
        "a|A.drug|A.placebo|VAS|MD|-8|2\nb|B.drug|B.placebo|VAS|MD|-6|2",
        "analyses/results": "synthesis_id|converged\ns|no",
    },
    passes={
        "syntheses": "synthesis_id|measure|instrument_id|action|outcome_id\ns|MD|VAS|pool|pain",
        "members": "synthesis_id|study_id|contrast_id|use\ns|A|a|primary\ns|B|b|primary",
        "contrasts": "contrast_id|arm_id|versus_arm_id|instrument_id|measure|estimate|se\n"
        "a|A.drug|A.placebo|VAS|MD|-8|2\nb|B.drug|B.placebo|VAS|MD|-6|2",
        "analyses/results": "synthesis_id\ns",
    },
    lacking={
        "results_on_disk": Text(
            "analysene er ikke kjørt (evidence analyse)",
            "analysane er ikkje køyrde (evidence analyse)",
            "the analyses have not been run (evidence analyse)",
        ),
    },
)
