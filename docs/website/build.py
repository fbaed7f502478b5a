"""The documentation as a site of files: pages, search and pictures."""

import json
import shutil
import tomllib
from pathlib import Path, PurePosixPath

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from docs.website.gather import Gathered, gather
from docs.website.markdown import content
from docs.website.menu import menu, neighbours
from docs.website.place import place
from docs.website.style import style

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SEARCH = PurePosixPath("docs/search.md")
"""Where the page of the search would stand, had people to read it as Markdown."""
LISTED = 3
"""From this many parts on, a page begins with a list of them."""


def build(folder: Path) -> None:
    """Write the site, all but the drafts; the same project gives the same bytes.

    Parameters
    ----------
    folder : path
        Emptied first.
    """
    shutil.rmtree(folder, ignore_errors=True)
    site = gather(ROOT)
    search = content((HERE / "search.md").read_text(encoding="utf-8"), str)
    site.pages[SEARCH] = search
    shell, words = _shell(), tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))
    for source in site.pages:
        _write(folder / place(source), _page(shell, words, site, source))
    _write(folder / "site.css", style())
    _write(folder / "search.js", (HERE / "search.js").read_text(encoding="utf-8"))
    _write(folder / "search_index.js", _sections(site))
    for source in site.pictures:
        target = folder / place(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / source, target)


def _page(
    shell: Template, words: dict[str, dict[str, str]], site: Gathered, source: PurePosixPath
) -> str:
    page = site.pages[source]
    parts = [heading for heading in page.headings if heading.level == 2]
    before, after = neighbours(site.pages, source)
    here = place(source)
    return shell.render(
        page=page,
        words=words[page.language],
        up="../" * (len(here.parts) - 1),
        parts=parts if len(parts) >= LISTED else (),
        menu=menu(site.pages, here),
        before=before,
        after=after,
        scripts=("search_index.js", "search.js") if source == SEARCH else (),
    )


def _sections(site: Gathered) -> str:
    """Return what the search looks through: heading, page, address and first words."""
    rows = [
        [heading.text, page.title, f"{place(source)}#{heading.anchor}", heading.words]
        for source, page in site.pages.items()
        for heading in page.headings
        if source != SEARCH
    ]
    return f"const SECTIONS = {json.dumps(rows, ensure_ascii=False, indent=0)};\n"


def _shell() -> Template:
    environment = Environment(
        loader=FileSystemLoader(HERE),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("shell.html.j2")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
