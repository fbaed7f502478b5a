import dataclasses
import math

import pytest

from evidence.certainty.rate import rate
from evidence.records.text import Text
from evidence.synthesis.results import LeftOut, NotEstimable, Subgroup, SubgroupTest, Variation
from evidence.vocabulary import Certainty, Language, Measure
from evidence.wording.finding_sentences import state_finding
from tests.wording.fixtures import finding, pooled, question

NB, NN, EN = Language.NB, Language.NN, Language.EN
HARD = "\u00a0"
CI = f"95{HARD}% KI"


def said(found, language=NB):
    return [statement.text for statement in state_finding(found, question(), language)]


def test_a_pooled_effect_is_told_with_all_that_belongs_to_it():
    texts = said(finding(pooled()))
    assert texts == [
        f"Samlet effektestimat for smerte: SMD = −0,74 ({CI} −1,16 til −0,33; 2 studier; "
        f"1{HARD}860 deltakere). Estimatet går i retning av mindre smerte. Den estimerte "
        "effekten er moderat etter Cohens tommelfingerregel.",
        f"Variasjon mellom studiene: τ² = 0,223, I² = 86,6{HARD}% (beregnet fra τ²; {CI} 70,0 til "
        "98,2). Den sanne effekten i en ny, lignende studie kan ventes å ligge i "
        f"prediksjonsintervallet (95{HARD}% PI −2,23 til 0,74).",
        "Metode: tilfeldige effekter, τ² ved REML, konfidensintervall ved Hartung-Knapp, aldri "
        "smalere enn Wald.",
        "Effekter som ikke er hentet direkte fra studien: 1 av 2.",
        "Tilliten til effektestimatet er ikke vurdert.",
    ]


def test_numbers_refer_to_the_synthesis_and_its_sources():
    for statement in state_finding(finding(pooled()), question(), NB):
        assert statement.refs == ("A", "Dal_SOURCE", "Vik_SOURCE")


def test_a_ratio_is_told_on_the_scale_people_read():
    logs = {"estimate": math.log(1.2), "ci_low": math.log(0.9), "ci_high": math.log(1.6)}
    texts = said(finding(pooled(measure=Measure.RR, n=None, **logs)), EN)
    assert texts[0].startswith(
        "Pooled effect estimate for pain: RR = 1.20 (95% CI 0.90 to 1.60; 2 studies; number of "
        "participants not reported for all). The estimate points towards more pain. The "
        "confidence interval includes no difference."
    )


def test_more_effects_than_studies_are_told_apart():
    assert "3 effektar frå 2 studiar" in said(finding(pooled(k=3)), NN)[0]


def test_what_other_choices_change():
    missing = NotEstimable(wanted="pooled", reason="one_study", values={"labels": "Dal 2001"})
    found = finding(
        pooled(),
        variations=(
            Variation(key="DL_wald", left_out=(), pooled=pooled()),
            Variation(key="first_hand", left_out=("Vik 2001",), pooled=missing),
            Variation(key="without_outlier", left_out=("Dal 2001",), pooled=pooled(estimate=-0.5)),
        ),
        leave_one_out=(
            Variation(key="leave_one_out", left_out=("Dal 2001",), pooled=pooled(estimate=-0.3)),
            Variation(key="leave_one_out", left_out=("Vik 2001",), pooled=pooled(estimate=-1.2)),
        ),
        subgroup_test=SubgroupTest(q=4.256, df=1, p_value=0.039),
    )
    texts = said(found)
    assert texts[3:8] == [
        "Med andre valg blir estimatet:",
        "Bare tall fra førstehåndskilder (uten Vik 2001): ikke beregnet; bare én studie "
        "har brukbare tall (Dal 2001)",
        f"Uten Dal 2001: SMD = −0,50 ({CI} −1,16 til −0,33)",
        "Når én effekt utelates om gangen, går estimatet fra −1,20 til −0,30.",
        "Test for forskjell mellom undergrupper: Q = 4,26, df = 1, p = 0,039.",
    ]
    items = [one.is_item for one in state_finding(found, question(), NB)]
    assert items[3:8] == [False, True, True, False, False]


def test_no_first_hand_numbers_at_all_are_said_so():
    missing = NotEstimable(wanted="pooled", reason="no_studies", values={})
    none = Variation(key="first_hand", left_out=("Dal 2001", "Vik 2001"), pooled=missing)
    assert said(finding(pooled(), variations=(none,)))[4] == (
        "Bare tall fra førstehåndskilder: ikke beregnet; ingen av studiene har slike tall"
    )


def test_subgroups_are_told_with_the_reason_there_is_no_test():
    shared = NotEstimable(
        wanted="subgroup_test", reason="subgroups_share_control", values={"labels": "Dal, x; y"}
    )
    alone = NotEstimable(wanted="pooled", reason="one_study", values={"labels": "Vik 2001"})
    found = finding(
        pooled(),
        subgroups=(
            Subgroup(group="walking", members=(0,), pooled=pooled(k=3)),
            Subgroup(group="other", members=(1,), pooled=alone),
        ),
        subgroup_test=shared,
    )
    told = [statement.text for statement in state_finding(found, question(), NB)]
    assert told[3:7] == [
        "Undergrupper etter tiltak:",
        f"Gåtrening: SMD = −0,74 ({CI} −1,16 til −0,33; 3 effekter)",
        "Other: ikke slått sammen; bare én studie har brukbare tall (Vik 2001)",
        "Forskjellen mellom undergruppene er ikke testet: undergrupper deler kontrollgruppe "
        "(Dal, x; y).",
    ]


def test_rows_left_out_are_counted_and_named():
    rows = (
        LeftOut(study_id="Bru", row_ids=("r1",), reason="no_mean", words=Text("")),
        LeftOut(study_id="Elv", row_ids=("r2",), reason="set_aside", words=Text("Målt hos barn.")),
        LeftOut(study_id="Elv", row_ids=("r3",), reason="set_aside", words=Text("Målt hos barn.")),
    )
    told = said(finding(pooled(), left_out=rows))[4:7]
    assert told == [
        "3 rader er ikke med i det samlede estimatet:",
        "Bru: gjennomsnittet er ikke oppgitt",
        "Elv (2 rader): Målt hos barn",
    ]


def test_where_no_prediction_can_be_made_it_says_why():
    few = NotEstimable(wanted="prediction", reason="too_few_to_predict", values={"k": "2"})
    assert said(finding(pooled(prediction=few)))[1].endswith(
        "Prediksjonsintervall er ikke beregnet: det trengs minst tre studier, og det er 2."
    )


@pytest.mark.parametrize(
    ("reason", "values", "expected"),
    [
        ("only_shown", {}, "Studiene for smerte er ikke slått sammen. Målt for ulikt til å slås "),
        (
            "duplicate_study",
            {"labels": "Dal 2001; Vik 2001"},
            "Studiene for smerte er ikke slått sammen: samme studie står ",
        ),
    ],
)
def test_studies_not_pooled_stand_side_by_side(reason, values, expected):
    texts = said(finding(NotEstimable(wanted="pooled", reason=reason, values=values)))
    assert texts[0].startswith(expected)
    assert texts[1:4] == [
        "Effektene hver for seg:",
        f"Dal 2001: SMD = −1,20 ({CI} −1,59 til −0,81)",
        f"Vik 2001: SMD = −0,30 ({CI} −0,69 til 0,09)",
    ]


def test_a_rated_synthesis_is_worded_by_its_certainty():
    found = dataclasses.replace(finding(pooled()), rating=rate("A", [], stated=Certainty.LOW))
    assert said(found)[-1] == (
        "Tilliten til effektestimatet er vurdert som lav; grunnene er ikke oppgitt. Tiltaket kan "
        "gi mindre smerte."
    )


def test_what_a_method_did_on_the_way_is_said():
    text = said(finding(pooled(adjustments=("two_studies", "control_split"))))[2]
    assert "Med bare to effekter er variasjonen mellom studiene svært usikker." in text
    assert "så ingen deltakere telles to ganger." in text
