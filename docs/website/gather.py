"""Every page of the site: those of the menu, and all that they lead to."""

from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath

from docs.website.links import Links
from docs.website.markdown import DEFAULT_LANGUAGE, Content, Heading, content
from docs.website.menu import readers
from docs.website.place import PICTURES

START = PurePosixPath("docs/README.md")
NORWEGIAN_FIRST = ("README.md", "data/", "docs/errors.md", "docs/rules/")
"""Pages and folders in Norwegian, or in Norwegian and then in English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Pages and pictures by their place in the project, in a fixed order."""

    pages: dict[PurePosixPath, Content]
    pictures: tuple[PurePosixPath, ...]


def gather(root: Path) -> Gathered:
    """Read the pages of the menu, and follow their links until nothing is new.

    Parameters
    ----------
    root : path
        The project's folder.

    Returns
    -------
    Gathered
        Pages of Markdown, and other text that pages link to.

    Raises
    ------
    FileNotFoundError
        If a link leads nowhere; the message names the page and the link.
    """
    waiting = [START, *(page for group in readers() for page in group.pages)]
    pages: dict[PurePosixPath, Content] = {}
    pictures: set[PurePosixPath] = set()
    while waiting:
        source = waiting.pop()
        if source in pages or source in pictures:
            continue
        if source.suffix in PICTURES:
            pictures.add(source)
            continue
        links = Links(root=root, source=source)
        text = (root / source).read_text(encoding="utf-8")
        language = "nb" if str(source).startswith(NORWEGIAN_FIRST) else DEFAULT_LANGUAGE
        if source.suffix == ".md":
            pages[source] = content(text, links.on_site, language)
        else:
            pages[source] = _as_it_is(source, text)
        waiting += links.shown
    return Gathered(pages=dict(sorted(pages.items())), pictures=tuple(sorted(pictures)))


def _as_it_is(source: PurePosixPath, text: str) -> Content:
    """Return a file of code or data as a page."""
    shown = f"<h1>{escape(str(source))}</h1>\n"
    shown += f'<pre tabindex="0"><code>{escape(text, quote=False)}</code></pre>\n'
    title = str(source)
    heading = Heading(level=1, text=title, anchor="content", words="")
    return Content(language=DEFAULT_LANGUAGE, title=title, html=shown, headings=(heading,))
