"""Numbers as people type them: one reading, or refused."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.tables.number_text import NotNumber, number_in

READ = [
    ("12", ".", 12),
    ("-7.82", ".", -7.82),
    ("−7.82", ".", -7.82),
    ("−7,82", ",", -7.82),
    ("+0,5", ",", 0.5),
    (".5", ".", 0.5),
    ("1e-05", ".", 0.00001),
    ("1\u00a0234", ".", 1234),
    ("1\u202f234\u202f567,5", ",", 1234567.5),
    ("12\u2009345", ".", 12345),
    ("1,234", ",", 1.234),
    ("0.125", ".", 0.125),
]
REFUSED = [
    ("1,234", ".", "E205"),
    ("1.234", ",", "E205"),
    ("1.234,5", ",", "E205"),
    ("1,234.5", ".", "E205"),
    ("-12,345,678", ".", "E205"),
    ("0,52", ".", "E206"),
    ("0,125", ".", "E206"),
    ("31.5", ",", "E206"),
    ("1 234", ".", "E218"),
    ("- 5", ".", "E218"),
    ("12\u00a034", ".", "E202"),
    ("1\u20092345", ".", "E202"),
    ("abc", ".", "E202"),
    ("1.2.3", ".", "E202"),
    ("12 weeks", ".", "E202"),
    ("<0.001", ".", "E202"),
    ("1e999", ".", "E202"),
    ("inf", ".", "E202"),
    ("0x10", ".", "E202"),
    ("1_000", ".", "E202"),
    ("\u0661\u0662", ".", "E202"),
    ("NA", ".", "E204"),
    ("nan", ".", "E204"),
    ("–", ".", "E204"),
    ("?", ".", "E204"),
    ("86 %", ".", "E216"),
    ("86,6 %", ",", "E216"),
]


@pytest.mark.parametrize(("text", "decimal", "value"), READ)
def test_number_is_read(text, decimal, value):
    assert number_in(text, decimal) == value


@pytest.mark.parametrize(("text", "decimal", "code"), REFUSED)
def test_number_is_refused_with_its_reason(text, decimal, code):
    found = number_in(text, decimal)
    assert isinstance(found, NotNumber)
    assert found.code == code


@pytest.mark.parametrize(
    ("text", "decimal", "written"),
    [("1,234", ".", "1.234"), ("1.234", ",", "1,234"), ("1.234,5", ",", "1234,5")],
)
def test_an_ambiguous_number_is_answered_with_its_decimal_reading(text, decimal, written):
    assert number_in(text, decimal).written == written


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(".,"))
def test_what_python_writes_is_read_back_in_either_form(value, decimal):
    assert number_in(repr(value).replace(".", decimal), decimal) == value


@given(st.text(min_size=1, max_size=12), st.sampled_from(".,"))
def test_any_text_is_a_finite_number_or_refused(text, decimal):
    found = number_in(text, decimal)
    assert isinstance(found, NotNumber) or math.isfinite(found)


@given(st.integers(1000, 10**12), st.sampled_from("\u00a0\u2009\u202f"))
def test_thousands_set_apart_by_a_hard_blank_are_read(value, blank):
    assert number_in(f"{value:,}".replace(",", blank), ".") == value
