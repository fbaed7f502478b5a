"""Measured text. Witnesses: FreeType, and the outlines matplotlib draws."""

import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.textpath import TextPath

from evidence.display.plots.measure import font_file, has_glyph, text_width, wrap

SAMPLES = ["−0,52 (−0,69 til −0,35)", "Ráđđádallan ja čuovvoleapmi", "Τζακωνικά 2021", "τ² = 0,22"]


@pytest.mark.parametrize("weight", ["normal", "bold"])
@pytest.mark.parametrize("text", SAMPLES)
def test_a_text_is_as_wide_as_it_is_drawn(text, weight):
    font = FT2Font(font_file(weight))
    font.set_size(8.0, 72.0)
    advances = [font.load_char(ord(one)).linearHoriAdvance / 65536 for one in text]
    assert text_width(text, 8, weight) == pytest.approx(sum(advances), abs=1e-3 * len(text))


@pytest.mark.parametrize("weight", ["normal", "bold"])
@pytest.mark.parametrize("text", SAMPLES)
def test_no_text_is_drawn_wider_than_it_is_measured(text, weight):
    font = FontProperties(fname=font_file(weight))
    drawn = TextPath((0, 0), text, size=8, prop=font).get_extents().width
    assert 0.95 * text_width(text, 8, weight) < drawn <= text_width(text, 8, weight)


def test_digits_are_equally_wide_so_that_decimals_line_up():
    assert len({text_width(digit, 8) for digit in "0123456789"}) == 1


def test_width_grows_with_the_size():
    assert text_width("Study", 16) == pytest.approx(2 * text_width("Study", 8))


def test_unknown_characters_have_the_width_of_their_sign_and_joiners_none():
    assert not has_glyph("🧪")
    assert text_width("🧪", 8) == text_width("\N{REPLACEMENT CHARACTER}", 8)
    assert text_width("\N{COMBINING ENCLOSING KEYCAP}", 8) == 0


@pytest.mark.parametrize("text", ["a b c", "x" * 50, "", "one  two", "lang " * 20 + "y" * 40])
@pytest.mark.parametrize("width", [20.0, 45.0, 200.0])
def test_wrapping_loses_nothing_and_keeps_within_the_width(text, width):
    lines = wrap(text, width, 8)
    assert all(text_width(line, 8) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_character_wider_than_the_line_stands_alone():
    assert wrap("WW", 1.0, 8) == ("W", "W")
