"""Doors to the figures of a guideline's chapter: flow, overlap, published estimates, certainty."""

import math

from evidence.display.drawing import Drawing
from evidence.display.figure_language import figure_language
from evidence.display.plots.certainty_bars import certainty_bars
from evidence.display.plots.empty import empty_figure
from evidence.display.plots.geometry import Figure
from evidence.display.plots.overlap_matrix import overlap_figure
from evidence.display.plots.prisma_flow import prisma_flow
from evidence.display.plots.review_level import review_plot
from evidence.display.plots.specification_curve import specification_curve
from evidence.display.subject import question_of, synthesis_of
from evidence.errors import ChoiceUnknown
from evidence.findings.finding import Chapter
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase


def draw_flow(chapter: Chapter, question: str, *, language: str = "en") -> Drawing:
    """Draw the PRISMA 2020 flow of a question as far as counts are reported.

    Parameters
    ----------
    chapter : Chapter
        As :func:`evidence.load` gives it.
    question : str
        Which of its questions, by id.
    language : {"en", "nb", "nn"}
        Language of all words and numbers.

    Returns
    -------
    Drawing
        As for :func:`evidence.draw_forest`; a sentence where no count is reported.

    References
    ----------
    Page MJ et al. (2021). https://doi.org/10.1136/bmj.n71

    Examples
    --------
    >>> import evidence as ev
    >>> chapter = ev.load("analyses/results")
    >>> draw_flow(chapter, chapter.questions[0].question.id).title
    'Flow diagram, question 1'
    """
    asked, place = question_of(chapter, question)
    chosen = figure_language(language)
    figure = prisma_flow(asked, place, chosen)
    title = phrase("figure.flow.title", chosen, question=str(place))
    return _drawing(figure, f"flow-{question}-{chosen}", title, "flow", chosen)


def draw_overlap(chapter: Chapter, *, language: str = "en") -> Drawing:
    """Draw how many trials each two reviews of a chapter share.

    Parameters
    ----------
    chapter : Chapter
        As :func:`evidence.load` gives it.
    language : {"en", "nb", "nn"}
        Language of all words and numbers.

    Returns
    -------
    Drawing
        As for :func:`evidence.draw_forest`; a sentence where fewer than two reviews have trials
        recorded.

    References
    ----------
    Pieper D, et al. (2014). https://doi.org/10.1016/j.jclinepi.2013.11.007

    Examples
    --------
    >>> import evidence as ev
    >>> draw_overlap(ev.load("analyses/results")).to_frame().empty
    False
    """
    chosen = figure_language(language)
    title = phrase("overlap.figure.title", chosen)
    return _drawing(overlap_figure(chapter, chosen), "overlap-matrix", title, "overlap", chosen)


def draw_published(
    chapter: Chapter, question: str, outcome: str, *, language: str = "en"
) -> Drawing:
    """Draw the estimates that published reviews report for an outcome, side by side.

    Parameters
    ----------
    chapter : Chapter
        As :func:`evidence.load` gives it.
    question : str
        Which of its questions, by id.
    outcome : str
        Which of the question's outcomes, by id.
    language : {"en", "nb", "nn"}
        Language of all words and numbers.

    Returns
    -------
    Drawing
        As for :func:`evidence.draw_forest`; never with a summary, since reviews may rest on the
        same studies. A sentence where no review reports the outcome.

    Raises
    ------
    ChoiceUnknown
        For a question or an outcome that does not exist, with those that do.

    References
    ----------
    Pieper D, et al. (2014). https://doi.org/10.1016/j.jclinepi.2013.11.007

    Examples
    --------
    >>> import evidence as ev
    >>> chapter = ev.load("analyses/results")
    >>> first = chapter.questions[0]
    >>> draw_published(chapter, first.question.id, first.outcomes[0].id).to_frame().empty
    False
    """
    asked, _ = question_of(chapter, question)
    chosen = figure_language(language)
    outcomes = {one.id: one for one in asked.outcomes}
    if outcome not in outcomes:
        raise ChoiceUnknown("outcome", outcome, tuple(outcomes))
    name = outcomes[outcome].construct.name.in_language(chosen)
    title = phrase("figure.published_title", chosen, outcome=name)
    figure = review_plot(asked, outcomes[outcome], chosen)
    return _drawing(figure, f"reviews-{outcome}-{chosen}", title, "published", chosen)


def draw_certainty(chapter: Chapter, question: str, *, language: str = "en") -> Drawing:
    """Draw how the certainty of a question's estimates came about: what took levels away.

    Parameters
    ----------
    chapter : Chapter
        As :func:`evidence.load` gives it.
    question : str
        Which of its questions, by id.
    language : {"en", "nb", "nn"}
        Language of all words and numbers.

    Returns
    -------
    Drawing
        As for :func:`evidence.draw_forest`; a sentence where nothing is rated.

    References
    ----------
    Balshem H, et al. (2011). https://doi.org/10.1016/j.jclinepi.2010.07.015

    Examples
    --------
    >>> import evidence as ev
    >>> chapter = ev.load("analyses/results")
    >>> found = draw_certainty(chapter, chapter.questions[0].question.id).to_frame()
    >>> sorted(set(found["row"]))
    ['domain', 'rating']
    """
    asked, place = question_of(chapter, question)
    chosen = figure_language(language)
    figures = certainty_bars(asked, place, chosen, tallest=math.inf)
    title = phrase("figure.certainty_bars.title", chosen, question=str(place))
    figure = figures[0] if figures else None
    return _drawing(figure, f"certainty-{question}-{chosen}", title, "certainty", chosen)


def draw_specification_curve(chapter: Chapter, synthesis: str, *, language: str = "en") -> Drawing:
    """Draw every reasonable analysis of a synthesis in order, with the choices behind each.

    Parameters
    ----------
    chapter : Chapter
        As :func:`evidence.load` gives it.
    synthesis : str
        Which of its syntheses, by id.
    language : {"en", "nb", "nn"}
        Language of all words and numbers.

    Returns
    -------
    Drawing
        As for :func:`evidence.draw_forest`; a sentence where no choices are named.

    References
    ----------
    Simonsohn U, Simmons JP, Nelson LD (2020). https://doi.org/10.1038/s41562-020-0912-z

    Examples
    --------
    >>> import evidence as ev
    >>> chapter = ev.load("analyses/results")
    >>> first = next(f for q in chapter.questions for f in q.findings if f.multiverse)
    >>> draw_specification_curve(chapter, first.synthesis.id).to_frame().empty
    False
    """
    finding, question = synthesis_of(chapter, synthesis, {})
    chosen = figure_language(language)
    title = phrase(
        "figure.multiverse.title", chosen, title=finding.synthesis.title.in_language(chosen)
    )
    figure = specification_curve(finding, question, chosen)
    return _drawing(figure, f"multiverse-{synthesis}-{chosen}", title, "multiverse", chosen)


def _drawing(
    figure: Figure | None, figure_id: str, title: str, kind: str, language: Language
) -> Drawing:
    """Return a figure, or one that says why there is none."""
    reason = phrase(f"figure.nothing.{kind}", language)
    return Drawing(figure=figure or empty_figure(figure_id, title, reason))
