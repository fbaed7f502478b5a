"""Cells of a CSV file filled in, every other byte left as it was."""

import csv
import io
from collections.abc import Mapping

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
SEPARATORS = (",", ";")


class WrittenOtherwise(ValueError):
    """The file is written in a way that filling cells in would change elsewhere too."""


def filled(text: str, key: str, cells: Mapping[str, Mapping[str, str]]) -> str:
    r"""Return a CSV text with some cells filled.

    Parameters
    ----------
    text : str
        The file's text, its line ends as they are.
    key : str
        Heading of the column rows are known by.
    cells : mapping of str to mapping of str to str
        For each row's key the texts by heading.

    Returns
    -------
    str
        The same text but for these cells.

    Raises
    ------
    WrittenOtherwise
        Written again without any change the text would not be the same (cells quoted that need
        not be, for one), or a heading is missing.

    Examples
    --------
    >>> filled("id,sum\na,\nb,2\n", "id", {"a": {"sum": "1"}})
    'id,sum\na,1\nb,2\n'
    """
    mark, body = (MARK, text[1:]) if text.startswith(MARK) else ("", text)
    ending = "\r\n" if "\r\n" in body else "\n"
    for separator in SEPARATORS:
        rows = list(csv.reader(io.StringIO(body, newline=""), delimiter=separator))
        if rows and key in rows[0] and _written(rows, separator, ending) == body:
            return mark + _written(_with(rows, key, cells), separator, ending)
    raise WrittenOtherwise(key)


def _with(
    rows: list[list[str]], key: str, cells: Mapping[str, Mapping[str, str]]
) -> list[list[str]]:
    headings = rows[0]
    place = headings.index(key)
    missing = {name for own in cells.values() for name in own} - set(headings)
    if missing:
        raise WrittenOtherwise(", ".join(sorted(missing)))
    return [
        headings,
        *(
            [
                cells.get(row[place], {}).get(heading, cell)
                for heading, cell in zip(headings, row, strict=True)
            ]
            if len(row) == len(headings)
            else row
            for row in rows[1:]
        ),
    ]


def _written(rows: list[list[str]], separator: str, ending: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=ending).writerows(rows)
    return out.getvalue()
