"""Bodies of evidence for tests: what is not asked for is not there."""

from evidence.certainty.body import BodyOfEvidence, StudySeen
from evidence.records.provenance import Provenance
from evidence.records.question import Construct, Instrument, Outcome, Thresholds
from evidence.records.text import Text
from evidence.vocabulary import HigherIs, Measure

HERE = Provenance(table="outcomes", row=2)


def outcome(**thresholds):
    """An outcome with the panel's thresholds, if any."""
    return Outcome(
        id="Q1.pain",
        question_id="Q1",
        construct=Construct(
            id="pain", name=Text(nb="smerte"), family="symptom", higher_is=HigherIs.WORSE
        ),
        in_pico=True,
        order=1,
        importance="critical",
        thresholds=Thresholds(**thresholds) if thresholds else None,
        provenance=HERE,
    )


def scale(mid=None, sd=None):
    """A scale from 0 to 100."""
    return Instrument(
        id="VAS",
        name="VAS",
        construct_id="pain",
        range_min=0,
        range_max=100,
        higher_is=HigherIs.WORSE,
        mid=mid,
        mid_source_id="S",
        typical_sd=sd,
        typical_sd_source_id="S",
        provenance=HERE,
    )


def body(measure=Measure.SMD, estimate=None, low=None, high=None, **more):
    """A body of evidence."""
    return BodyOfEvidence(
        about_id="E1",
        is_published=not more.get("studies"),
        measure=measure,
        estimate=estimate,
        ci_low=low,
        ci_high=high,
        level=0.95,
        **more,
    )


def study(name, yi, se, weight=1.0, **more):
    """A study with its 95 % interval."""
    return StudySeen(
        study_id=name,
        label=name,
        yi=yi,
        vi=se**2,
        ci_low=yi - 1.96 * se,
        ci_high=yi + 1.96 * se,
        weight=weight,
        **more,
    )
