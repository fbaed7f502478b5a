"""G15: the same reason given in two domains of one rating."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.judgement import Judgement
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    first: dict[tuple[str, str], Judgement] = {}
    for row in project.tables.judgements.values():
        if not row.decided_levels or not row.reason.strip():
            continue
        key = row.about_id, " ".join(row.reason.casefold().split())
        if key in first:
            yield Fires(
                place=project.at(row.provenance, "reason"),
                values={
                    "about": row.about_id,
                    "domain": row.domain.value,
                    "other": first[key].domain.value,
                },
                others=(project.at(first[key].provenance, "reason"),),
            )
        else:
            first[key] = row
            yield PASSES


RULE = Rule(
    code="G15",
    name="one-reason-two-domains",
    severity=Severity.WARN,
    reads=("judgements.reason", "judgements.domain"),
    title=Text(
        "Samme grunn i to domener",
        "Same grunn i to domene",
        "One reason in two domains",
    ),
    catches=Text(
        "Ett forhold som trekker tilliten ned to ganger.",
        "Eitt forhold som dreg tilliten ned to gonger.",
        "One fact that lowers certainty twice.",
    ),
    message=Text(
        "«{found}» er grunnen både for {domain} og {other} i {about}.",
        "«{found}» er grunnen både for {domain} og {other} i {about}.",
        "“{found}” is the reason both for {domain} and {other} in {about}.",
    ),
    repair=Text(
        "La den telle i ett domene.",
        "La han telje i eitt domene.",
        "Let it count in one domain.",
    ),
    formula="reason(a) = reason(b), domain(a) ≠ domain(b), both levels > 0",
    source="MECIR C75, "
    "https://community.cochrane.org/mecir-manual/standards-conduct-new-cochrane-intervention-reviews-c1-c75/performing-review-c24-c75/assessing-quality-evidence-and-summarizing-findings-c74-c75",
    check=_check,
    fires={
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|imprecision|1|few small trials|an effect\n"
        "k|e|publication bias|1|Few small trials|an effect",
    },
    passes={
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|imprecision|1|wide interval|an effect\n"
        "k|e|publication bias|1|asymmetric funnel|an effect",
    },
)
