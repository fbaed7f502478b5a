"""The documents opened in the programs people open them in."""

import shutil
import subprocess

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_runs_out_of_the_page(browser, written, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(written["html"].as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_word_opens_and_no_page_is_wider_than_its_margins(written, tmp_path):
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
            str(written["docx"]),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    pages = pypdf.PdfReader(tmp_path / f"{written['docx'].stem}.pdf").pages
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
