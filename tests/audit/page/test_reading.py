"""What is read from sentences: numbers, intervals, certainty, citations, counts, dates, lines."""

import pytest

from evidence.audit.page.claims import Claims
from evidence.audit.page.language_of_page import language_of
from evidence.audit.page.read_claims import read_claims
from evidence.audit.page.read_page import page_of
from evidence.audit.page.size_rule import own_rule

HEAD = (
    "Problemstilling\n\nHar x effekt på smerte?\n\nUtfall (O)\nSmerte\n\nResultater\n\nSmerte\n\n"
)


def _claims(sentence: str, head: str = HEAD) -> Claims:
    return read_claims(page_of((head + sentence).encode(), "page.txt"))


@pytest.mark.parametrize(
    ("text", "measure", "value", "limits", "level"),
    [
        ("SMD −0,52 (95 % KI −0,69 til −0,35).", "SMD", -0.52, (-0.69, -0.35), 95),
        ("g (Hedge's g)=-0,34 (KI -0,62 til -0,07)", "SMD", -0.34, (-0.62, -0.07), None),
        ("Hedges’ g = 0,61 [95 % KI: 0,40; 0,82]", "SMD", 0.61, (0.40, 0.82), 95),
        ("RR 0,77 (95 % KI 0,69–0,86)", "RR", 0.77, (0.69, 0.86), 95),
        ("RR: 0.77 (95% CI 0.69-0.86)", "RR", 0.77, (0.69, 0.86), 95),
        ("HR 0,92; 95 % KI 0,86–0,99;", "HR", 0.92, (0.86, 0.99), 95),
        ("MD 1,8 poeng på SF-36 (95 % KI −0,9 til 4,5; 6 studier)", "MD", 1.8, (-0.9, 4.5), 95),
        ("oddsratio på 1,4 (99 % konfidensintervall 1,1 til 1,8)", "OR", 1.4, (1.1, 1.8), 99),
        (
            "gjennomsnittsforskjell var -3,2 med 95 % KI fra -5,0 til -1,4",
            "MD",
            -3.2,
            (-5, -1.4),
            95,
        ),
        ("bedring på 1,2 poeng (95 % KI 0,8 til 1,6)", "", 1.2, (0.8, 1.6), 95),
        ("25 færre per 1000 (95 % KI 12 til 38)", "", 25, (12, 38), 95),
        ("SMD: 0,00.Tillit", "SMD", 0.0, None, None),
    ],
)
def test_an_estimate_is_read_in_every_form(text, measure, value, limits, level):
    (one,) = _claims(f"Tiltaket ga effekt, {text}").estimates
    assert (one.measure, one.value.value) == (measure, value)
    assert (one.interval and (one.interval.low.value, one.interval.high.value)) == limits
    assert (one.interval.level if one.interval else None) == level


def test_several_estimates_of_a_sentence_have_their_interventions():
    claims = _claims(
        "Både yoga og gange viste moderat effekt, SMD: -0,33 og -0,65.\n\n"
        "Begge tiltak viste liten effekt etter oppfølging, SMD: -0,25 og -0,21."
    )
    told = [(one.value.value, one.intervention, one.timepoint) for one in claims.estimates]
    assert told == [
        (-0.33, "yoga", ""),
        (-0.65, "gange", ""),
        (-0.25, "yoga", "follow-up"),
        (-0.21, "gange", "follow-up"),
    ]


@pytest.mark.parametrize(
    ("text", "level", "domains"),
    [
        ("Tilliten ble vurdert som lav på grunn av risiko for skjevhet og mangel på presisjon", 2,
         ["risk of bias", "imprecision"]),
        ("vurdert til svært lav tillit til effektestimatet på grunn av heterogenitet", 1,
         ["inconsistency"]),
        ("Vi har middels tillit til effektestimatet. Vi har trekt ned for risiko for skeivskap", 3,
         ["risk of bias"]),
        ("Tilliten til effektestimatet vart vurdert som låg på grunn av manglande presisjon", 2,
         ["imprecision"]),
        ("GRADE: moderat (manglende overførbarhet)", 3, ["indirectness"]),
        ("Tilliten er høy. Vi har ikke nedgradert for risiko for skjevhet", 4, []),
        ("Kvaliteten på dokumentasjonen er lav fordi det er få deltakere", 2, ["imprecision"]),
    ],
)  # fmt: skip
def test_a_rating_is_read_in_every_form(text, level, domains):
    (one,) = _claims(f"Tiltaket ga SMD 0,30 (95 % KI 0,10 til 0,50). {text}.").ratings
    assert (one.level, [reason.domain.value for reason in one.reasons]) == (level, domains)
    assert one.about == (0,)


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("(Maas et al., 2024 og Casson et al., 2023)", [("Maas", 2024), ("Casson", 2023)]),
        ("Ryan og Solheim (2019) fant", [("Ryan", 2019)]),
        ("(Hauge mfl., 2020)", [("Hauge", 2020)]),
        ("van der Berg et al. (2018)", [("van der Berg", 2018)]),
        ("(Dahl, 2015; Müller & Vik, 2016)", [("Dahl", 2015), ("Müller", 2016)]),
        ("i juni 2024 og september 2024", []),
        ("(Helsedirektoratet, 2020)", []),
    ],
)
def test_a_citation_is_read_in_every_form(text, cited):
    claims = _claims(f"Dette viser {text}.")
    assert [(one.name, one.year) for one in claims.citations] == cited


@pytest.mark.parametrize(
    ("entry", "name", "year"),
    [
        (
            "Casson, S., & Sandler, C. X. (2023). The title. Disabil Rehabil, 45(23), 37.",
            "Casson",
            2023,
        ),
        ("Hauge L, Bratland S. Balance training. Age Ageing. 2020;49(3):401-12.", "Hauge", 2020),
        ("1. Vaduga M, Docherty KF, et al. A title. Lancet 2023;400:757–67.", "Vaduga", 2023),
        (
            "Maas Genannt Bermpohl, F., & Martin, A. (2024). X. Int J, 31(6), 8.",
            "Maas Genannt Bermpohl",
            2024,
        ),
    ],
)
def test_a_reference_is_read_in_every_form(entry, name, year):
    (one,) = _claims(f"Referanser\n\n{entry}").references
    assert (one.name, one.year) == (name, year)


def test_lines_are_those_of_the_file_in_html_and_of_the_sentence_in_broken_text():
    page = page_of(
        b"<html><body>\n<p>First.</p>\n<p>Second\nSMD: 0,5 (KI 0,9 til 0,1).</p>", "x.html"
    )
    assert read_claims(page).estimates[0].line == 4
    text = "Dette er en lang setning som er brutt etter bredden på siden og som\n"
    broken = page_of((text + "fortsetter her med SMD: 0,5 (KI 0,9 til 0,1).").encode(), "x.txt")
    assert read_claims(broken).estimates[0].line == 2


@pytest.mark.parametrize(
    ("text", "cuts"),
    [
        ("Vi kaller 0,2 liten, 0,5 moderat og 0,8 stor effekt.", (0.2, 0.5, 0.8)),
        ("Under 0,40 er liten, 0,40 til 0,70 moderat og over 0,70 stor.", (0.0, 0.4, 0.7)),
        ("Effekten er liten (0,1), moderat (0,3) eller stor (0,6).", (0.1, 0.3, 0.6)),
    ],
)
def test_a_rule_for_sizes_that_the_page_states_is_read(text, cuts):
    rule = own_rule(_claims(text))
    assert rule is not None
    assert (rule.small, rule.moderate, rule.large) == cuts


def test_languages():
    assert language_of("Det ble ikke funnet noen forskjell, og effekten var liten.") == "nb"
    assert language_of("Det vart ikkje funne nokon skilnad, og dei fekk eit tilbod.") == "nn"
    assert language_of("zzz qqq xxx") == ""
