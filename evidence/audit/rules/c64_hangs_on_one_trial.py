"""C64: a pooled effect whose conclusion hangs on one trial."""

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
            continue
        whole = analysis.pooled
        if not isinstance(whole, PooledEffect):
            continue
        others = [
            label
            for one in analysis.leave_one_out
            if isinstance(one.pooled, PooledEffect) and _says(one.pooled) != _says(whole)
            for label in one.left_out
        ]
        if others:
            _, low, high = whole.as_read()
            yield Fires(
                place=project.place("syntheses", synthesis_id),
                values={
                    "synthesis": synthesis_id,
                    "studies": ", ".join(others),
                    "low": low,
                    "high": high,
                },
            )
        else:
            yield PASSES


def _says(pooled: PooledEffect) -> tuple[bool, bool]:
    """Return on which side the estimate is, and whether the interval holds no effect."""
    return pooled.estimate > 0, pooled.ci_low <= 0 <= pooled.ci_high


RULE = Rule(
    code="C64",
    name="hangs-on-one-trial",
    severity=Severity.NOTE,
    reads=("analyses/results",),
    title=Text(
        "Konklusjonen henger på én studie",
        "Konklusjonen heng på éin studie",
        "The conclusion hangs on one trial",
    ),
    catches=Text(
        "En samlet effekt som skifter side eller betydning når én studie tas bort.",
        "Ein samla effekt som skiftar side eller tyding når éin studie blir teken bort.",
        "A pooled effect that changes side or meaning when one trial is taken away.",
    ),
    message=Text(
        "Med alle studiene går intervallet i syntesen {synthesis} fra {low} til {high}; uten "
        "{studies} sier det noe annet om retning eller om ingen effekt er mulig.",
        "Med alle studiane går intervallet i syntesen {synthesis} frå {low} til {high}; utan "
        "{studies} seier det noko anna om retning eller om ingen effekt er mogleg.",
        "With all trials the interval of the synthesis {synthesis} is {low} to {high}; without"
        " {studies} it says otherwise about direction or whether no effect is possible.",
    ),
    repair=Text(
        "Si i teksten hvilken studie det gjelder, og vurder den når presisjon og konsistens "
        "vurderes.",
        "Sei i teksten kva studie det gjeld, og vurder han når presisjon og konsistens blir "
        "vurderte.",
        "Say in the text which trial it is, and weigh it when precision and consistency are "
        "judged.",
    ),
    formula=(
        "leave-one-out: the sign of the estimate, or whether the interval holds no effect, changes"
    ),
    source=("the practice of VITALITY, https://doi.org/10.1136/bmj-2024-082068"),
    check=_check,
    fires={
        "syntheses": "synthesis_id|measure|instrument_id|action|outcome_id\ns|MD|VAS|pool|pain",
        "members": "synthesis_id|study_id|contrast_id|use\ns|A|a|primary\ns|B|b|primary\n"
        "s|C|c|primary\ns|D|d|primary",
        "contrasts": "contrast_id|arm_id|versus_arm_id|instrument_id|measure|estimate|se\n"
        "a|A.drug|A.placebo|VAS|MD|-8|2\nb|B.drug|B.placebo|VAS|MD|-6|2\n"
        "c|C.drug|C.placebo|VAS|MD|-7|2\nd|D.drug|D.placebo|VAS|MD|6|2",
        "analyses/results": "synthesis_id\ns",
    },
    passes={
        "syntheses": "synthesis_id|measure|instrument_id|action|outcome_id\ns|MD|VAS|pool|pain",
        "members": "synthesis_id|study_id|contrast_id|use\ns|A|a|primary\ns|B|b|primary\n"
        "s|C|c|primary\ns|D|d|primary",
        "contrasts": "contrast_id|arm_id|versus_arm_id|instrument_id|measure|estimate|se\n"
        "a|A.drug|A.placebo|VAS|MD|-8|2\nb|B.drug|B.placebo|VAS|MD|-6|2\n"
        "c|C.drug|C.placebo|VAS|MD|-7|2\nd|D.drug|D.placebo|VAS|MD|-6|2",
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
