"""The menu: pages by who reads them, in the order they are read."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from docs.website.links import relative
from docs.website.markdown import Content
from docs.website.place import place

MENU = Path(__file__).parent / "menu.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A link of the menu, from one page."""

    title: str
    language: str
    href: str
    here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The pages of one kind of reader."""

    name: str
    language: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """A kind of reader as ``menu.toml`` has it, and drafts that are no page of Markdown."""

    name: str
    language: str
    pages: tuple[PurePosixPath, ...]
    drafts: tuple[Entry, ...]


@functools.cache
def readers() -> tuple[Readers, ...]:
    """Return who reads, and what, from ``menu.toml``."""
    rows = tomllib.loads(MENU.read_text(encoding="utf-8"))["readers"]
    return tuple(
        Readers(
            name=row["name"],
            language=row["language"],
            pages=tuple(PurePosixPath(page) for page in row["pages"]),
            drafts=tuple(Entry(**draft) for draft in row.get("drafts", ())),
        )
        for row in rows
    )


def menu(contents: Mapping[PurePosixPath, Content], here: PurePosixPath) -> tuple[Group, ...]:
    """Return the menu as a page has it.

    Parameters
    ----------
    contents : mapping
        All pages, by their place in the project.
    here : path
        The page's own place on the site.

    Returns
    -------
    tuple of Group
        Titles are those of the pages.
    """
    return tuple(
        Group(
            name=group.name,
            language=group.language,
            entries=(
                *(_entry(contents[page], place(page), here) for page in group.pages),
                *(_draft(draft, here) for draft in group.drafts),
            ),
        )
        for group in readers()
    )


def _entry(content: Content, page: PurePosixPath, here: PurePosixPath) -> Entry:
    return Entry(
        title=content.title,
        language=content.language,
        href=relative(page, here),
        here=page == here,
    )


def _draft(draft: Entry, here: PurePosixPath) -> Entry:
    href = relative(PurePosixPath(draft.href), here)
    return Entry(title=draft.title, language=draft.language, href=href)


def neighbours(
    contents: Mapping[PurePosixPath, Content], source: PurePosixPath
) -> tuple[Entry | None, Entry | None]:
    """Return the pages before and after a page in its part of the menu; None where it ends."""
    for group in readers():
        if source in group.pages:
            at = group.pages.index(source)
            around = (*group.pages[max(at - 1, 0) : at], None)[0], (*group.pages[at + 1 :], None)[0]
            before, after = (
                None if page is None else _entry(contents[page], place(page), place(source))
                for page in around
            )
            return before, after
    return None, None
