"""G12: imprecision after treatment but not at follow-up."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.project import Project
from evidence.audit.ratings import place_of, rated
from evidence.audit.rule import Rule, Severity
from evidence.certainty.alike import decided
from evidence.records.published import PublishedEstimate
from evidence.records.text import Text
from evidence.vocabulary import Domain, Timepoint


def _check(project: Project) -> Iterator[Answer]:
    rows = project.tables.estimates
    published = [one for one in rated(project) if one.body.is_published]
    first = {
        _key(rows[one.about_id]): one
        for one in published
        if rows[one.about_id].timepoint is Timepoint.POST
    }
    for later in published:
        estimate = rows[later.about_id]
        before = first.get(_key(estimate))
        if estimate.timepoint is not Timepoint.FOLLOW_UP or before is None:
            continue
        levels = decided(before, Domain.IMPRECISION), decided(later, Domain.IMPRECISION)
        if levels[0] is None or levels[1] is None or levels[0] <= levels[1]:
            yield PASSES
        else:
            yield Fires(
                place=place_of(project, later, "certainty"),
                values={
                    "about": later.about_id,
                    "other": before.about_id,
                    "levels": levels[1],
                    "other_levels": levels[0],
                },
                others=(place_of(project, before, "certainty"),),
            )


def _key(estimate: PublishedEstimate) -> tuple[str, str, str]:
    given = estimate.intervention.id if estimate.intervention else estimate.comparison
    return estimate.review_id, given, estimate.outcome_id


RULE = Rule(
    code="G12",
    name="more-precise-later",
    severity=Severity.NOTE,
    reads=("estimates.timepoint", "estimates.certainty", "judgements.decided_levels"),
    title=Text(
        "Mer presist ved oppfølging enn etter tiltaket",
        "Meir presist ved oppfølging enn etter tiltaket",
        "More precise at follow-up than after treatment",
    ),
    catches=Text(
        "Færre blir vanligvis målt ved oppfølging; da er det uventet at presisjonen er "
        "blitt bedre.",
        "Færre blir vanlegvis målte ved oppfølging; då er det uventa at presisjonen er "
        "blitt betre.",
        "Fewer people are usually measured at follow-up; it is then unexpected that "
        "precision has improved.",
    ),
    message=Text(
        "{about} (oppfølging) er nedgradert {levels} nivå for presisjon, {other} (etter "
        "tiltaket) {other_levels}.",
        "{about} (oppfølging) er nedgradert {levels} nivå for presisjon, {other} (etter "
        "tiltaket) {other_levels}.",
        "{about} (follow-up) is rated down {levels} levels for imprecision, {other} "
        "(after treatment) {other_levels}.",
    ),
    repair=Text(
        "Sammenlign intervaller og antall deltakere ved de to tidspunktene, og rett eller begrunn.",
        "Samanlikn intervall og talet på deltakarar ved dei to tidspunkta, og rett eller grunngi.",
        "Compare intervals and numbers of people at the two timepoints, and correct or "
        "give the reason.",
    ),
    formula="imprecision(post) > imprecision(follow-up) for the same review, intervention and "
    "outcome",
    source="Our own",
    check=_check,
    fires={
        "estimates": "estimate_id|review_id|intervention_id|outcome_id|timepoint|measure|"
        "estimate|certainty\n"
        "e|r|drug|pain|post|SMD|-0.4|moderate\n"
        "f|r|drug|pain|follow-up|SMD|-0.3|high",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|imprecision|1|wide|an effect\n"
        "k|f|imprecision|0|narrow|an effect",
    },
    passes={
        "estimates": "estimate_id|review_id|intervention_id|outcome_id|timepoint|measure|"
        "estimate|certainty\n"
        "e|r|drug|pain|post|SMD|-0.4|high\n"
        "f|r|drug|pain|follow-up|SMD|-0.3|moderate",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|imprecision|0|narrow|an effect\n"
        "k|f|imprecision|1|wide|an effect",
    },
)
