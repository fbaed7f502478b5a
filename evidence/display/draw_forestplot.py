"""The door to a forest plot in the house style of the library ``forestplot``."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack

from evidence.display.figure_language import figure_language
from evidence.display.plots.forestplot_style import forestplot_style
from evidence.display.subject import TableOptions, synthesis_of
from evidence.findings.finding import Chapter
from evidence.synthesis.effect_set import EffectSet

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


def draw_forestplot(
    source: "Chapter | EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]",
    synthesis: str = "",
    *,
    language: str = "en",
    **options: Unpack[TableOptions],
) -> "Figure":
    """Draw a forest plot in the house style of the library ``forestplot``.

    Parameters
    ----------
    source : Chapter, EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.draw_forest`.
    synthesis : str
        As for :func:`evidence.draw_forest`.
    language : {"en", "nb", "nn"}
        Language of all words and numbers.
    **options
        As for :func:`evidence.draw_forest`.

    Returns
    -------
    matplotlib.figure.Figure
        The same rows and the same numbers as :func:`evidence.draw_forest` shows. Save it with
        ``bbox_inches="tight"``, since the library writes beside its axes. Reports are drawn by
        our own renderer, which measures text, splits pages and describes itself.

    Raises
    ------
    EvidenceError
        Where the library is not installed: ``pip install "evidence[forestplot]"``.

    References
    ----------
    Guddat C, Grouven U, Bender R, Skipka G (2012). https://doi.org/10.1186/2046-4053-1-34

    Examples
    --------
    >>> table = {"study": ["A", "B", "C"], "yi": [-0.2, -0.5, -0.3], "vi": [0.04, 0.02, 0.03]}
    >>> figure = draw_forestplot(table, measure="SMD")
    >>> [label.get_text().strip() for label in figure.axes[0].get_yticklabels()][::-1][:4]
    ['Study', 'A', 'B', 'C']
    """
    finding, question = synthesis_of(source, synthesis, options)
    return forestplot_style(finding, question, figure_language(language))
