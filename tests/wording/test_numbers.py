import datetime

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from evidence.vocabulary import Language, Measure
from evidence.wording.number_reading import find_numbers, parse_number
from evidence.wording.numbers import (
    date,
    decimals_for,
    estimate,
    exact,
    integer,
    interval,
    number,
    p_value,
    percent,
    prediction_interval,
    signed,
    value_range,
)

NB, NN, EN = Language.NB, Language.NN, Language.EN
HARD = "\u00a0"
LOCALES = {NB: "nb", NN: "nn", EN: "en_GB"}
finite = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False)
decimals = st.integers(min_value=0, max_value=6)
languages = st.sampled_from(list(Language))


@pytest.mark.parametrize(
    ("value", "places", "language", "expected"),
    [
        (-0.52, 2, NB, "−0,52"),
        (-0.52, 2, NN, "−0,52"),
        (-0.52, 2, EN, "−0.52"),
        (-0.004, 2, NB, "0,00"),
        (0.0, 2, NB, "0,00"),
        (-0.0, 1, EN, "0.0"),
        (19.56, 2, NB, "19,56"),
        (1234.5, 1, NB, f"1{HARD}234,5"),
        (-1234567.25, 2, EN, "−1,234,567.25"),
        (5, 0, NB, "5"),
    ],
)
def test_numbers_in_print(value, places, language, expected):
    assert number(value, places, language) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(0.125, "0,13"), (-0.125, "−0,13"), (2.675, "2,68"), (0.005, "0,01")]
)
def test_halves_go_away_from_zero_on_the_digits_people_see(value, expected):
    assert number(value, 2, NB) == expected


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_not_finite_is_refused(value):
    with pytest.raises(ValueError, match="cannot be printed"):
        number(value, 2, NB)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("value", [0, 7, 999, 1000, 2094, 12345, 1234567])
def test_counts_are_grouped_as_cldr_has_them(value, language):
    assert integer(value, language) == format_decimal(value, locale=LOCALES[language])


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("value", [0.0, 79.0, 100.0])
def test_per_cent_is_spaced_as_cldr_has_it(value, language):
    assert percent(value, language) == format_percent(value / 100, locale=LOCALES[language])


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("month", range(1, 13))
def test_dates_are_named_as_cldr_has_them(month, language):
    day = datetime.date(2026, month, 4)
    assert date(day.isoformat(), language) == format_date(day, "long", locale=LOCALES[language])


def test_dates_without_day_or_month():
    assert date("2024-06", NB) == "juni 2024"
    assert date("2024", EN) == "2024"
    with pytest.raises(ValueError, match=r"'4\.2\.2026' is not a date"):
        date("4.2.2026", NB)


def test_estimates_and_intervals():
    limits = (-0.69, -0.35)
    assert estimate(-0.52, limits, 95, 2, NB) == f"−0,52 (95{HARD}% KI −0,69 til −0,35)"
    assert estimate(-0.52, limits, 95, 2, EN) == "−0.52 (95% CI −0.69 to −0.35)"
    assert estimate(-0.52, limits, None, 2, NN) == "−0,52 (KI −0,69 til −0,35, nivå ikkje oppgitt)"
    assert estimate(-0.33, (None, None), None, 2, NB) == "−0,33 (konfidensintervall ikke oppgitt)"
    assert interval(-0.5, 0.0, 97.5, 2, NB) == f"97,5{HARD}% KI −0,50 til 0,00"
    assert prediction_interval(-2, 0.5, 95, 1, NN) == f"95{HARD}% PI −2,0 til 0,5"
    assert value_range(3, 18, 0, NB) == "3 til 18"


@pytest.mark.parametrize(("share", "per_cent"), [(0.95, 95), (0.975, 97.5), (0.9, 90)])
def test_a_level_may_be_a_share_or_per_cent(share, per_cent):
    assert interval(-1, 1, share, 2, NB) == interval(-1, 1, per_cent, 2, NB)


def test_exact_numbers_keep_the_decimals_they_were_printed_with():
    assert percent(76.6, NB) == f"76,6{HARD}%"
    assert percent(90.7, EN) == "90.7%"
    assert percent(86.6, NB, 0) == f"87{HARD}%"
    assert exact(97.5, NB) == "97,5"
    assert exact(100.0, NB) == "100"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.0009, "p < 0,001"),
        (0.001, "p = 0,001"),
        (0.0214, "p = 0,021"),
        (0.05, "p = 0,050"),
        (0.9995, "p > 0,999"),
        (1.0, "p > 0,999"),
    ],
)
def test_p_values(value, expected):
    assert p_value(value, NB) == expected


def test_signs_are_shown_on_request():
    assert signed(0.5, 1, NB) == "+0,5"
    assert signed(-0.5, 1, NB) == "−0,5"
    assert signed(0.01, 1, NB) == "0,0"


def test_small_ratios_get_a_third_decimal():
    assert decimals_for(Measure.RR, [0.04, 0.01, 0.2]) == 3
    assert decimals_for(Measure.RR, [0.7, 0.5, 1.2]) == 2
    assert decimals_for(Measure.SMD, [-0.01]) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-0.52", -0.52),
        ("−0,52", -0.52),
        ("‑0,52", -0.52),
        ("–0,52", -0.52),
        (f"1{HARD}234,5", 1234.5),
        ("1 234", 1234.0),
        ("76,6 %", 76.6),
        ("0,123", 0.123),
        ("+3", 3.0),
    ],
)
def test_numbers_are_read_as_people_write_them(text, expected):
    assert parse_number(text) == expected


@pytest.mark.parametrize("text", ["1,234", "12.345", "", "tolv", "12 34", "1,2,3", "- 5", "1e5"])
def test_what_is_ambiguous_or_no_number_is_refused(text):
    with pytest.raises(ValueError, match=r"is not a number|may be a decimal number"):
        parse_number(text)


def test_a_language_settles_what_a_comma_means():
    assert parse_number("1,234", NB) == 1.234
    assert parse_number("1,234", EN) == 1234.0


def test_numbers_are_found_in_a_sentence_of_the_page():
    text = "dvs. g= -0,41 (KI -0,65 til -0,18, I2=76,6%). Målt med SF-36, SMD: -0,21.Tillit"
    assert find_numbers(text, NB) == (-0.41, -0.65, -0.18, 76.6, -0.21)


def test_names_with_digits_are_not_numbers_but_glued_numbers_are():
    assert find_numbers("SF-36, I2, SF36 og covid-19", NB) == ()
    assert find_numbers("inkluderte18 artikler fra 15", NB) == (18.0, 15.0)


@given(finite, decimals, languages)
def test_reading_gives_back_what_was_printed(value, places, language):
    text = number(value, places, language)
    assert abs(parse_number(text, language) - value) <= 0.5 * 10**-places * (1 + 1e-9) + 1e-6
    assert number(parse_number(text, language), places, language) == text


@given(finite, decimals, languages)
def test_no_number_prints_a_hyphen_or_a_signed_zero(value, places, language):
    text = number(value, places, language)
    assert "-" not in text
    assert not (text.startswith("−") and parse_number(text, language) == 0)


@given(finite, finite, decimals)
def test_order_survives_rounding(one, other, places):
    low, high = sorted((one, other))
    assert parse_number(number(low, places, NB), NB) <= parse_number(number(high, places, NB), NB)
