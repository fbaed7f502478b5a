"""Planned syntheses made directly from numbers: no table is read."""

from evidence.records.planned import PlannedSynthesis
from evidence.records.provenance import Provenance
from evidence.records.question import Construct, Instrument, Outcome, Synthesis
from evidence.records.reported import ArmResult, Contrast, Member
from evidence.records.study import Arm, Intervention, Study
from evidence.records.text import Text
from evidence.vocabulary import HigherIs, Measure, Obtained

WORSE, BETTER = HigherIs.WORSE, HigherIs.BETTER


def provenance(obtained=Obtained.FIRST_HAND, source_id="source"):
    return Provenance(table="members", row=2, source_id=source_id, obtained=obtained)


def arm(name, *, group="treatment"):
    study_id = name.partition(".")[0]
    return Arm(
        id=name,
        study_id=study_id,
        label=name.partition(".")[2],
        intervention=Intervention(id=group, name=Text(group), kind="treatment", group_id=group),
        n_randomised=None,
        provenance=provenance(),
    )


def result(name, n=None, mean=None, sd=None, *, group="treatment", **other):
    told = {
        "dispersion": sd,
        "dispersion_low": None,
        "dispersion_high": None,
        "dispersion_type": "SD",
        "events": None,
        "total": None,
        "definition": "",
        "instrument_id": "scale",
        "timepoint_text": "",
        "obtained": Obtained.FIRST_HAND,
        "id": f"{name}.result",
    } | other
    obtained = told.pop("obtained")
    return ArmResult(
        arm=arm(name, group=group),
        construct_id="outcome",
        timepoint_weeks=None,
        n=n,
        mean=mean,
        provenance=provenance(obtained, f"source of {name.partition('.')[0]}"),
        **told,
    )


def contrast(name, versus, estimate, low=None, high=None, *, group="treatment", **other):
    told = {
        "measure": Measure.MD,
        "ci_level": 95.0,
        "se": None,
        "p_value": None,
        "n": None,
        "versus_n": None,
        "adjusted": "unclear",
        "population": "",
        "instrument_id": "scale",
        "timepoint_text": "",
        "obtained": Obtained.FIRST_HAND,
        "id": f"{name}-{versus}",
    } | other
    obtained = told.pop("obtained")
    return Contrast(
        arm=arm(name, group=group),
        versus=arm(versus),
        construct_id="outcome",
        timepoint_weeks=None,
        estimate=estimate,
        ci_low=low,
        ci_high=high,
        provenance=provenance(obtained, f"source of {name.partition('.')[0]}"),
        **told,
    )


def member(one, versus=None, *, use="primary", reason=""):
    reported = isinstance(one, Contrast)
    return Member(
        synthesis_id="S",
        study_id=one.arm.study_id,
        use=use,
        reason=Text(reason),
        contrast=one if reported else None,
        result=None if reported else one,
        versus=versus,
        provenance=provenance(),
    )


def against(name, one, other, **about):
    """A member of two arms with means: ``(n, mean, sd)`` each."""
    group = about.pop("group", "treatment")
    scale = {"instrument_id": about.pop("instrument_id", "scale")}
    obtained = {"obtained": about.pop("obtained", Obtained.FIRST_HAND)}
    treated = about.pop("treated", f"{name}.treated")
    return member(
        result(treated, *one, group=group, **scale, **obtained),
        result(f"{name}.control", *other, group="control", **scale, **obtained),
        **about,
    )


def counted(name, one, other, **about):
    """A member of two arms with events: ``(events, total)`` each."""
    treated = about.pop("treated", f"{name}.treated")
    arms = [
        result(which, events=events, total=total, instrument_id="")
        for which, (events, total) in ((treated, one), (f"{name}.control", other))
    ]
    return member(*arms, **about)


def planned(*members, measure=Measure.MD, higher_is=WORSE, action="pool", scales=None):
    """A synthesis of members; ``scales`` gives the direction of each scale."""
    construct = Construct(id="outcome", name=Text("outcome"), family="symptom", higher_is=higher_is)
    directions = {"scale": higher_is} if scales is None else scales
    return PlannedSynthesis(
        synthesis=Synthesis(
            id="S",
            label="S",
            outcome_id="O",
            title=Text("title"),
            measure=measure,
            instrument_id="scale" if measure is Measure.MD else "",
            action=action,
            reason=Text(""),
            provenance=provenance(),
        ),
        outcome=Outcome(
            id="O",
            question_id="Q",
            construct=construct,
            in_pico=True,
            order=1,
            importance="",
            thresholds=None,
            provenance=provenance(),
        ),
        construct=construct,
        members=members,
        studies={one.study_id: _study(one.study_id) for one in members},
        instruments={name: _instrument(name, way) for name, way in directions.items()},
    )


def _study(study_id):
    return Study(
        id=study_id,
        label=study_id,
        source_id="",
        year=None,
        country="",
        design="",
        diagnostic_criteria="",
        n_randomised=None,
        registration="",
        own={},
        provenance=provenance(),
    )


def _instrument(name, higher_is):
    return Instrument(
        id=name,
        name=name,
        construct_id="outcome",
        range_min=None,
        range_max=None,
        higher_is=higher_is,
        mid=None,
        mid_source_id="",
        typical_sd=None,
        typical_sd_source_id="",
        provenance=provenance(),
    )
