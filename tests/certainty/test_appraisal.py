"""Ratings as they stand in a project: where they start, what they rest on, whose scale is shown."""

import math

import pytest

from evidence.audit.examples import example_project
from evidence.audit.ratings import appraised
from evidence.audit.run import run
from evidence.certainty.appraisal import appraisals
from evidence.certainty.overall import overall_certainty
from evidence.cli.grade import rating_rules
from evidence.vocabulary import Certainty, Language
from evidence.wording.remarks import message_of

TRIALS = {
    "syntheses": "synthesis_id|measure|action|outcome_id\ns|RR|pool|o",
    "outcomes": "outcome_id|construct_id|threshold_scale|threshold_mid\no|illness|RD|0.05",
    "constructs": "construct_id|higher_is|family\nillness|worse|harm",
    "members": "synthesis_id|study_id|result_id|versus_result_id|use\n"
    "s|A|a1|a2|primary\ns|B|b1|b2|primary\ns|C|c1|c2|primary",
    "results": "result_id|arm_id|construct_id|events|total\n"
    "a1|A.drug|illness|15|100\na2|A.placebo|illness|30|100\n"
    "b1|B.drug|illness|16|100\nb2|B.placebo|illness|33|100\n"
    "c1|C.drug|illness|14|100\nc2|C.placebo|illness|27|100",
    "analyses/results": "synthesis_id\ns",
    "judgements": "judgement_id|synthesis_id|domain|decided_levels|reason|target\n"
    "j|s|imprecision|0|narrow|an important effect",
}


def test_a_panels_absolute_threshold_is_shown_on_its_own_scale():
    project = example_project(TRIALS)
    found = appraised(project)[0]
    suggestion = found.held[3].suggestion
    assert suggestion.words["scale"] == "absolute"
    # 90 of 300 in the control groups: a risk of 30 %, times the risk ratio less one.
    wanted = 0.30 * (math.exp(found.body.ci_low) - 1)
    assert suggestion.numbers["absolute_low"] == pytest.approx(wanted)
    remark = next(r for r in run(project, rating_rules()).remarks if r.rule.code == "C72")
    assert remark.severity == "stop"
    assert "−0.0500" in message_of(remark, Language.EN)


def test_non_randomised_studies_start_low():
    designs = "study_id|design\nA|non-randomised\nB|non-randomised\nC|non-randomised"
    project = example_project({**TRIALS, "studies": designs})
    found = appraised(project)[0]
    assert found.rating.start is Certainty.LOW
    assert found.rating.computed is Certainty.LOW
    assert project.chapter.questions[0].findings[0].rating.start is Certainty.LOW


def test_a_recommendation_rests_on_its_least_certain_critical_outcome():
    project = example_project(
        {
            "recommendations": "recommendation_id\nr",
            "questions": "question_id|recommendation_id\nq|r",
            "outcomes": "outcome_id|question_id|construct_id|importance\n"
            "o|q|pain|critical\np|q|sleep|important\nz|other|pain|critical",
            "estimates": "estimate_id|outcome_id|measure|estimate|certainty\n"
            "a|o|SMD|-0.3|high\nb|o|SMD|-0.4|moderate\nc|p|SMD|-0.4|very low\nd|z|SMD|1|low",
        }
    )
    rated = appraisals(project.tables)
    assert overall_certainty(project.tables, "r", rated) is Certainty.MODERATE
    assert overall_certainty(project.tables, "nothing", rated) is None
    uncritical = [one for one in rated if one.about_id == "c"]
    assert overall_certainty(project.tables, "r", uncritical) is Certainty.VERY_LOW
