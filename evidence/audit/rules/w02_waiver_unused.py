"""W02: a waiver that answers no remark."""

from collections.abc import Iterator

from evidence.audit.answers import Answer, Passes
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.audit.waivers import holding
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    # Those that are unused are known when every other rule has been held: see audit/run.py.
    yield Passes(count=len(holding(project)))


RULE = Rule(
    code="W02",
    name="waiver-unused",
    severity=Severity.WARN,
    reads=("waivers.code", "waivers.place"),
    title=Text(
        "Unntaket svarer ikke på noe",
        "Unntaket svarar ikkje på noko",
        "The waiver answers nothing",
    ),
    catches=Text(
        "Et unntak som blir liggende når feilen er rettet, kan skjule en ny feil på samme sted.",
        "Eit unntak som blir liggjande når feilen er retta, kan skjule ein ny feil på same stad.",
        "A waiver left behind when the fault is repaired may hide a new one at the same place.",
    ),
    message=Text(
        "Ingen melding fra {code} gjelder {found}.",
        "Inga melding frå {code} gjeld {found}.",
        "No remark of {code} is about {found}.",
    ),
    repair=Text(
        "Slett raden, eller skriv stedet slik meldingen viser det.",
        "Slett rada, eller skriv staden slik meldinga viser han.",
        "Delete the row, or write the place as the message shows it.",
    ),
    formula="no remark of the rule at the place",
    source="Our own",
    check=_check,
    fires={"waivers": "code|place|reason|who|date\nC12|results/zz|Asked the authors|KH|2025-01-01"},
    passes={
        "waivers": "code|place|reason|who|date\nC12|results/a|As in the article|KH|2025-01-01",
        "syntheses": "synthesis_id|measure|action|outcome_id\ns|SMD|pool|pain",
        "instruments": "instrument_id|higher_is\nVAS|better",
        "members": "synthesis_id|study_id|result_id|versus_result_id|use\ns|A|a|b|primary",
        "results": "result_id|arm_id|instrument_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|VAS|40|20|2|SD\nb|A.placebo|VAS|40|30|2|SD",
    },
)
