"""C77: results that were made from other tables than these."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable, Place
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text

SHOWN = 12


def _check(project: Project) -> Iterator[Answer]:
    if project.chapter is None:
        yield NotCheckable(missing="results_on_disk")
        return
    now, then = project.tables.data_sha256(), project.chapter.overview.data_sha256
    if now == then:
        yield PASSES
    else:
        place = Place(file="overview.json", table="analyses/results", id="")
        yield Fires(place=place, values={"now": now[:SHOWN], "then": then[:SHOWN]})


RULE = Rule(
    code="C77",
    name="results-of-other-tables",
    severity=Severity.WARN,
    reads=("analyses/results",),
    title=Text(
        "Resultatene er laget av andre tabeller",
        "Resultata er laga av andre tabellar",
        "The results are of other tables",
    ),
    catches=Text(
        "Tall og figurer i utkastet som ikke lenger svarer til dataene.",
        "Tal og figurar i utkastet som ikkje lenger svarar til dataa.",
        "Numbers and figures in the draft that no longer belong to the data.",
    ),
    message=Text(
        "Tabellene er endret siden analysene ble kjørt (data {now}, resultatene er laget av "
        "{then}).",
        "Tabellane er endra sidan analysane vart køyrde (data {now}, resultata er laga av {then}).",
        "The tables have changed since the analyses were run (data {now}, the results were "
        "made from {then}).",
    ),
    repair=Text(
        "Kjør evidence analyse, eller evidence report.",
        "Køyr evidence analyse, eller evidence report.",
        "Run evidence analyse, or evidence report.",
    ),
    formula=("sha256 of the tables = sha256 kept in the results"),
    source=("a case: https://github.com/CRSU-Apps/MetaInsight/issues/47"),
    check=_check,
    fires={
        "syntheses": "synthesis_id|measure|action|outcome_id\ns|SMD|pool|pain",
        "analyses/results": "synthesis_id|of_other_tables\ns|yes",
    },
    passes={
        "syntheses": "synthesis_id|measure|action|outcome_id\ns|SMD|pool|pain",
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
