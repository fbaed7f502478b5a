"""W01: a waiver whose last day has passed."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.audit.waivers import waivers
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    for waiver in waivers(project):
        if waiver.has_expired(project.today):
            values = {"code": waiver.code, "expires": waiver.expires}
            yield Fires(place=waiver.place, values=values)
        else:
            yield PASSES


RULE = Rule(
    code="W01",
    name="waiver-expired",
    severity=Severity.WARN,
    reads=("waivers.expires",),
    title=Text("Unntaket er utløpt", "Unntaket har gått ut", "The waiver has expired"),
    catches=Text(
        "Et unntak som var ment å vare til noe ble avklart, og som ingen har sett på siden.",
        "Eit unntak som var meint å vare til noko vart avklart, og som ingen har sett på sidan.",
        "A waiver that was meant to last until something was settled, and that nobody has looked "
        "at since.",
    ),
    message=Text(
        "Unntaket fra {code} gjaldt til {expires}.",
        "Unntaket frå {code} gjaldt til {expires}.",
        "The waiver of {code} held until {expires}.",
    ),
    repair=Text(
        "Rett det unntaket gjaldt, eller avgjør det på nytt og sett en ny dato.",
        "Rett det unntaket gjaldt, eller avgjer det på nytt og set ein ny dato.",
        "Repair what it waived, or decide again and set a new date.",
    ),
    formula="expires < today",
    source="Our own",
    check=_check,
    fires={
        "waivers": "code|place|reason|who|date|expires\n"
        "C10|results/a|Asked the authors|KH|2025-01-01|2025-06-30"
    },
    passes={
        "waivers": "code|place|reason|who|date|expires\n"
        "C10|results/a|Asked the authors|KH|2025-01-01|2026-06-30"
    },
)
