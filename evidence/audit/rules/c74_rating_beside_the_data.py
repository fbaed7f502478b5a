"""C74: risk of bias, inconsistency or publication bias decided otherwise than the studies say."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.ratings import place_of_decision, rated, room_of
from evidence.audit.rule import Rule, Severity
from evidence.certainty.standing import Standing
from evidence.records.text import Text
from evidence.vocabulary import Domain

TIED = (Domain.RISK_OF_BIAS, Domain.INCONSISTENCY, Domain.PUBLICATION_BIAS)


def _check(project: Project) -> Iterator[Answer]:
    for one in rated(project):
        for held in one.held:
            if held.domain not in TIED or held.judgement is None:
                continue
            suggestion = held.suggestion
            if not suggestion.is_checkable or held.judgement.decided_levels is None:
                yield NotCheckable(missing="studies", about=one.about_id)
            elif held.standing is Standing.OK:
                yield PASSES
            else:
                yield Fires(
                    place=place_of_decision(project, held, "decided_levels"),
                    values={
                        "about": one.about_id,
                        "domain": held.domain.value,
                        "decided": held.judgement.decided_levels,
                        "room": room_of(suggestion),
                    },
                    severity=Severity.STOP if held.standing is Standing.CONFLICT else "",
                )


RULE = Rule(
    code="C74",
    name="rating-beside-the-data",
    severity=Severity.NOTE,
    reads=("judgements.decided_levels", "analyses/results", "risk_of_bias.level"),
    title=Text(
        "Vurdert annerledes enn studiene tilsier",
        "Vurdert annleis enn studiane tilseier",
        "Decided otherwise than the studies say",
    ),
    catches=Text(
        "En nedgradering som ikke bygger på studienes vekt, sider av terskelen, overlapp "
        "eller prediksjonsintervall.",
        "Ei nedgradering som ikkje byggjer på vekta til studiane, sider av terskelen, "
        "overlapp eller prediksjonsintervall.",
        "A decision that does not rest on the studies’ weights, sides of the threshold, "
        "overlap or prediction interval.",
    ),
    message=Text(
        "{about}, {domain}: {decided} nivå er besluttet, tallene tilsier {room}.",
        "{about}, {domain}: {decided} nivå er bestemt, tala tilseier {room}.",
        "{about}, {domain}: {decided} levels are decided, the numbers say {room}.",
    ),
    repair=Text(
        "Se tallene med «evidence check --grade», og rett eller begrunn.",
        "Sjå tala med «evidence check --grade», og rett eller grunngi.",
        "See the numbers with “evidence check --grade”, and correct or give the reason.",
    ),
    formula="levels ∉ [suggested, at most]; stop where no reason is given, or where all "
    "studies agree (I² < 40 %) or clearly do not (I² ≥ 75 %)",
    source="https://doi.org/10.1136/bmj-2024-081905; https://doi.org/10.1136/bmj-2024-083864",
    check=_check,
    fires={
        "syntheses": "synthesis_id|measure|action|outcome_id\ns|SMD|pool|o",
        "outcomes": "outcome_id|construct_id\no|pain",
        "members": "synthesis_id|study_id|result_id|versus_result_id|use\n"
        "s|A|a1|a2|primary\n"
        "s|B|b1|b2|primary\n"
        "s|C|c1|c2|primary",
        "instruments": "instrument_id|construct_id|higher_is\nVAS|pain|worse",
        "constructs": "construct_id|higher_is\npain|worse",
        "results": "result_id|arm_id|construct_id|instrument_id|n|mean|dispersion|"
        "dispersion_type\n"
        "a1|A.drug|pain|VAS|50|30|10|SD\n"
        "a2|A.placebo|pain|VAS|50|40|10|SD\n"
        "b1|B.drug|pain|VAS|50|30|10|SD\n"
        "b2|B.placebo|pain|VAS|50|40|10|SD\n"
        "c1|C.drug|pain|VAS|50|31|10|SD\n"
        "c2|C.placebo|pain|VAS|50|40|10|SD",
        "analyses/results": "synthesis_id\ns",
        "judgements": "judgement_id|synthesis_id|domain|decided_levels|reason|target\n"
        "j|s|inconsistency|1|varied|an effect",
    },
    passes={
        "syntheses": "synthesis_id|measure|action|outcome_id\ns|SMD|pool|o",
        "outcomes": "outcome_id|construct_id\no|pain",
        "members": "synthesis_id|study_id|result_id|versus_result_id|use\n"
        "s|A|a1|a2|primary\n"
        "s|B|b1|b2|primary\n"
        "s|C|c1|c2|primary",
        "instruments": "instrument_id|construct_id|higher_is\nVAS|pain|worse",
        "constructs": "construct_id|higher_is\npain|worse",
        "results": "result_id|arm_id|construct_id|instrument_id|n|mean|dispersion|"
        "dispersion_type\n"
        "a1|A.drug|pain|VAS|50|30|10|SD\n"
        "a2|A.placebo|pain|VAS|50|40|10|SD\n"
        "b1|B.drug|pain|VAS|50|30|10|SD\n"
        "b2|B.placebo|pain|VAS|50|40|10|SD\n"
        "c1|C.drug|pain|VAS|50|31|10|SD\n"
        "c2|C.placebo|pain|VAS|50|40|10|SD",
        "analyses/results": "synthesis_id\ns",
        "judgements": "judgement_id|synthesis_id|domain|decided_levels|reason|target\n"
        "j|s|inconsistency|0|alike|an effect",
    },
    lacking={
        "studies": Text(
            "studiene bak estimatet, vektene eller vurderingene av dem ikke er kjent",
            "studiane bak estimatet, vektene eller vurderingane av dei ikkje er kjende",
            "the studies behind the estimate, their weights or assessments are not known",
        )
    },
)
