"""The numbers of a figure as CSV, unrounded, one row a mark."""

import csv
import io

from evidence.display.plots.geometry import Figure


def to_csv(figure: Figure) -> str:
    """Return the plotted numbers with headings; an empty cell is a number nobody has.

    Examples
    --------
    >>> from evidence.display.plots.geometry import Figure
    >>> rows = ({"row": "study", "estimate": -0.5}, {"row": "pooled", "estimate": None})
    >>> figure = Figure(id="f", width=9, height=9, items=(), title="T", alt="A", data=rows)
    >>> print(to_csv(figure), end="")
    row,estimate
    study,-0.5
    pooled,
    """
    columns = list(dict.fromkeys(key for row in figure.data for key in row)) or ["row"]
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(figure.data)
    return stream.getvalue()
