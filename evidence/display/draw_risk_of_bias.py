"""Doors to the figures of risk of bias: of a chapter's question, or of a table of judgements."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from evidence.display.drawing import Drawing
from evidence.display.figure_language import figure_language
from evidence.display.plots.bias_shares import Unit
from evidence.display.plots.empty import empty_figure
from evidence.display.plots.judged import judged_title, tools_of
from evidence.display.plots.risk_of_bias_lights import risk_of_bias_lights
from evidence.display.plots.risk_of_bias_summary import bars_of, risk_of_bias_summary
from evidence.display.subject import NOWHERE, blank_question, question_of
from evidence.errors import ChoiceUnknown
from evidence.findings.finding import Chapter, QuestionFindings
from evidence.records.risk_of_bias import RiskOfBias
from evidence.synthesis.effects_of_table import numbers
from evidence.wording.phrases import phrase

if TYPE_CHECKING:
    import pandas as pd


def draw_risk_of_bias(
    source: "Chapter | pd.DataFrame | Mapping[str, Sequence[Any]]",
    question: str = "",
    *,
    tool: str = "",
    study: str = "study",
    language: str = "en",
) -> Drawing:
    """Draw risk of bias as lights: studies down, domains across, a sign and a shade a level.

    Parameters
    ----------
    source : Chapter, DataFrame or mapping of str to sequence
        A chapter, or a table of judgements: one row a study, one column a domain.
    question : str
        Which of a chapter's questions, by id; not for a table.
    tool : str
        For a chapter: which tool's judgements, the first one's when not given; RoB 2, RoB 1,
        ROBINS-I, AMSTAR 2, ROBIS and any other tool with levels from low to high. For a table:
        what the tool is called.
    study : str
        For a table: column that names the studies.
    language : {"en", "nb", "nn"}
        Language of all words; levels and domains are the source's own.

    Returns
    -------
    Drawing
        As for :func:`evidence.draw_forest`; a sentence where nothing is judged.

    Raises
    ------
    ChoiceUnknown
        For a question, tool or column that does not exist, with those that do.

    References
    ----------
    Sterne JAC et al. (2019). https://doi.org/10.1136/bmj.l4898

    Examples
    --------
    >>> table = {"study": ["A", "B"], "randomisation": ["low", "high"], "overall": ["low", "high"]}
    >>> draw_risk_of_bias(table, tool="RoB 2").to_frame()["class"].tolist()
    ['low', 'low', 'high', 'high']
    """
    chosen = figure_language(language)
    asked, place, used = _asked(source, question, tool, (study,))
    figure = risk_of_bias_lights(asked, used, place, chosen)
    title = judged_title("figure.rob.title", used, place, chosen)
    empty = empty_figure(f"risk-of-bias-{chosen}", title, phrase("figure.nothing.judged", chosen))
    return Drawing(figure=figure or empty)


def draw_risk_of_bias_summary(
    source: "Chapter | pd.DataFrame | Mapping[str, Sequence[Any]]",
    question: str = "",
    *,
    synthesis: str = "",
    tool: str = "",
    study: str = "study",
    weight: str = "weight",
    language: str = "en",
) -> Drawing:
    """Draw risk of bias as bars: for each domain the share with each level.

    Parameters
    ----------
    source : Chapter, DataFrame or mapping of str to sequence
        As for :func:`evidence.draw_risk_of_bias`.
    question : str
        As for :func:`evidence.draw_risk_of_bias`.
    synthesis : str
        For a chapter: one of the question's syntheses, whose studies alone are counted, each by
        its weight there. Without it every study judged counts the same.
    tool, study : str
        As for :func:`evidence.draw_risk_of_bias`.
    weight : str
        For a table: column of weights; where there is none the studies count the same.
    language : {"en", "nb", "nn"}
        Language of all words; levels and domains are the source's own.

    Returns
    -------
    Drawing
        As for :func:`evidence.draw_forest`; what nobody has judged is a share of its own.

    Raises
    ------
    ChoiceUnknown
        For a question, synthesis, tool or column that does not exist, with those that do.

    References
    ----------
    Sterne JAC et al. (2019). https://doi.org/10.1136/bmj.l4898

    Examples
    --------
    >>> table = {"study": ["A", "B"], "randomisation": ["low", "high"], "weight": [3, 1]}
    >>> draw_risk_of_bias_summary(table, tool="RoB 2").to_frame()["share"].tolist()
    [75.0, 25.0]
    """
    chosen = figure_language(language)
    asked, place, used = _asked(source, question, tool, (study, weight))
    title = judged_title("figure.rob_summary.title", used, place, chosen)
    if not isinstance(source, Chapter) and weight in source and asked.risk_of_bias:
        weights = zip(map(str, source[study]), numbers(source[weight]).tolist(), strict=True)
        own = [_unit(asked.risk_of_bias, name, share) for name, share in weights]
        return Drawing(figure=bars_of(f"bias-summary-{chosen}", title, own, "given", chosen))
    found = {one.synthesis.id: one for one in asked.findings}
    if synthesis and synthesis not in found:
        raise ChoiceUnknown("synthesis", synthesis, tuple(found))
    figure = risk_of_bias_summary(asked, used, place, chosen, finding=found.get(synthesis))
    empty = empty_figure(f"bias-summary-{chosen}", title, phrase("figure.nothing.judged", chosen))
    return Drawing(figure=figure or empty)


def _unit(judged: Sequence[RiskOfBias], name: str, weight: float) -> Unit:
    own = {one.domain: one for one in judged if one.study_id == name}
    return Unit(weight=weight, judged=own)


def _asked(
    source: "Chapter | pd.DataFrame | Mapping[str, Sequence[Any]]",
    question: str,
    tool: str,
    named: tuple[str, ...],
) -> tuple[QuestionFindings, int | None, str]:
    """Return the question, its number, and the tool."""
    if not isinstance(source, Chapter):
        if question:
            raise ChoiceUnknown("question", question, ("",))
        return replace(blank_question(), risk_of_bias=_judgements(source, tool, named)), None, tool
    asked, place = question_of(source, question)
    tools = tools_of(asked)
    if tool and tool not in tools:
        raise ChoiceUnknown("tool", tool, tools)
    return asked, place, tool or next(iter(tools), "")


def _judgements(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]", tool: str, named: tuple[str, ...]
) -> tuple[RiskOfBias, ...]:
    """Return the judgements of a table; an empty cell is none."""
    study, *_ = named
    columns = [str(one) for one in table]
    if study not in columns:
        raise ChoiceUnknown("study", study, columns)
    domains = [one for one in columns if one not in named]
    rows = zip(table[study], *(table[domain] for domain in domains), strict=True)
    return tuple(
        RiskOfBias(
            study_id=str(name),
            construct_id="",
            tool=tool,
            domain=domain,
            level=level,
            support="",
            provenance=NOWHERE,
        )
        for name, *levels in rows
        for domain, level in zip(domains, levels, strict=True)
        if isinstance(level, str) and level.strip()
    )
