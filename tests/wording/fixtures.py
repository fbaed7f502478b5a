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
    Thresholds,
)
from evidence.records.study import Intervention
from evidence.records.text import Text
from evidence.vocabulary import Certainty, Domain, HigherIs, Measure, Timepoint

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
    id="walking", name=Text("gåtrening", "gåtrening", "walking"), kind="treatment"
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
        manifest=Manifest(version="0", methods={}, rows=(), sha256=""),
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
