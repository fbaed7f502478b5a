"""Doors to figures of counts in two groups, and of every selection of the studies."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from evidence.chosen import require_options
from evidence.display.drawing import Drawing
from evidence.display.figure_language import figure_language
from evidence.display.plots.empty import empty_figure
from evidence.display.plots.gosh import gosh_plot
from evidence.display.plots.labbe import Counts, labbe_of, labbe_plot
from evidence.display.plots.whole_studies import why_no_points
from evidence.display.plots.why_not import why_not
from evidence.display.subject import TableOptions, synthesis_of
from evidence.errors import ChoiceUnknown
from evidence.findings.finding import Chapter
from evidence.resampling.gosh import gosh
from evidence.stats.floats import Floats
from evidence.stats.labbe import SCALES
from evidence.synthesis.as_pooled import effects_as_pooled, options_as_pooled
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.escalc_table import escalc
from evidence.synthesis.pool import pool
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.study_points import CELLS, two_groups_counted
from evidence.vocabulary import Measure
from evidence.wording.phrases import phrase

if TYPE_CHECKING:
    import pandas as pd


class CountColumns(TypedDict, total=False):
    """Columns of counts, of the studies' names, and what is studied."""

    ai: str
    bi: str
    n1i: str
    ci: str
    di: str
    n2i: str
    study: str
    title: str


def draw_gosh(
    source: "Chapter | EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]",
    synthesis: str = "",
    *,
    language: str = "en",
    highlight: str | None = None,
    selections: int | None = None,
    seed: int = 0,
    **options: Unpack[TableOptions],
) -> Drawing:
    """Draw the pooled effect against the heterogeneity of every selection of the studies.

    Parameters
    ----------
    source : Chapter, EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.draw_forest`.
    synthesis : str
        As for :func:`evidence.draw_forest`.
    language : {"en", "nb", "nn"}
        Language of all words and numbers.
    highlight : str, optional
        Label of the study pointed out; the one that changes I squared most when not given.
    selections, seed
        As for :func:`evidence.gosh`.
    **options
        As for :func:`evidence.draw_forest`.

    Returns
    -------
    Drawing
        As for :func:`evidence.draw_forest`. The numbers alone: :func:`evidence.gosh`.

    Raises
    ------
    ChoiceUnknown
        As :func:`evidence.draw_forest`, and for a study to point out that does not exist.

    References
    ----------
    Olkin I, Dahabreh IJ, Trikalinos TA (2012). https://doi.org/10.1002/jrsm.1053

    Examples
    --------
    >>> table = {"study": list("ABCD"), "yi": [0.1, 0.2, 0.1, 0.9], "vi": [0.02] * 4}
    >>> print(draw_gosh(table, measure="SMD", model="common").title)
    Pooled effect and heterogeneity in 11 selections of the studies
    """
    finding, _ = synthesis_of(source, synthesis, options)
    chosen = figure_language(language)
    missing = why_no_points(finding.analysis, chosen)
    pooled = finding.analysis.pooled
    title = finding.synthesis.title.in_language(chosen)
    if missing or isinstance(pooled, NotEstimable):
        return Drawing(figure=empty_figure(f"gosh-{chosen}", title, missing))
    methods = options_as_pooled(pooled)
    effects = effects_as_pooled(finding.analysis)
    found = gosh(effects, selections=selections, seed=seed, **methods)
    if isinstance(found, NotEstimable):
        return Drawing(figure=empty_figure(f"gosh-{chosen}", title, why_not(found, chosen)))
    figure = gosh_plot(found, measure=effects.measure, language=chosen, highlight=highlight)
    return Drawing(figure=figure)


def draw_labbe(
    source: "Chapter | pd.DataFrame | Mapping[str, Sequence[Any]]",
    synthesis: str = "",
    *,
    measure: str = "RR",
    language: str = "en",
    **columns: Unpack[CountColumns],
) -> Drawing:
    """Draw L'Abbé's plot: the outcome in the treated groups against the control groups.

    Parameters
    ----------
    source : Chapter, DataFrame or mapping of str to sequence
        A chapter, or a table of counts with a row a study.
    synthesis : str
        Which of a chapter's syntheses, by its id; not for a table.
    measure : {"RR", "OR", "RD"}
        For a table: decides the scale, and the pooled effect beside the line of no difference.
    language : {"en", "nb", "nn"}
        Language of all words and numbers.
    **columns
        For a table: ``ai``, ``n1i`` (or ``bi``), ``ci``, ``n2i`` (or ``di``), its columns with
        events and people (or those without) in the treated and in the control group, by these
        names when not given; ``study``, the column that names the studies; and ``title``, what is
        studied.

    Returns
    -------
    Drawing
        As for :func:`evidence.draw_forest`. The numbers alone: :func:`evidence.labbe`.

    Raises
    ------
    ChoiceUnknown
        For a synthesis, measure or column that does not exist, with those that do.

    References
    ----------
    L'Abbe KA, Detsky AS, O'Rourke K (1987). https://doi.org/10.7326/0003-4819-107-2-224

    Examples
    --------
    >>> trials = {"ai": [5, 3], "n1i": [20, 30], "ci": [10, 9], "n2i": [20, 30]}
    >>> draw_labbe(trials, measure="RD").to_frame()["treated"].tolist()
    [0.25, 0.1]
    """
    chosen = figure_language(language)
    if isinstance(source, Chapter):
        require_options(columns, ())
        finding, _ = synthesis_of(source, synthesis, {})
        return Drawing(figure=labbe_of(finding, chosen))
    require_options(columns, [*CountColumns.__annotations__])
    if measure not in SCALES:
        raise ChoiceUnknown("measure", measure, list(SCALES))
    asked = {name: str(column) for name, column in columns.items() if name in CELLS}
    counts: dict[str, Any] = {**two_groups_counted(source, asked)}
    title = columns.get("title", "")
    table = escalc(measure, source, **counts, missing="keep")
    pooled = pool(table.dropna(subset=["yi", "vi"]))
    named = phrase("figure.labbe.title_of", chosen, title=title)
    figure = labbe_plot(
        _counts(table, counts, columns.get("study", "study")),
        Measure(measure),
        chosen,
        pooled=None if isinstance(pooled, NotEstimable) else pooled.estimate,
        figure_id=f"labbe-{chosen}",
        title=named if title else phrase("figure.labbe.title", chosen),
    )
    return Drawing(figure=figure)


def _counts(table: "pd.DataFrame", counts: Mapping[str, Floats], study: str) -> list[Counts]:
    names = table[study] if study in table else range(1, len(table) + 1)
    values = zip(*(column.tolist() for column in counts.values()), strict=True)
    return [
        Counts(label=str(name), ai=ai, n1i=n1i, ci=ci, n2i=n2i)
        for name, (ai, n1i, ci, n2i) in zip(names, values, strict=True)
    ]
