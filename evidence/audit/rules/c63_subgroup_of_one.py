"""C63: subgroups that cannot be compared."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.pooled_rows import pools
from evidence.audit.project import Project
from evidence.audit.results_on_disk import analysis_of
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    for synthesis_id in pools(project):
        analysis = analysis_of(project, synthesis_id)
        if analysis is None:
            yield NotCheckable(missing="results_on_disk", about=synthesis_id)
            continue
        alone = [one.group for one in analysis.subgroups if len(one.members) == 1]
        if alone:
            values = {"synthesis": synthesis_id, "groups": ", ".join(alone)}
            yield Fires(place=project.place("syntheses", synthesis_id), values=values)
        else:
            yield PASSES


RULE = Rule(
    code="C63",
    name="subgroup-of-one",
    severity=Severity.NOTE,
    reads=("analyses/results",),
    title=Text(
        "Undergrupper som ikke kan sammenlignes",
        "Undergrupper som ikkje kan samanliknast",
        "Subgroups that cannot be compared",
    ),
    catches=Text(
        "En forskjell mellom undergrupper lest ut av to intervaller, uten test, eller av én "
        "studie.",
        "Ein forskjell mellom undergrupper lesen ut av to intervall, utan test, eller av éin "
        "studie.",
        "A difference between subgroups read off two intervals without a test, or off one trial.",
    ),
    message=Text(
        "I syntesen {synthesis} har undergruppene {groups} bare én studie.",
        "I syntesen {synthesis} har undergruppene {groups} berre éin studie.",
        "In the synthesis {synthesis} the subgroups {groups} have one trial only.",
    ),
    repair=Text(
        "Si ikke at undergruppene er ulike; vis studiene.",
        "Sei ikkje at undergruppene er ulike; vis studiane.",
        "Do not say that the subgroups differ; show the trials.",
    ),
    formula=("a subgroup with one effect, or no test for interaction"),
    source=(
        "Cochrane Handbook for Systematic Reviews of Interventions, chapter 10 "
        "(https://training.cochrane.org/handbook)"
    ),
    check=_check,
    fires={
        "syntheses": "synthesis_id|measure|instrument_id|action|outcome_id\ns|MD|VAS|pool|pain",
        "arms": "arm_id|intervention_id\nA.drug|drug\nB.drug|drug\nC.talk|talk",
        "members": "synthesis_id|study_id|contrast_id|use\ns|A|a|primary\ns|B|b|primary\ns|C|"
        "c|primary",
        "contrasts": "contrast_id|arm_id|versus_arm_id|instrument_id|measure|estimate|se\n"
        "a|A.drug|A.placebo|VAS|MD|-8|2\nb|B.drug|B.placebo|VAS|MD|-6|2\n"
        "c|C.talk|C.placebo|VAS|MD|-2|2",
        "analyses/results": "synthesis_id|subgroups\ns|yes",
    },
    passes={
        "syntheses": "synthesis_id|measure|instrument_id|action|outcome_id\ns|MD|VAS|pool|pain",
        "members": "synthesis_id|study_id|contrast_id|use\ns|A|a|primary\ns|B|b|primary\ns|C|"
        "c|primary",
        "contrasts": "contrast_id|arm_id|versus_arm_id|instrument_id|measure|estimate|se\n"
        "a|A.drug|A.placebo|VAS|MD|-8|2\nb|B.drug|B.placebo|VAS|MD|-6|2\n"
        "c|C.talk|C.placebo|VAS|MD|-2|2",
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
