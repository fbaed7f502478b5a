"""From Markdown to the HTML of a page, with the anchors that GitHub gives."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

LANGUAGE = re.compile(r"\A<!-- lang: (\w+) -->\n+")
DEFAULT_LANGUAGE = "en"
FIRST_WORDS = 160
_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:)]")
_DEPTH = {"link_open": 1, "link_close": -1}
_MARKS = {"console": {"$": "b"}, "diff": {"-": "del", "+": "ins"}}
"""How lines of a block are marked, by the sign they begin with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading with its anchor, and the first words below it."""

    level: int
    text: str
    anchor: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a page of Markdown holds."""

    language: str
    title: str
    html: str
    headings: tuple[Heading, ...]


def content(text: str, link: Callable[[str], str], language: str = DEFAULT_LANGUAGE) -> Content:
    """Return a page of Markdown as HTML.

    Parameters
    ----------
    text : str
        Markdown. Its first line may say ``<!-- lang: nb -->``.
    link : callable
        Turns the target of a link or of a picture into the one the site has.
    language : str
        The page's, where it does not say.

    Returns
    -------
    Content
        Tables and code can be reached and scrolled by keyboard; HTML within the text is shown as
        text.
    """
    said = LANGUAGE.match(text)
    tokens = _PARSER.parse(text[said.end() :] if said else text)
    headings = _headings(tokens)
    _empty_headings(tokens)
    for token in tokens:
        for inner in token.children or ():
            for name in ("href", "src"):
                if target := inner.attrGet(name):
                    inner.attrSet(name, link(str(target)))
    return Content(
        language=said.group(1) if said else language,
        title=next(heading.text for heading in headings if heading.level == 1),
        html=_PARSER.renderer.render(tokens, _PARSER.options, {}),
        headings=headings,
    )


def slug(text: str) -> str:
    """Return the anchor of a heading as GitHub makes it.

    Examples
    --------
    >>> slug("What `I²` means, and why")
    'what-i²-means-and-why'
    """
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")


def _headings(tokens: Sequence[Token]) -> tuple[Heading, ...]:
    """Give every heading its anchor, and return them."""
    found: list[Heading] = []
    seen: dict[str, int] = {}
    places = [i for i, token in enumerate(tokens) if token.type == "heading_open"]
    for start, end in zip(places, [*places[1:], len(tokens)], strict=True):
        text = _plain(tokens[start + 1])
        anchor = slug(text)
        seen[anchor] = seen.get(anchor, -1) + 1
        anchor += f"-{seen[anchor]}" if seen[anchor] else ""
        tokens[start].attrSet("id", anchor)
        below = " ".join(_plain(token) for token in tokens[start + 2 : end])
        found.append(
            Heading(
                level=int(tokens[start].tag[1]),
                text=text,
                anchor=anchor,
                words=" ".join(below.split())[:FIRST_WORDS],
            )
        )
    return tuple(found)


def _plain(token: Token) -> str:
    if token.type == "fence":
        return token.content
    breaks = {"softbreak": " ", "hardbreak": " "}
    parts = (breaks.get(one.type, one.content) for one in token.children or ())
    return "".join(parts).strip()


def _empty_headings(tokens: Sequence[Token]) -> None:
    """Make a heading without words an ordinary cell: there is nothing to read aloud."""
    for first, inner, last in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if first.type == "th_open":
            if inner.content:
                first.attrSet("scope", "col")
            else:
                first.tag = last.tag = "td"


def _fence(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    kind, _, file = tokens[at].info.partition(" ")
    marks = _MARKS.get(kind, {})
    lines = []
    for line in escape(tokens[at].content, quote=False).splitlines():
        mark = marks.get(line[:1])
        lines.append(f"<{mark}>{line}</{mark}>" if mark else line)
    shown = "\n".join(lines)
    named = f'<p class="file">{escape(file)}</p>\n' if file else ""
    return f'{named}<pre class="{kind or "text"}" tabindex="0"><code>{shown}</code></pre>\n'


def _text(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """Make a link of an address that stands as it is."""
    shown = escape(tokens[at].content, quote=False)
    within = sum(_DEPTH.get(token.type, 0) for token in tokens[:at])
    return shown if within else _ADDRESS.sub(r'<a href="\g<0>">\g<0></a>', shown)


def _table(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return '<div class="scroll" tabindex="0">\n<table>\n'


def _table_end(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return "</table>\n</div>\n"


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.add_render_rule("text", _text)
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("table_open", _table)
    parser.add_render_rule("table_close", _table_end)
    return parser


_PARSER = _parser()
