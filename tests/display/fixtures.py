"""Findings made by hand for figures: no statistics, only the shapes of results."""

import math
from collections.abc import Sequence
from dataclasses import replace

from evidence.certainty.rating import CertaintyRating
from evidence.findings.finding import Finding, Manifest, PublishedFinding, QuestionFindings
from evidence.records.provenance import Provenance
from evidence.records.published import PublishedEstimate, Review
from evidence.records.question import (
    Construct,
    Instrument,
    Outcome,
    Question,
    Recommendation,
    Synthesis,
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
    Subgroup,
    SubgroupTest,
)
from evidence.vocabulary import Certainty, HigherIs, Measure, Obtained, Timepoint

PLACE = Provenance(table="made_by_hand", row=2)
PAIN = Construct(
    id="pain", name=Text("smerte", "smerte", "pain"), family="symptom", higher_is=HigherIs.WORSE
)
SCALE = Instrument(
    id="PAIN_100",
    name="Pain 0–100",
    construct_id="pain",
    range_min=0.0,
    range_max=100.0,
    higher_is=HigherIs.WORSE,
    mid=10.0,
    mid_source_id="",
    typical_sd=None,
    typical_sd_source_id="",
    provenance=PLACE,
)
TREATMENTS = (
    Intervention(
        id="walks", name=Text("gåturer", "gåturar", "walks"), kind="treatment", group_id="walks"
    ),
    Intervention(
        id="swims", name=Text("svømming", "symjing", "swimming"), kind="treatment", group_id="swims"
    ),
)


def effect(index: int, yi: float, se: float, **changes: object) -> StudyEffect:
    """A study with a 95 % interval and no arm data."""
    made = StudyEffect(
        study_id=f"S{index:03d}",
        label=f"Study {index}",
        group="walks",
        yi=yi,
        vi=se**2,
        ci_low=yi - 1.96 * se,
        ci_high=yi + 1.96 * se,
        level=0.95,
        experimental=ArmData(),
        comparator=ArmData(),
        control_id=f"C{index}",
        route="contrast_ci",
        obtained=Obtained.FIRST_HAND,
        row_ids=(f"R{index}",),
        source_ids=("SRC",),
    )
    return replace(made, **changes)


def heterogeneity(k: int) -> Heterogeneity:
    return Heterogeneity(
        q=3.21 * k,
        df=k - 1,
        p_value=0.0123,
        tau2=0.2226,
        tau2_low=0.05,
        tau2_high=1.4,
        i2=86.61,
        i2_low=60.2,
        i2_high=97.4,
        i2_from="Q",
        h2=7.5,
        h2_low=2.5,
        h2_high=38.0,
        interval_method="q-profile",
    )


def pooled(effects: Sequence[StudyEffect], measure: Measure, **changes: object) -> PooledEffect:
    """A weighted mean with plausible companions; figures must show it, not question it."""
    wi = [1 / (one.vi + 0.02) for one in effects]
    total = sum(wi)
    estimate = sum(w * one.yi for w, one in zip(wi, effects, strict=True)) / total
    se = math.sqrt(1 / total)
    made = PooledEffect(
        measure=measure,
        model="random",
        estimate=estimate,
        se=se,
        ci_low=estimate - 2.2 * se,
        ci_high=estimate + 2.2 * se,
        level=0.95,
        statistic=-3.0,
        p_value=0.01,
        df=float(len(effects) - 1),
        k=len(effects),
        n=1234.0,
        weights=tuple(100 * w / total for w in wi),
        tau2_method="REML",
        ci_method="hartung-knapp",
        variance_method="LS",
        shared_control="none",
        converged=True,
        local_maxima=1,
        heterogeneity=heterogeneity(len(effects)),
        prediction=Prediction(
            low=estimate - 5 * se, high=estimate + 5 * se, level=0.95, rule="t(k-1)"
        ),
        adjustments=(),
    )
    return replace(made, **changes)


def analysis(
    effects: Sequence[StudyEffect], measure: Measure = Measure.SMD, **changes: object
) -> Analysis:
    """A synthesis of the effects; one study is not pooled."""
    summary: PooledEffect | NotEstimable
    if len(effects) > 1:
        summary = pooled(effects, measure)
    else:
        reason = "one_study" if effects else "no_studies"
        labels = {"labels": effects[0].label} if effects else {}
        summary = NotEstimable(wanted="pooled", reason=reason, values=labels)
    made = Analysis(
        synthesis_id="A",
        outcome_id="Q1_pain",
        measure=measure,
        instrument_id="PAIN_100" if measure is Measure.MD else "",
        effects=tuple(effects),
        left_out=(),
        pooled=summary,
        variations=(),
        leave_one_out=(),
        subgroups=(),
        subgroup_test=None,
    )
    return replace(made, **changes)


def with_subgroups(base: Analysis) -> Analysis:
    """The same analysis, every other study in the second subgroup."""
    halves = [tuple(range(start, len(base.effects), 2)) for start in (0, 1)]
    groups = tuple(
        Subgroup(
            group=one.id,
            members=members,
            pooled=pooled([base.effects[i] for i in members], base.measure)
            if len(members) > 1
            else NotEstimable(wanted="pooled", reason="one_study", values={"labels": "x"}),
        )
        for one, members in zip(TREATMENTS, halves, strict=True)
    )
    test = SubgroupTest(q=4.567, df=1, p_value=0.0326)
    return replace(base, subgroups=groups, subgroup_test=test)


def rating(certainty: Certainty | None) -> CertaintyRating:
    return CertaintyRating(
        about_id="A",
        stated=certainty,
        start=Certainty.HIGH,
        computed=None,
        judgements=(),
        missing=(),
        target="",
        agrees=None,
    )


def finding(made: Analysis, **changes: object) -> Finding:
    planned = Synthesis(
        id="A",
        label="A",
        outcome_id="Q1_pain",
        title=Text("Gåturer mot smerte", "Gåturar mot smerte", "Walks for pain"),
        measure=made.measure,
        instrument_id=made.instrument_id,
        action="pool",
        reason=Text("", "", ""),
        provenance=PLACE,
    )
    return Finding(
        synthesis=replace(planned, **changes), analysis=made, rating=rating(Certainty.LOW)
    )


def outcome() -> Outcome:
    return Outcome(
        id="Q1_pain",
        question_id="Q1",
        construct=PAIN,
        in_pico=True,
        order=1,
        importance="",
        thresholds=None,
        provenance=PLACE,
    )


def question(*published: PublishedFinding, **changes: object) -> QuestionFindings:
    words = Text("tekst", "tekst", "text")
    made = QuestionFindings(
        question=Question(
            id="Q1",
            recommendation_id="REC",
            text=words,
            population=words,
            intervention=words,
            comparison=words,
            provenance=PLACE,
        ),
        recommendation=Recommendation(id="REC", title=words, strength="", provenance=PLACE),
        outcomes=(outcome(),),
        roles=(),
        reviews=tuple(review(name) for name in ("R1", "R2")),
        review_quality=(),
        studies=(),
        risk_of_bias=(),
        overlap=(),
        searches=(),
        flow=(),
        excluded=(),
        ongoing=(),
        published=published,
        findings=(),
        claims=(),
        interventions=TREATMENTS,
        instruments=(SCALE,),
        constructs=(PAIN,),
        sources=(),
        manifest=Manifest(version="0", methods={}, rows=(), sources={}, sha256=""),
    )
    return replace(made, **changes)


def review(name: str) -> Review:
    return Review(
        id=name,
        label=f"Review {name}",
        source_id="SRC",
        kind="systematic review",
        k_trials=None,
        n_participants=None,
        search_date="",
        quality_as_printed="",
        quality_tool="",
        provenance=PLACE,
    )


def published(index: int, estimate: float | None, **changes: object) -> PublishedFinding:
    """A published estimate without an interval."""
    certainty = changes.pop("certainty", Certainty.LOW)
    assert certainty is None or isinstance(certainty, Certainty)
    made = PublishedEstimate(
        id=f"E{index:02d}",
        review_id="R1",
        outcome_id="Q1_pain",
        construct_id="pain",
        intervention=TREATMENTS[index % 2],
        comparison="",
        timepoint=Timepoint.POST,
        timepoint_text="",
        measure=Measure.SMD,
        measure_as_printed="SMD",
        instrument_id="",
        estimate=estimate,
        ci_low=None,
        ci_high=None,
        ci_level=None,
        k=None,
        n=None,
        i2=None,
        size_word="",
        certainty=certainty,
        decimals=2,
        provenance=PLACE,
    )
    return PublishedFinding(estimate=replace(made, **changes), rating=rating(certainty))
