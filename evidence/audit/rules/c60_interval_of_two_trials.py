"""C60: a pooled interval from two trials."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.pooled_rows import pools
from evidence.audit.project import Project
from evidence.audit.results_on_disk import analysis_of
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text
from evidence.synthesis.results import PooledEffect

TWO = 2


def _check(project: Project) -> Iterator[Answer]:
    for synthesis_id in pools(project):
        analysis = analysis_of(project, synthesis_id)
        if analysis is None:
            yield NotCheckable(missing="results_on_disk", about=synthesis_id)
        elif isinstance(analysis.pooled, PooledEffect):
            if analysis.pooled.k > TWO:
                yield PASSES
            else:
                yield Fires(
                    place=project.place("syntheses", synthesis_id),
                    values={"synthesis": synthesis_id, "k": analysis.pooled.k},
                )


RULE = Rule(
    code="C60",
    name="interval-of-two-trials",
    severity=Severity.NOTE,
    reads=("analyses/results",),
    title=Text(
        "Samlet effekt fra to studier",
        "Samla effekt frå to studiar",
        "A pooled effect from two trials",
    ),
    catches=Text(
        "Med to studier bygger variansen mellom dem på ett tall, og intervallet er enten "
        "uendelig bredt eller for smalt.",
        "Med to studiar byggjer variansen mellom dei på eitt tal, og intervallet er anten "
        "uendeleg breitt eller for smalt.",
        "With two trials the variance between them rests on one number, and the interval is "
        "either endlessly wide or too narrow.",
    ),
    message=Text(
        "Syntesen {synthesis} slår sammen {k} studier.",
        "Syntesen {synthesis} slår saman {k} studiar.",
        "The synthesis {synthesis} pools {k} trials.",
    ),
    repair=Text(
        "Vis studiene hver for seg, eller si i teksten at to studier ikke bærer et intervall.",
        "Vis studiane kvar for seg, eller sei i teksten at to studiar ikkje ber eit intervall.",
        "Show the trials one by one, or say in the text that two trials do not carry an interval.",
    ),
    formula=(
        "k = 2 (the Hartung-Knapp interval is never narrower than Wald's here: decision 0002)"
    ),
    source=(
        "Röver C et al. https://doi.org/10.1186/s12874-015-0091-1; IntHout J et al. "
        "https://doi.org/10.1186/1471-2288-14-25"
    ),
    check=_check,
    fires={
        "syntheses": "synthesis_id|measure|instrument_id|action|outcome_id\ns|MD|VAS|pool|pain",
        "members": "synthesis_id|study_id|contrast_id|use\ns|A|a|primary\ns|B|b|primary",
        "contrasts": "contrast_id|arm_id|versus_arm_id|instrument_id|measure|estimate|se\n"
        "a|A.drug|A.placebo|VAS|MD|-8|2\nb|B.drug|B.placebo|VAS|MD|-6|2",
        "analyses/results": "synthesis_id\ns",
    },
    passes={
        "syntheses": "synthesis_id|measure|instrument_id|action|outcome_id\ns|MD|VAS|pool|pain",
        "members": "synthesis_id|study_id|contrast_id|use\ns|A|a|primary\ns|B|b|primary\ns|C|"
        "c|primary",
        "contrasts": "contrast_id|arm_id|versus_arm_id|instrument_id|measure|estimate|se\n"
        "a|A.drug|A.placebo|VAS|MD|-8|2\nb|B.drug|B.placebo|VAS|MD|-6|2\n"
        "c|C.drug|C.placebo|VAS|MD|-5|2",
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
