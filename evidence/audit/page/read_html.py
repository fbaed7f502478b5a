"""HTML to blocks: each block element one, on the line of the file where its words begin.

Scripts, styles and hidden parts are left unread; nothing is fetched and no entity is followed.
"""

from lxml import etree, html

from evidence.audit.page.block import Block

_UNREAD = {"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "nav"}
_BLOCKS = {
    *("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "caption", "figcaption"),
    *("div", "section", "article", "main", "header", "footer", "aside", "blockquote", "pre"),
    *("ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "br", "hr"),
    *("summary", "details", "fieldset", "form", "address", "button", "body", "html"),
}
_DEEPEST = 200


class _Gathered:
    """Words of the block being read, and the lines they came from."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.text = ""
        self.starts: list[tuple[int, int]] = []
        self.heading = 0

    def add(self, words: str, line: int) -> None:
        for count, piece in enumerate(words.split("\n")):
            tidy = " ".join(piece.replace("\xad", "").split(" ")).strip("\r\t ")
            if not tidy:
                self._space(bool(piece))
                continue
            self._space(count > 0 or piece[:1].isspace())
            if not self.starts or self.starts[-1][1] != line + count:
                self.starts.append((len(self.text), line + count))
            self.text += tidy
            self._space(piece[-1:].isspace())

    def _space(self, wanted: bool) -> None:
        if wanted and self.text and not self.text.endswith(" "):
            self.text += " "

    def close(self, cells: tuple[str, ...] = ()) -> None:
        if self.text.strip():
            number, text = len(self.blocks), self.text.rstrip()
            starts = ((0, self.starts[0][1]), *self.starts[1:])
            self.blocks.append(
                Block(number=number, text=text, starts=starts, heading=self.heading, cells=cells)
            )
        self.text, self.starts = "", []


def blocks_of_html(content: bytes) -> tuple[Block, ...]:
    """Return the blocks of an HTML file, however broken.

    Parameters
    ----------
    content : bytes
        The file, in UTF-8.

    Returns
    -------
    tuple of Block
        In reading order; a table's row with three cells or more is one block.
    """
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        tree = html.document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ()
    gathered = _Gathered()
    _read(tree, gathered)
    gathered.close()
    return tuple(gathered.blocks)


def _read(tree: html.HtmlElement, gathered: _Gathered) -> None:
    """Walk the tree without recursion, so that no depth can exhaust the stack."""
    skipped: list[object] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if skipped or tag in _UNREAD or _hidden(element) or _is_row(element):
                if not skipped and _is_row(element):
                    _row(element, gathered)
                skipped.append(element)
                continue
            _enter(element, tag, gathered)
            continue
        if skipped:
            skipped.pop()
            if skipped:
                continue
        elif tag in _BLOCKS:
            gathered.close()
            gathered.heading = 0
        if element.tail and element is not tree:
            gathered.add(element.tail, _tail_line(element))


def _enter(element: html.HtmlElement, tag: str, gathered: _Gathered) -> None:
    if tag in _BLOCKS:
        gathered.close()
        heading = tag[0] == "h" and tag[1:].isdigit()
        gathered.heading = int(tag[1:]) if heading else 0
    if element.text:
        gathered.add(element.text, element.sourceline or 1)


def _hidden(element: html.HtmlElement) -> bool:
    return element.get("hidden") is not None or element.get("aria-hidden") == "true"


def _is_row(element: html.HtmlElement) -> bool:
    return element.tag == "tr" and len(element.findall("td")) + len(element.findall("th")) > 2


def _row(element: html.HtmlElement, gathered: _Gathered) -> None:
    gathered.close()
    cells = [_words(cell) for cell in element if cell.tag in ("td", "th")]
    for number, cell in enumerate(cells):
        gathered.add(cell if not number else f" | {cell}", element.sourceline or 1)
    gathered.close(tuple(cells))


def _words(cell: html.HtmlElement) -> str:
    return " ".join("".join(cell.itertext()).split())


def _tail_line(element: html.HtmlElement) -> int:
    """Return about where the words after an element stand: the line of its own last words."""
    inside = "".join(element.itertext()) if len(element) < _DEEPEST else ""
    return int(element.sourceline or 1) + inside.count("\n")
