import dataclasses

import pytest

from evidence.records.question import Thresholds
from evidence.records.role import ReviewRole
from evidence.records.text import Text
from evidence.vocabulary import Certainty, Domain, Language, Measure, Timepoint
from evidence.wording.published_value import duration_words
from evidence.wording.sentences import state_outcome, state_published
from tests.wording.fixtures import (
    FUNCTION,
    PAIN,
    estimate,
    instrument,
    outcome,
    provenance,
    published,
    question,
)

NB, NN, EN = Language.NB, Language.NN, Language.EN
HARD = "\u00a0"
BIAS, SPREAD, PRECISION = Domain.RISK_OF_BIAS, Domain.INCONSISTENCY, Domain.IMPRECISION


def said(found, language=NB, **about):
    return state_published(found, question(found, **about), language).text


def test_an_estimate_without_interval_with_another_word_in_the_source():
    found = published(estimate(size_word="moderat"), BIAS, stated=Certainty.MODERATE)
    assert said(found) == (
        "Etter tiltaket var effektestimatet for smerte med gåtrening SMD = −0,33 "
        "(konfidensintervall ikke oppgitt; Berg 2020). Den estimerte effekten er liten etter "
        "Cohens tommelfingerregel; kilden bruker ordet «moderat». Tilliten "
        "til effektestimatet er vurdert som middels på grunn av risiko for skjevhet. Gåtrening "
        "gir trolig litt mindre smerte."
    )


def test_an_estimate_at_follow_up_with_interval_and_spread():
    found = published(
        estimate(
            measure_as_printed="g (Hedge's g)",
            estimate=-0.52,
            ci_low=-0.69,
            ci_high=-0.35,
            i2=76.6,
            timepoint=Timepoint.FOLLOW_UP,
            timepoint_text="14 til 38 måneder",
            size_word="moderat",
        ),
        BIAS,
        SPREAD,
        PRECISION,
        stated=Certainty.LOW,
    )
    assert said(found) == (
        "Ved oppfølging (14 til 38 måneder) var effektestimatet for smerte med gåtrening "
        f"Hedges’ g = −0,52 (KI −0,69 til −0,35, nivå ikke oppgitt; I² = 76,6{HARD}%; Berg 2020). "
        "Den estimerte effekten er moderat etter Cohens tommelfingerregel. Tilliten til "
        "effektestimatet er vurdert som lav på grunn av risiko for skjevhet, manglende samsvar "
        "mellom studiene (heterogenitet) og manglende presisjon. Gåtrening kan gi mindre "
        "smerte."
    )


def test_a_mean_difference_without_thresholds_has_no_size_word():
    found = published(
        estimate(
            outcome_id="Q1_function",
            construct_id="function",
            measure=Measure.MD,
            measure_as_printed="MD",
            estimate=19.56,
            i2=90.7,
            size_word="god",
            instrument_id="PF",
        ),
        BIAS,
        stated=Certainty.VERY_LOW,
    )
    assert said(found, NN) == (
        "Etter tiltaket var effektestimatet for fysisk funksjon med gåtrening MD = 19,56 "
        f"(konfidensintervall ikkje oppgitt; I² = 90,7{HARD}%; PF 0–100; Berg 2020). Storleiken er "
        "ikkje klassifisert fordi det ikkje er fastsett nokon terskel for denne skalaen; kjelda "
        "bruker ordet «god». Tilliten til effektestimatet er vurdert som svært låg på grunn "
        "av risiko for skeivskap. Det er svært usikkert om gåtrening påverkar fysisk funksjon."
    )
    with_mid = said(found, EN, instruments=(instrument(mid=8),))
    assert (
        "at least as large as the smallest important difference as its source sets it" in with_mid
    )


def test_a_mean_difference_on_a_scale_nobody_named_says_so():
    found = published(estimate(measure=Measure.MD, measure_as_printed="MD", estimate=8.38))
    assert "MD = 8,38 (konfidensintervall ikke oppgitt; skala ikke oppgitt; Berg 2020)." in said(
        found
    )


def test_the_panels_own_thresholds_come_first():
    panel = Thresholds(scale="SMD", small=0.1, moderate=0.3, large=0.6)
    found = published(estimate(), stated=Certainty.HIGH)
    text = said(found, outcomes=(outcome(PAIN, panel),))
    assert (
        "Den estimerte effekten er moderat etter arbeidsgruppens terskler (0,1; 0,3; 0,6)." in text
    )
    assert text.endswith("Gåtrening gir mindre smerte.")


def test_an_interval_holding_no_difference_is_told():
    found = published(estimate(estimate=-0.15, ci_low=-0.31, ci_high=0.0, ci_level=95.0))
    text = said(found)
    assert f"SMD = −0,15 (95{HARD}% KI −0,31 til 0,00; Berg 2020)" in text
    assert (
        "Konfidensintervallet omfatter ingen forskjell. Den estimerte effekten er ubetydelig"
        in text
    )
    assert text.endswith("Tilliten til effektestimatet er ikke oppgitt.")


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (Certainty.HIGH, "Gåtrening gir mer smerte."),
        (Certainty.MODERATE, "Gåtrening gir trolig mer smerte."),
        (Certainty.LOW, "Gåtrening kan gi mer smerte."),
        (Certainty.VERY_LOW, "Det er svært usikkert om gåtrening påvirker smerte."),
    ],
)
def test_certainty_decides_how_firmly_it_is_said(stated, expected):
    assert said(published(estimate(estimate=0.6), stated=stated)).endswith(expected)


def test_a_ratio_holds_no_difference_at_one():
    found = published(
        estimate(measure=Measure.RR, measure_as_printed="RR", estimate=0.8, ci_low=0.6, ci_high=0.9)
    )
    assert "omfatter ingen forskjell" not in said(found)
    assert "RR = 0,80 (KI 0,60 til 0,90, nivå ikke oppgitt" in said(found)


def test_missing_counts_are_said_once_a_paragraph():
    found = [
        published(estimate(id="E2", timepoint=Timepoint.FOLLOW_UP)),
        published(estimate(id="E1")),
    ]
    paragraph = state_outcome(question(*found), outcome(), NB)
    assert [statement.refs[0] for statement in paragraph] == ["E1", "E2", "E1"]
    assert paragraph[-1].text == "Antall studier og deltakere bak estimatene er ikke oppgitt."
    assert sum("Antall studier" in statement.text for statement in paragraph) == 1


def test_counts_stand_with_the_estimate_where_they_are_printed():
    found = published(estimate(k=1, n=2094, ci_low=-0.5, ci_high=-0.1, ci_level=97.5))
    paragraph = state_outcome(question(found), outcome(), NB)
    assert len(paragraph) == 1
    expected = f"(97,5{HARD}% KI −0,50 til −0,10; 1 studie; 2{HARD}094 deltakere; Berg 2020)"
    assert expected in paragraph[0].text


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (NB, "Vi fant ingen oversikter i datagrunnlaget som oppga resultater for fysisk funksjon."),
        (NN, "Vi fann ingen oversikter i datagrunnlaget som oppgav resultat for fysisk funksjon."),
        (EN, "We found no reviews in the data that reported results for physical function."),
    ],
)
def test_an_outcome_without_results_is_not_passed_over(language, expected):
    (only,) = state_outcome(question(), outcome(FUNCTION), language)
    assert only.text == expected
    assert only.refs == ("Q1_function",)


def test_a_sentence_refers_to_its_estimate_and_sources():
    found = published(estimate())
    assert state_published(found, question(found), NB).refs == ("E1", "PAGE", "BERG2020")


def test_a_level_that_does_not_add_up_is_said():
    found = published(estimate(), stated=Certainty.LOW)
    assert "grunnene er ikke oppgitt" in said(found)


def other_source(**changes):
    elsewhere = dataclasses.replace(provenance("estimates"), source_id="ABSTRACT")
    return published(estimate(id="E9", provenance=elsewhere, **changes))


def test_what_the_page_does_not_print_stands_in_a_list_unweighed():
    turned = other_source(
        estimate=0.85, ci_low=0.64, ci_high=1.07, ci_level=95.0, higher_favours="intervention"
    )
    paragraph = state_outcome(question(published(estimate()), turned), outcome(), NB)
    assert paragraph[0].refs[0] == "E1"
    assert paragraph[-2].text == "Andre estimater i datagrunnlaget:"
    assert paragraph[-1].text == (
        "Gåtrening etter tiltaket: SMD = 0,85 "
        f"(95{HARD}% KI 0,64 til 1,07; høyere er i favør av tiltaket; Berg 2020)"
    )
    assert [one.is_item for one in paragraph[-2:]] == [False, True]
    assert paragraph[-1].refs == ("E9", "ABSTRACT", "BERG2020")


def test_without_the_page_an_included_review_is_stated_in_full():
    whole = question(other_source())
    (only_told, lead, told) = state_outcome(whole, outcome(), NB)
    assert only_told.text == "Ingen inkludert oversikt oppgir resultater for smerte."
    assert lead.text == "Andre estimater i datagrunnlaget:"
    assert told.text.startswith("Gåtrening etter tiltaket: SMD")
    role = ReviewRole(
        question_id="Q1",
        review_id="R1",
        study_id="",
        role="included",
        text=Text(""),
        provenance=provenance("review_roles"),
    )
    described = dataclasses.replace(role, role="described")
    not_printed = state_outcome(dataclasses.replace(whole, roles=(described,)), outcome(), NB)
    assert not_printed[0].text == (
        "Tekstene som er gjengitt her, oppgir ingen resultater for smerte; datagrunnlaget har noen."
    )
    stated = state_outcome(dataclasses.replace(whole, roles=(role,)), outcome(), NB)
    assert stated[0].text.startswith("Etter tiltaket var effektestimatet for smerte med gåtrening")


def test_an_effect_whose_sign_is_unclear_is_given_no_direction():
    found = published(estimate(estimate=2.91, higher_favours="unclear"), stated=Certainty.LOW)
    assert "det er uklart hva fortegnet betyr" in said(found)
    assert "Gåtrening gir" not in said(found)


@pytest.mark.parametrize(
    ("printed", "language", "expected"),
    [
        ("etter langtidsoppfølging; fra 14 til 38 måneder", NB, "14 til 38 måneder"),
        ("etter langtidsoppfølging; fra 14 til 38 måneder", EN, "14 to 38 months"),
        ("follow-up (50-72 weeks)", NN, "50 til 72 veker"),
        ("12 months", NB, "12 måneder"),
        ("T1, 2 år", EN, "2 years"),
        ("post-intervention (abstract does not name the timepoint)", NB, ""),
        ("", NB, ""),
    ],
)
def test_the_length_of_follow_up_is_read_from_print(printed, language, expected):
    assert duration_words(printed, language) == expected
