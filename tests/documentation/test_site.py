"""The documentation as a site: every link leads somewhere, and pages are made alike each time."""

import json
import re
from pathlib import PurePosixPath
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html

from docs.website.build import build
from docs.website.drafts import write_drafts
from docs.website.links import Links
from docs.website.markdown import content, slug
from docs.website.menu import readers
from docs.website.shown import SHOWN, make_pages
from docs.website.style import style
from evidence.cli.__main__ import main
from evidence.cli.new import make_project
from tests.documentation.written_pages import ROOT, pages
from tests.documents.test_pages_open import browser

__all__ = ["browser"]
PICTURES = ROOT / "docs" / "pictures"
DRAFTS = {draft.href for group in readers() for draft in group.drafts}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the folder of the site, without the drafts."""
    folder = tmp_path_factory.mktemp("site")
    build(folder)
    return folder


@pytest.fixture(scope="module")
def trees(site):
    """Return every page of the site, by its path."""
    return {
        path: html.fromstring(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")
    }


def test_every_link_and_anchor_leads_somewhere(site, trees):
    anchors = {path: set(tree.xpath("//@id")) for path, tree in trees.items()}
    lost = []
    for path, tree in trees.items():
        for target in tree.xpath("//a/@href | //img/@src | //link/@href | //script/@src"):
            file, _, anchor = unquote(target).partition("#")
            found = (path.parent / file).resolve() if file else path
            if target.startswith(("http", "mailto:")) or str(found.relative_to(site)) in DRAFTS:
                continue
            if not found.is_file() or (anchor and anchor not in anchors[found]):
                lost.append((str(path.relative_to(site)), target))
    assert not lost


def test_every_page_of_the_documentation_is_part_of_the_site(site):
    told = (site / "search_index.js").read_text(encoding="utf-8")
    for page in pages():
        if page.parts[0] == "docs" and page.name != "search.md":
            place = page.relative_to("docs").with_suffix(".html")
            name = "index.html" if page.stem == "README" else place.name
            assert f'"{place.with_name(name)}#' in told, f"{page}: nothing links to it"


def test_nothing_is_fetched(site, trees):
    for path, tree in trees.items():
        loaded = tree.xpath("//@src | //link/@href")
        assert not [one for one in loaded if ":" in one], path
    assert not re.search(r"url\((?!data:)|@import", style())


def test_every_page_has_a_title_a_language_and_one_main_heading(trees):
    titles = [tree.findtext(".//title") for tree in trees.values()]
    assert len(set(titles)) == len(titles), {one for one in titles if titles.count(one) > 1}
    for path, tree in trees.items():
        assert tree.get("lang") in {"en", "nb"}, path
        assert len(tree.xpath("//h1")) == 1, path
        assert all(tree.xpath("//img/@alt")), path


def test_a_link_that_leads_nowhere_stops_the_build(tmp_path):
    (tmp_path / "docs").mkdir()
    links = Links(root=tmp_path, source=PurePosixPath("docs/page.md"))
    with pytest.raises(FileNotFoundError, match=r"docs/page\.md: other\.md"):
        links.on_site("other.md")


def test_anchors_are_those_of_github():
    text = "# One\n\n## `a_b` and *c*!\n\n## Twice\n\n## Twice\n"
    anchors = [heading.anchor for heading in content(text, str).headings]
    assert anchors == ["one", "a_b-and-c", "twice", "twice-1"]
    assert slug("Hva betyr en kode?") == "hva-betyr-en-kode"


def test_an_address_as_it_stands_becomes_a_link():
    shown = content("# A\n\nSee https://doi.org/10.1/a(86)2, or [b](https://b.no/).\n", str).html
    assert '<a href="https://doi.org/10.1/a(86)2">https://doi.org/10.1/a(86)2</a>,' in shown
    assert shown.count("<a ") == 2


def test_html_in_a_page_is_shown_and_not_obeyed():
    shown = content("# A\n\n<script>alert(1)</script> [x](javascript:alert)\n", str).html
    assert "<script" not in shown and "href" not in shown


@pytest.mark.pages
def test_the_pictures_show_what_is_made_now(tmp_path):
    make_pages(tmp_path)
    taken = json.loads((PICTURES / "taken.json").read_text(encoding="utf-8"))
    now = {shown.name: shown.told(tmp_path) for shown in SHOWN}
    old = sorted(name for name in taken | now if taken.get(name) != now.get(name))
    assert not old, f"run python -m docs.website.pictures: {old}"
    for name in taken:
        assert (PICTURES / f"{name}.png").stat().st_size < 120_000


@pytest.mark.pages
def test_the_draft_is_part_of_the_site_in_every_language(tmp_path, capsys):
    project = tmp_path / "guideline"
    make_project(project)
    with pytest.raises(SystemExit):
        main(["analyse", "-C", str(project)])
    write_drafts(tmp_path / "draft", project)
    written = {str(path.relative_to(tmp_path)) for path in (tmp_path / "draft").iterdir()}
    assert written == DRAFTS and len(DRAFTS) == 3


KINDS = (
    "index.html",
    "tasks/report.html",
    "bulk.html",
    "rules/C10.html",
    "reference/stats/fisher_z.html",
    "project/analyses/q01_activity.py.html",
    "search.html?q=E207",
)
SIZES = ((320, "light"), (768, "dark"), (1280, "light"), (1920, "dark"))


@pytest.mark.pages
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_each_kind_is_accessible(kind, site, browser):
    """axe finds nothing, on any screen or on paper, and no page is wider than the screen."""
    page = browser.new_page()
    name, _, asked = kind.partition("?")
    page.goto((site / name).as_uri() + (f"?{asked}" if asked else ""))
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    for width, scheme in SIZES:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.close()


@pytest.mark.pages
def test_the_search_finds_a_code_on_a_disk(site, browser):
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.fill("#find", "E207")
    page.press("#find", "Enter")
    page.wait_for_selector(".found a")
    page.click(".found a")
    assert "errors.html#e207" in page.url
    page.close()
