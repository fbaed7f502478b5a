"""C53: numbers from a source that has been retracted or is under an expression of concern."""

from collections import Counter
from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text

STOPS = ("retracted",)
WARNS = ("expression of concern",)


def _check(project: Project) -> Iterator[Answer]:
    tables = project.tables
    used = Counter(study.source_id for study in tables.studies.values())
    used.update(review.source_id for review in tables.reviews.values())
    for rows in (tables.results, tables.contrasts, tables.estimates):
        used.update(row.provenance.source_id for row in rows.values())
    for source in tables.sources.values():
        if not used[source.id]:
            continue
        if not source.retraction_status:
            yield NotCheckable(missing="sources.retraction_status", about=source.id)
        elif source.retraction_status in STOPS + WARNS:
            yield Fires(
                place=project.place("sources", source.id, "retraction_status"),
                values={"source": source.id, "count": used[source.id]},
                severity="stop" if source.retraction_status in STOPS else "warn",
            )
        else:
            yield PASSES


RULE = Rule(
    code="C53",
    name="retracted-source",
    severity=Severity.STOP,
    reads=(
        "sources.retraction_status",
        "sources.retraction_checked",
    ),
    title=Text(
        "Kilden er trukket tilbake",
        "Kjelda er trekt tilbake",
        "The source has been retracted",
    ),
    catches=Text(
        "Tall fra en artikkel som ikke lenger gjelder; uten dem skifter hver tolvte "
        "metaanalyse retning.",
        "Tal frå ein artikkel som ikkje lenger gjeld; utan dei skiftar kvar tolvte metaanalyse"
        " retning.",
        "Numbers of an article that no longer holds; without them one meta-analysis in twelve "
        "changes direction.",
    ),
    message=Text(
        "{source} har status «{found}» og brukes av {count} rader.",
        "{source} har status «{found}» og blir brukt av {count} rader.",
        "{source} has the status “{found}” and {count} rows use it.",
    ),
    repair=Text(
        "Les meldingen om tilbaketrekking, og sett radene til side eller begrunn hvorfor de står.",
        "Les meldinga om tilbaketrekking, og set radene til side eller grunngi kvifor dei står.",
        "Read the retraction notice, and set the rows aside or say why they stand.",
    ),
    formula=(
        "retraction_status = retracted (stops) or expression of concern (warns), and a row "
        "refers to the source"
    ),
    source=("VITALITY, https://doi.org/10.1136/bmj-2024-082068"),
    check=_check,
    fires={
        "sources": "source_id|retraction_status\nBerg2020|retracted",
        "results": "result_id|arm_id|n|mean|source_id\na|A.drug|40|20|Berg2020",
    },
    passes={
        "sources": "source_id|retraction_status|retraction_checked\nBerg2020|none found|2025-11-01",
        "results": "result_id|arm_id|n|mean|source_id\na|A.drug|40|20|Berg2020",
    },
)
