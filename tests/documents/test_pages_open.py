"""The documents opened in the programs people open them in."""

import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from evidence.documents.render import render
from evidence.findings.store import load

pytestmark = pytest.mark.pages


def program(*names):
    """The path of the first of the programs that is here; a missing program is a failure."""
    found = next((path for path in map(shutil.which, names) if path), None)
    assert found, f"none of {names} is installed"
    return found


@pytest.fixture(scope="module")
def browser():
    chromium = program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """The files of the shipped guideline, by ending."""
    root = Path(__file__).parents[2]
    paths = render(
        load(root / "analyses" / "results"),
        templates=root / "reports",
        folder=tmp_path_factory.mktemp("shipped"),
        formats=("html", "docx"),
    )
    return {path.suffix[1:]: path for path in paths}


def assert_accessible(browser, path, width, scheme, media="screen"):
    """axe finds nothing, nothing is fetched, and no region but a named one scrolls sideways."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url.split(":")[0]))
    page.emulate_media(media=media, color_scheme=scheme)
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert set(asked) <= {"file", "data"}
    if media == "screen":
        # 320 is also what 1280 is at 400 per cent.
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(UNREACHABLE) == []
    context.close()


UNREACHABLE = """() => [...document.querySelectorAll('*')]
    .filter(one => one.scrollWidth > one.clientWidth + 1
        && ['auto', 'scroll'].includes(getComputedStyle(one).overflowX)
        && !(one.tabIndex === 0 && (one.ariaLabel || one.getAttribute('aria-labelledby'))))
    .map(one => one.outerHTML.slice(0, 80))"""
"""What scrolls sideways without a name, or out of the keyboard's reach."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280, 1920])
def test_the_invented_page_is_accessible(browser, written, width, scheme):
    assert_accessible(browser, written["html"], width, scheme)


def test_the_invented_page_is_accessible_as_it_is_printed(browser, written):
    assert_accessible(browser, written["html"], 1280, "dark", media="print")


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_the_shipped_page_is_accessible(browser, shipped, width, scheme):
    assert_accessible(browser, shipped["html"], width, scheme)


def test_the_keyboard_comes_first_to_the_way_past_the_contents_and_never_gets_stuck(
    browser, written
):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(written["html"].as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    places = [page.evaluate(PLACE)]
    while len(places) < 40:
        page.keyboard.press("Tab")
        places.append(page.evaluate(PLACE))
    assert places == sorted(set(places))
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    context.close()


PLACE = "[...document.querySelectorAll('*')].indexOf(document.activeElement)"
"""Where in the document the focus is."""


@pytest.mark.parametrize("which", ["written", "shipped"])
def test_word_opens_and_no_page_is_wider_than_its_margins(which, request, tmp_path):
    documents = request.getfixturevalue(which)
    office = program("soffice", "libreoffice")
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(documents["docx"]),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    pages = pypdf.PdfReader(tmp_path / f"{documents['docx'].stem}.pdf").pages
    assert len(pages) > 5
    for page in pages:
        box = page.mediabox
        for x in _text_edges(page):
            assert 40 < x < float(box.width) - 40


def _text_edges(page):
    edges = []

    def visit(text, user_matrix, text_matrix, font, size):
        if text.strip():
            edges.append(user_matrix[0] * text_matrix[4] + user_matrix[4])

    page.extract_text(visitor_text=visit)
    return edges


def test_poppler_draws_every_page_of_the_pdf(written, tmp_path):
    poppler = program("pdftoppm")
    subprocess.run(
        [poppler, "-r", "30", "-png", str(written["pdf"]), str(tmp_path / "page")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    count = len(pypdf.PdfReader(written["pdf"]).pages)
    drawn = sorted(tmp_path.glob("page*.png"))
    assert len(drawn) == count
    assert all(path.stat().st_size > 500 for path in drawn)
