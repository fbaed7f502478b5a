"""Records of an invented guideline, made directly: no table is read."""

from evidence.certainty.rate import rate
from evidence.findings.finding import Finding, Manifest, PublishedFinding, QuestionFindings
from evidence.records.judgement import Judgement
from evidence.records.provenance import Provenance
from evidence.records.published import PublishedEstimate, Review
from evidence.records.question import (
    Construct,
    Instrument,
    Outcome,
    Question,
    Recommendation,
    Synthesis,
    Thresholds,
)
from evidence.records.study import Intervention
from evidence.records.text import Text
from evidence.synthesis.results import (
    Analysis,
    ArmData,
    Heterogeneity,
    NotEstimable,
    PooledEffect,
    Prediction,
    StudyEffect,
)
from evidence.vocabulary import Certainty, Domain, HigherIs, Measure, Obtained, Timepoint

PAIN = Construct(
    id="pain",
    name=Text("smerte", "smerte", "pain"),
    family="symptom",
    higher_is=HigherIs.WORSE,
)
FUNCTION = Construct(
    id="function",
    name=Text("fysisk funksjon", "fysisk funksjon", "physical function"),
    family="function",
    higher_is=HigherIs.BETTER,
)
WALKING = Intervention(
    id="walking",
    name=Text("gåtrening", "gåtrening", "walking"),
    kind="treatment",
    group_id="walking",
)


def provenance(table: str, row: int = 2, *, place: str = "", quote: str = "") -> Provenance:
    return Provenance(table=table, row=row, source_id="PAGE", place=place, quote=quote)


def instrument(*, mid: float | None = None) -> Instrument:
    return Instrument(
        id="PF",
        name="PF 0–100",
        construct_id="function",
        range_min=0,
        range_max=100,
        higher_is=HigherIs.BETTER,
        mid=mid,
        mid_source_id="PAGE" if mid else "",
        typical_sd=None,
        typical_sd_source_id="",
        provenance=provenance("instruments"),
    )


def outcome(construct: Construct = PAIN, thresholds: Thresholds | None = None) -> Outcome:
    return Outcome(
        id=f"Q1_{construct.id}",
        question_id="Q1",
        construct=construct,
        in_pico=True,
        order=1,
        importance="",
        thresholds=thresholds,
        provenance=provenance("outcomes"),
    )


def estimate(**changes: object) -> PublishedEstimate:
    values: dict[str, object] = {
        "id": "E1",
        "review_id": "R1",
        "outcome_id": "Q1_pain",
        "construct_id": "pain",
        "intervention": WALKING,
        "comparison": "",
        "timepoint": Timepoint.POST,
        "timepoint_text": "",
        "measure": Measure.SMD,
        "measure_as_printed": "SMD",
        "instrument_id": "",
        "estimate": -0.33,
        "ci_low": None,
        "ci_high": None,
        "ci_level": None,
        "k": None,
        "n": None,
        "i2": None,
        "size_word": "",
        "certainty": None,
        "decimals": 2,
        "provenance": provenance("estimates"),
    }
    return PublishedEstimate(**(values | changes))  # type: ignore[arg-type]


def judgement(domain: Domain, levels: int | None = None, reason: str = "") -> Judgement:
    return Judgement(
        id=f"J_{domain.name}",
        about_id="E1",
        domain=domain,
        suggested_levels=None,
        decided_levels=levels,
        reason=reason,
        decided_by="",
        decided_on="",
        target="",
        numbers_sha256="",
        provenance=provenance("judgements"),
    )


def published(
    found: PublishedEstimate, *domains: Domain, stated: Certainty | None = None
) -> PublishedFinding:
    return PublishedFinding(
        estimate=found,
        rating=rate("E1", [judgement(domain) for domain in domains], stated=stated),
    )


def question(
    *found: PublishedFinding,
    outcomes: tuple[Outcome, ...] = (),
    instruments: tuple[Instrument, ...] = (),
    findings: tuple[Finding, ...] = (),
) -> QuestionFindings:
    review = Review(
        id="R1",
        label="Berg 2020",
        source_id="BERG2020",
        kind="",
        k_trials=None,
        n_participants=None,
        search_date="",
        quality_as_printed="",
        quality_tool="",
        provenance=provenance("reviews"),
    )
    text = Text("Hva hjelper?", "Kva hjelper?", "What helps?")
    return QuestionFindings(
        question=Question(
            id="Q1",
            recommendation_id="A1",
            text=text,
            population=text,
            intervention=text,
            comparison=text,
            provenance=provenance("questions"),
        ),
        recommendation=Recommendation(
            id="A1", title=text, strength="", provenance=provenance("recommendations")
        ),
        outcomes=outcomes or (outcome(PAIN), outcome(FUNCTION)),
        reviews=(review,),
        published=found,
        findings=findings,
        interventions=(WALKING,),
        instruments=instruments or (instrument(),),
        constructs=(PAIN, FUNCTION),
        manifest=Manifest(version="0", methods={}, rows=(), sources={}, sha256=""),
        **dict.fromkeys(
            (
                "roles",
                "review_quality",
                "studies",
                "risk_of_bias",
                "overlap",
                "searches",
                "flow",
                "excluded",
                "ongoing",
                "claims",
                "sources",
            ),
            (),
        ),
    )


def pooled(**changes: object) -> PooledEffect:
    values: dict[str, object] = {
        "measure": Measure.SMD,
        "model": "random",
        "estimate": -0.7449,
        "se": 0.2,
        "ci_low": -1.1596,
        "ci_high": -0.3294,
        "level": 0.95,
        "statistic": -3.5,
        "p_value": 0.017,
        "df": 5.0,
        "k": 2,
        "n": 1860.0,
        "weights": (50.0, 50.0),
        "tau2_method": "REML",
        "ci_method": "hartung-knapp",
        "variance_method": "LS",
        "shared_control": "none",
        "converged": True,
        "local_maxima": 1,
        "heterogeneity": Heterogeneity(
            q=37.3,
            df=5,
            p_value=0.00001,
            tau2=0.2234,
            tau2_low=None,
            tau2_high=None,
            i2=86.59,
            i2_low=70.04,
            i2_high=98.16,
            i2_from="tau2",
            h2=7.5,
            h2_low=None,
            h2_high=None,
            interval_method="Q-profile",
        ),
        "prediction": Prediction(low=-2.2349, high=0.7351, level=0.95, rule="t(k-1)"),
        "adjustments": (),
    }
    return PooledEffect(**(values | changes))  # type: ignore[arg-type]


def effect(study: str, yi: float, obtained: Obtained = Obtained.FIRST_HAND) -> StudyEffect:
    return StudyEffect(
        study_id=study,
        label=f"{study} 2001",
        group="walking",
        yi=yi,
        vi=0.04,
        ci_low=yi - 0.392,
        ci_high=yi + 0.392,
        level=0.95,
        experimental=ArmData(),
        comparator=ArmData(),
        control_id=f"{study}_control",
        route="means_sds",
        obtained=obtained,
        row_ids=(f"{study}_row",),
        source_ids=(f"{study}_SOURCE",),
    )


def finding(result: PooledEffect | NotEstimable, **changes: object) -> Finding:
    measure = result.measure if isinstance(result, PooledEffect) else Measure.SMD
    values: dict[str, object] = {
        "synthesis_id": "A",
        "outcome_id": "Q1_pain",
        "measure": measure,
        "instrument_id": "",
        "effects": (effect("Dal", -1.2), effect("Vik", -0.3, Obtained.AI_EXTRACTED)),
        "left_out": (),
        "pooled": result,
        "variations": (),
        "leave_one_out": (),
        "subgroups": (),
        "subgroup_test": None,
    }
    title = Text("Gåtrening mot kontroll", "Gåtrening mot kontroll", "Walking against control")
    return Finding(
        synthesis=Synthesis(
            id="A",
            label="A",
            outcome_id="Q1_pain",
            title=title,
            measure=measure,
            instrument_id="",
            action="pool",
            reason=Text("Målt for ulikt til å slås sammen.", "", ""),
            provenance=provenance("syntheses"),
        ),
        analysis=Analysis(**(values | changes)),  # type: ignore[arg-type]
        rating=rate("A", []),
    )
