"""Doors to the figures of one synthesis: of a chapter, or of effects in a table."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack

from evidence.display.drawing import Drawing
from evidence.display.figure_language import figure_language
from evidence.display.plots.baujat import baujat_plot
from evidence.display.plots.cumulative import cumulative_plot
from evidence.display.plots.empty import empty_figure
from evidence.display.plots.forest import forest_plot
from evidence.display.plots.funnel import funnel_plot
from evidence.display.plots.leave_one_out import leave_one_out_plot
from evidence.display.plots.radial import radial_plot
from evidence.display.subject import TableOptions, synthesis_of
from evidence.findings.finding import Chapter
from evidence.synthesis.effect_set import EffectSet
from evidence.wording.phrases import phrase

if TYPE_CHECKING:
    import pandas as pd


def draw_forest(
    source: "Chapter | EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]",
    synthesis: str = "",
    *,
    language: str = "en",
    **options: Unpack[TableOptions],
) -> Drawing:
    """Draw a forest plot: each study, the pooled effect, and where a new study is expected.

    Parameters
    ----------
    source : Chapter, EffectSet, DataFrame or mapping of str to sequence
        A chapter as :func:`evidence.load` gives it, or effects as for :func:`evidence.pool`.
    synthesis : str
        Which of a chapter's syntheses, by its id; not for effects.
    language : {"en", "nb", "nn"}
        Language of all words and numbers.
    **options
        For effects: ``title``; columns and methods as for :func:`evidence.pool`.

    Returns
    -------
    Drawing
        ``save("forest.svg")`` writes SVG, PDF, PNG or the numbers as CSV; ``alt`` is the figure
        in words. A notebook shows it.

    Raises
    ------
    ChoiceUnknown
        For a synthesis, option, choice or column that does not exist, with those that do.
    ValueError
        Naming the rows of a table that cannot be used.

    References
    ----------
    Guddat C, Grouven U, Bender R, Skipka G (2012). https://doi.org/10.1186/2046-4053-1-34

    Examples
    --------
    >>> table = {"study": ["A", "B", "C"], "yi": [-0.2, -0.5, -0.3], "vi": [0.04, 0.02, 0.03]}
    >>> drawing = draw_forest(table, measure="SMD", title="Pain")
    >>> drawing.to_frame()["row"].tolist()
    ['study', 'study', 'study', 'pooled', 'prediction']
    """
    finding, question = synthesis_of(source, synthesis, options)
    return Drawing(figure=forest_plot(finding, question, figure_language(language)))


def draw_funnel(
    source: "Chapter | EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]",
    synthesis: str = "",
    *,
    language: str = "en",
    **options: Unpack[TableOptions],
) -> Drawing:
    """Draw the studies by effect and standard error, with contours of significance.

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
    Drawing
        As for :func:`evidence.draw_forest`; with fewer than three studies a sentence that says
        so.

    References
    ----------
    Peters JL et al. (2008). https://doi.org/10.1016/j.jclinepi.2007.11.010

    Examples
    --------
    >>> table = {"study": ["A", "B", "C"], "yi": [-0.2, -0.5, -0.3], "vi": [0.04, 0.02, 0.03]}
    >>> draw_funnel(table, measure="SMD", title="Pain").to_frame()["se"].round(2).tolist()
    [0.2, 0.14, 0.17]
    """
    finding, _ = synthesis_of(source, synthesis, options)
    chosen = figure_language(language)
    title = finding.synthesis.title.in_language(chosen)
    few = empty_figure(
        f"funnel-{finding.synthesis.id}-{chosen}",
        phrase("figure.funnel.title", chosen, title=title),
        phrase("figure.too_few", chosen),
    )
    return Drawing(figure=funnel_plot(finding, chosen) or few)


def draw_leave_one_out(
    source: "Chapter | EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]",
    synthesis: str = "",
    *,
    language: str = "en",
    **options: Unpack[TableOptions],
) -> Drawing:
    """Draw the pooled effect with all studies and without each in turn.

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
    Drawing
        As for :func:`evidence.draw_forest`; with fewer than three studies a sentence that says
        so. The numbers alone: :func:`evidence.leave_one_out`.

    References
    ----------
    Viechtbauer W, Cheung MWL (2010). https://doi.org/10.1002/jrsm.11

    Examples
    --------
    >>> table = {"study": ["A", "B", "C"], "yi": [-0.2, -0.5, -0.3], "vi": [0.04, 0.02, 0.03]}
    >>> draw_leave_one_out(table, measure="SMD").to_frame()["left_out"].tolist()
    ['', 'A', 'B', 'C']
    """
    finding, question = synthesis_of(source, synthesis, options, without_each=True)
    chosen = figure_language(language)
    title = finding.synthesis.title.in_language(chosen)
    few = empty_figure(
        f"leave-one-out-{finding.synthesis.id}-{chosen}",
        phrase("figure.leave_one_out.title", chosen, title=title),
        phrase("figure.too_few", chosen),
    )
    return Drawing(figure=leave_one_out_plot(finding, question, chosen) or few)


def draw_cumulative(
    source: "Chapter | EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]",
    synthesis: str = "",
    *,
    language: str = "en",
    **options: Unpack[TableOptions],
) -> Drawing:
    """Draw the pooled effect as the studies came, year by year.

    Parameters
    ----------
    source : Chapter, EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.draw_forest`; a table needs a column of years.
    synthesis : str
        As for :func:`evidence.draw_forest`.
    language : {"en", "nb", "nn"}
        Language of all words and numbers.
    **options
        As for :func:`evidence.draw_forest`, and ``year``, the column of years (``"year"``).

    Returns
    -------
    Drawing
        As for :func:`evidence.draw_forest`; a sentence where nothing was pooled or no study has
        a year. The numbers alone: :func:`evidence.cumulative`.

    References
    ----------
    Lau J et al. (1992). https://doi.org/10.1056/NEJM199207233270406

    Examples
    --------
    >>> table = {"study": ["A", "B", "C"], "yi": [-0.2, -0.5, -0.3], "vi": [0.04, 0.02, 0.03]}
    >>> drawing = draw_cumulative({**table, "year": [2003, 1998, 2011]}, measure="SMD")
    >>> drawing.to_frame()["added"].tolist()
    ['B', 'A', 'C']
    """
    finding, question = synthesis_of(source, synthesis, options)
    return Drawing(figure=cumulative_plot(finding, question, figure_language(language)))


def draw_baujat(
    source: "Chapter | EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]",
    synthesis: str = "",
    *,
    language: str = "en",
    **options: Unpack[TableOptions],
) -> Drawing:
    """Draw what each study adds to the heterogeneity against what it does to the pooled effect.

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
    Drawing
        As for :func:`evidence.draw_forest`. The numbers alone: :func:`evidence.baujat`.

    References
    ----------
    Baujat B, Mahe C, Pignon JP, Hill C (2002). https://doi.org/10.1002/sim.1221

    Examples
    --------
    >>> table = {"study": ["A", "B", "C"], "yi": [-0.2, -0.9, -0.3], "vi": [0.04, 0.02, 0.03]}
    >>> print(draw_baujat(table, measure="SMD", title="Pain").alt.split(". ")[1])
    B adds most to the heterogeneity (63% of the sum) and influences the pooled effect most
    """
    finding, _ = synthesis_of(source, synthesis, options)
    return Drawing(figure=baujat_plot(finding, figure_language(language)))


def draw_radial(
    source: "Chapter | EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]",
    synthesis: str = "",
    *,
    language: str = "en",
    **options: Unpack[TableOptions],
) -> Drawing:
    """Draw the radial (Galbraith) plot: effects in standard errors against precision.

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
    Drawing
        As for :func:`evidence.draw_forest`. The numbers alone: :func:`evidence.radial`.

    References
    ----------
    Galbraith RF (1988). https://doi.org/10.1002/sim.4780070807

    Examples
    --------
    >>> table = {"study": ["A", "B"], "yi": [1.0, 1.0], "vi": [0.25, 0.25]}
    >>> draw_radial(table).to_frame()["standardised"].tolist()
    [2.0, 2.0]
    """
    finding, _ = synthesis_of(source, synthesis, options)
    return Drawing(figure=radial_plot(finding, figure_language(language)))
