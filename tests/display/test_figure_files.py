"""Figures as files: numbers read back, the same bytes twice, every format openable.

Witnesses: the result object for the numbers, lxml for the SVG, pypdf for the PDF, Pillow for the
PNG, and pictures that people have looked at.
"""

import csv
import math
import re
from dataclasses import replace

import pytest
from lxml import etree
from matplotlib.testing.compare import compare_images
from PIL import Image
from pypdf import PdfReader

from evidence.display.plots.data_csv import to_csv
from evidence.display.plots.forest import forest_plot
from evidence.display.plots.matplotlib_file import draw
from evidence.display.plots.svg import to_svg
from evidence.display.plots.write import write_figure
from evidence.vocabulary import Language, Measure
from tests.display.fixtures import analysis, effect, finding, question
from tests.display.pictures import BASELINES, PICTURES, differences, ratios, save

SVG = "{http://www.w3.org/2000/svg}"
HALF_A_HUNDREDTH = 0.005 + 1e-9
MADE = [analysis(differences(), Measure.MD), analysis(ratios(), Measure.RR)]
HOSTILE = "Ŋiŋŋá <b>&\"' 😀🧪 ]]> $x^2$ \x00\x1b"


def figure(made=None, language=Language.NB):
    return forest_plot(finding(made or analysis(differences(), Measure.MD)), question(), language)


def parsed(drawn) -> etree._Element:
    return etree.fromstring(to_svg(drawn).encode())


def texts(root: etree._Element, role: str) -> dict[str, str]:
    """Return the texts of a role by whom they speak of, as a reader of the file meets them."""
    found = root.iterfind(f".//{SVG}text[@data-role='{role}']")
    return {one.get("data-ref"): one.text for one in found}


def numbers(text: str, language: Language) -> list[float]:
    """Read numbers as printed, by a grammar of this test's own."""
    if language is Language.EN:
        plain = text.replace(",", "")
    else:
        plain = text.replace("\N{NO-BREAK SPACE}", "").replace(",", ".")
    return [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", plain.replace("−", "-"))]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "made", [analysis(differences(), Measure.MD), analysis(ratios(), Measure.RR)]
)
def test_numbers_read_back_from_the_svg_are_those_of_the_result(made, language):
    root = parsed(figure(made, language))
    read = math.exp if made.measure.is_ratio else float
    estimates, intervals = texts(root, "study estimate"), texts(root, "study interval")
    weights = texts(root, "study weight")
    assert list(estimates) == [one.study_id for one in made.effects]
    for one, weight in zip(made.effects, made.pooled.weights, strict=True):
        printed = numbers(f"{estimates[one.study_id]} {intervals[one.study_id]}", language)
        shown = [read(value) for value in (one.yi, one.ci_low, one.ci_high)]
        assert printed == pytest.approx(shown, abs=HALF_A_HUNDREDTH)
        assert numbers(weights[one.study_id], language) == pytest.approx([weight], abs=0.05)
    (whole,) = texts(root, "pooled estimate").values()
    (limits,) = texts(root, "pooled interval").values()
    assert numbers(f"{whole} {limits}", language) == pytest.approx(
        made.pooled.as_read(), abs=HALF_A_HUNDREDTH
    )
    (limits,) = texts(root, "prediction interval").values()
    prediction = [read(made.pooled.prediction.low), read(made.pooled.prediction.high)]
    assert numbers(limits, language) == pytest.approx(prediction, abs=HALF_A_HUNDREDTH)


def test_arm_data_read_back_from_the_svg_are_those_of_the_result():
    made = analysis(ratios(), Measure.RR)
    root = parsed(figure(made))
    for arm in ("experimental", "comparator"):
        shown = texts(root, f"study {arm}_events")
        for one in made.effects:
            data = getattr(one, arm)
            assert shown[one.study_id] == f"{data.events}/{data.n}"


def test_every_text_says_its_length_and_nothing_is_rounded_away():
    root = parsed(figure())
    for one in root.iterfind(f".//{SVG}text"):
        assert float(one.get("textLength")) > 0


def test_the_svg_is_read_aloud_by_title_and_description():
    drawn = figure()
    root = parsed(drawn)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == drawn.title
    assert root.find(f"{SVG}desc").text == drawn.alt
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(set(ids)) == len(ids)
    assert all(one.startswith(drawn.id) for one in ids)
    assert {root.get("aria-labelledby"), root.get("aria-describedby")} <= set(ids)


def test_hostile_labels_stay_text_in_every_format(tmp_path):
    made = analysis([effect(1, -0.4, 0.2, label=HOSTILE), effect(2, -0.1, 0.2)])
    drawn = figure(made)
    labels = parsed(drawn).iterfind(f".//{SVG}text[@data-role='study label']")
    assert "".join(one.text for one in labels).startswith("Ŋiŋŋá <b>&\"'")
    lettering = "".join(one.get_text() for one in draw(drawn).axes[0].texts)
    assert "Ŋiŋŋá <b>&" in lettering
    assert not {"🧪", "\x00"} & set(lettering)
    paths = write_figure(drawn, tmp_path, "hostile")
    rows = list(csv.DictReader(paths["csv"].read_text(encoding="utf-8").splitlines()))
    assert rows[0]["label"].startswith("Ŋiŋŋá <b>&")


def test_files_are_the_same_bytes_twice(tmp_path):
    first = write_figure(figure(), tmp_path / "first", "plot")
    second = write_figure(figure(), tmp_path / "second", "plot")
    assert list(first) == ["svg", "pdf", "png", "csv"]
    for ending in first:
        assert first[ending].read_bytes() == second[ending].read_bytes(), ending
    assert sorted(path.name for path in (tmp_path / "first").iterdir()) == [
        "plot.csv",
        "plot.pdf",
        "plot.png",
        "plot.svg",
    ]


def test_a_write_that_fails_leaves_the_old_file(tmp_path):
    paths = write_figure(figure(), tmp_path, "plot")
    before = paths["svg"].read_bytes()
    broken = replace(figure(), items=(object(),))
    with pytest.raises(TypeError):
        write_figure(broken, tmp_path, "plot")
    assert paths["svg"].read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 4


def test_the_png_has_300_dots_an_inch_and_the_size_of_the_figure(tmp_path):
    drawn = figure()
    with Image.open(write_figure(drawn, tmp_path, "plot")["png"]) as picture:
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert picture.size[0] == pytest.approx(drawn.width / 72 * 300, abs=1)
        assert picture.size[1] == pytest.approx(drawn.height / 72 * 300, abs=1)
        assert picture.info["Description"] == drawn.alt


def test_the_pdf_embeds_its_fonts_and_holds_the_numbers_as_text(tmp_path):
    drawn = figure()
    reader = PdfReader(write_figure(drawn, tmp_path, "plot")["pdf"])
    (page,) = reader.pages
    assert float(page.mediabox.width) == pytest.approx(drawn.width, abs=0.01)
    fonts = page["/Resources"]["/Font"]
    for name in fonts:
        font = fonts[name].get_object()
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        assert "/FontFile2" in inner["/FontDescriptor"].get_object()
    assert "−6,2" in page.extract_text()
    assert reader.metadata.title == drawn.title
    assert "/CreationDate" not in reader.metadata


def test_the_csv_holds_what_is_plotted():
    drawn = figure()
    rows = list(csv.DictReader(to_csv(drawn).splitlines()))
    assert len(rows) == len(drawn.data)
    assert [float(row["estimate"]) for row in rows if row["row"] == "study"] == [
        one.yi for one in differences()
    ]
    assert rows[3]["experimental_mean"] == ""


def test_the_matplotlib_figure_has_the_shapes_of_ours():
    drawn = figure()
    sheet = draw(drawn)
    (axes,) = sheet.axes
    gids = [one.get_gid() for one in axes.get_children() if one.get_gid()]
    assert len(gids) == len(drawn.items)
    assert sum(gid.startswith("estimate:S") for gid in gids) == len(differences())
    assert tuple(sheet.get_size_inches() * 72) == pytest.approx((drawn.width, drawn.height))


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_look_as_they_did(name, tmp_path):
    baseline = BASELINES / f"{name}.png"
    assert baseline.is_file(), f"{baseline.name} is missing: see tests/display/pictures.py"
    fresh = save(name, tmp_path)
    assert compare_images(str(baseline), str(fresh), tol=1.0) is None
