import pytest

from evidence.certainty.rate import rate
from evidence.vocabulary import Certainty, Domain, Language
from evidence.wording.certainty_words import (
    certainty_word,
    changes,
    domain_word,
    footnote,
    level_label,
    level_meaning,
    level_of,
    reasons,
    state_certainty,
)
from evidence.wording.lists import inside, joined, listed, sentence
from tests.wording.fixtures import judgement

NB, NN, EN = Language.NB, Language.NN, Language.EN


@pytest.mark.parametrize(
    ("certainty", "nb", "nn", "en"),
    [
        (Certainty.HIGH, "⊕⊕⊕⊕ høy", "⊕⊕⊕⊕ høg", "⊕⊕⊕⊕ high"),
        (Certainty.MODERATE, "⊕⊕⊕◯ middels", "⊕⊕⊕◯ middels", "⊕⊕⊕◯ moderate"),
        (Certainty.LOW, "⊕⊕◯◯ lav", "⊕⊕◯◯ låg", "⊕⊕◯◯ low"),
        (Certainty.VERY_LOW, "⊕◯◯◯ svært lav", "⊕◯◯◯ svært låg", "⊕◯◯◯ very low"),
        (None, "ikke oppgitt", "ikkje oppgitt", "not reported"),
    ],
)
def test_symbols_never_stand_without_the_word(certainty, nb, nn, en):
    assert [level_label(certainty, language) for language in (NB, NN, EN)] == [nb, nn, en]


def test_every_level_and_domain_has_words_of_its_own():
    for language in Language:
        assert len({certainty_word(level, language) for level in Certainty}) == 4
        assert len({level_meaning(level, language) for level in Certainty}) == 4
        assert len({domain_word(domain, language) for domain in Domain}) == len(Domain)


@pytest.mark.parametrize(
    ("levels", "reason", "expected"),
    [
        (1, "", "Nedgradert 1 nivå for manglende presisjon."),
        (2, "", "Nedgradert 2 nivåer for manglende presisjon."),
        (0, "", "Ikke nedgradert for manglende presisjon."),
        (None, "", "Nedgradert for manglende presisjon; antall nivåer er ikke oppgitt."),
        (
            1,
            "Få deltakere.",
            "Nedgradert 1 nivå for manglende presisjon. Begrunnelse: «Få deltakere».",
        ),
    ],
)
def test_a_footnote_says_what_was_decided_and_why(levels, reason, expected):
    assert footnote(judgement(Domain.IMPRECISION, levels, reason), NB) == expected


def test_a_raising_domain_is_told_upwards():
    text = footnote(judgement(Domain.LARGE_EFFECT, 1), NN)
    assert text == "Oppgradert 1 nivå for stor effekt."


def test_reasons_are_the_domains_that_changed_the_level():
    rating = rate(
        "E1",
        [
            judgement(Domain.IMPRECISION),
            judgement(Domain.INDIRECTNESS, 0),
            judgement(Domain.RISK_OF_BIAS, 1),
        ],
    )
    assert len(changes(rating)) == 2
    assert reasons(rating, NN) == "risiko for skeivskap og manglande presisjon"


@pytest.mark.parametrize(
    ("rating", "ours", "expected"),
    [
        (rate("E1", []), False, "Tilliten til effektestimatet er ikke oppgitt."),
        (rate("E1", []), True, "Tilliten til effektestimatet er ikke vurdert."),
        (
            rate("E1", [], stated=Certainty.HIGH),
            False,
            "Tilliten til effektestimatet er vurdert som høy.",
        ),
        (
            rate("E1", [], stated=Certainty.LOW),
            False,
            "Tilliten til effektestimatet er vurdert som lav; grunnene er ikke oppgitt.",
        ),
        (
            rate("E1", [judgement(Domain.RISK_OF_BIAS, 1)], stated=Certainty.LOW),
            False,
            "Tilliten til effektestimatet er vurdert som lav på grunn av risiko for skjevhet. De "
            "oppgitte nedgraderingene tilsvarer middels tillit, ikke lav.",
        ),
        (
            rate("E1", [judgement(Domain.RISK_OF_BIAS, 1)]),
            True,
            "Tilliten til effektestimatet er vurdert som middels på grunn av risiko for skjevhet.",
        ),
    ],
)
def test_certainty_in_a_sentence(rating, ours, expected):
    assert state_certainty(rating, NB, ours=ours) == expected


def test_people_go_before_arithmetic():
    rating = rate("E1", [judgement(Domain.RISK_OF_BIAS, 1)], stated=Certainty.LOW)
    assert level_of(rating) is Certainty.LOW


def test_words_in_a_row():
    assert listed([], NB) == ""
    assert listed(["a"], NB) == "a"
    assert listed(["a", "b"], EN) == "a and b"
    assert listed(["a", "b", "c"], NN) == "a, b og c"


def test_names_inside_and_at_the_head_of_a_sentence():
    assert [inside(name) for name in ("Gåtrening", "SF-36", "iCBT", "C")] == [
        "gåtrening",
        "SF-36",
        "iCBT",
        "C",
    ]
    assert sentence("gåtrening") == "Gåtrening"
    assert joined(["A.", "", "B."]) == "A. B."
