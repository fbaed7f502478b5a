"""G14: raters who differ without a decision that says how it was settled."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.certainty.agreement import settled
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    rows = project.tables.rater_levels
    open_ones = set()
    for one in settled(rows, project.tables.judgements.values()):
        if one.decided is not None and one.reason:
            continue
        open_ones.add((one.about_id, one.domain))
        row = next(r for r in rows if (r.about_id, r.domain) == (one.about_id, one.domain))
        yield Fires(
            place=project.at(row.provenance, "levels"),
            values={
                "about": one.about_id,
                "domain": one.domain.value,
                "levels": min(one.levels),
                "other_levels": max(one.levels),
            },
        )
    things = {(row.about_id, row.domain) for row in rows}
    for _ in things - open_ones:
        yield PASSES


RULE = Rule(
    code="G14",
    name="raters-not-reconciled",
    severity=Severity.WARN,
    reads=("rater_levels.levels", "judgements.decided_levels", "judgements.reason"),
    title=Text(
        "Uenighet mellom vurderere er ikke løst",
        "Usemje mellom vurderarar er ikkje løyst",
        "Raters who differ, and nothing says how it was settled",
    ),
    catches=Text(
        "To vurderinger som aldri ble til én, eller ble det uten at noen skrev hvorfor.",
        "To vurderingar som aldri vart til éi, eller vart det utan at nokon skreiv kvifor.",
        "Two ratings that never became one, or did without anyone writing why.",
    ),
    message=Text(
        "{domain} i {about}: vurdererne ga {levels} og {other_levels} nivå, og "
        "judgements.csv sier ikke hva som ble bestemt og hvorfor.",
        "{domain} i {about}: vurderarane gav {levels} og {other_levels} nivå, og "
        "judgements.csv seier ikkje kva som vart bestemt og kvifor.",
        "{domain} in {about}: the raters gave {levels} and {other_levels} levels, and "
        "judgements.csv does not say what was decided and why.",
    ),
    repair=Text(
        "Før beslutningen med begrunnelse i judgements.csv.",
        "Før avgjerda med grunngiving i judgements.csv.",
        "Enter the decision with its reason in judgements.csv.",
    ),
    formula="levels(a) ≠ levels(b) ⇒ decided_levels and reason ≠ ∅",
    source="Mustafa RA, et al. J Clin Epidemiol 2013;66:736-42. "
    "https://doi.org/10.1016/j.jclinepi.2013.02.004",
    check=_check,
    fires={
        "rater_levels": "estimate_id|domain|rater|levels\n"
        "e|imprecision|Kari|1\n"
        "e|imprecision|Ola|2",
    },
    passes={
        "rater_levels": "estimate_id|domain|rater|levels\n"
        "e|imprecision|Kari|1\n"
        "e|imprecision|Ola|2",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|imprecision|2|the interval holds both harm and benefit|an effect",
    },
)
