"""What a figure is about: a synthesis of a chapter, or effects an analyst has in a table."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from evidence.certainty.rate import rate
from evidence.chosen import require_options
from evidence.errors import ChoiceUnknown
from evidence.findings.finding import Chapter, Finding, Manifest, QuestionFindings
from evidence.records.provenance import Provenance
from evidence.records.question import Question, Recommendation, Synthesis
from evidence.records.study import Study
from evidence.records.text import Text
from evidence.synthesis.choices import Chosen, choose
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.effects_of_table import effects_of, numbers
from evidence.synthesis.leave_one_out import leave_one_out
from evidence.synthesis.pool import pool_shared
from evidence.synthesis.results import Analysis, NotEstimable, PooledEffect, Variation
from evidence.synthesis.shared_control import share_control
from evidence.vocabulary import Language
from evidence.wording.numbers import integer
from evidence.wording.phrases import counted

if TYPE_CHECKING:
    import pandas as pd

GIVEN = "effects"
"""The id of a synthesis of effects that were given, as ids of figures have it."""

NOWHERE = Provenance(table=GIVEN, row=0)
_NOTHING = Text("", "", "")
_COLUMNS = ("measure", "yi", "vi", "sei", "study")


class TableOptions(Chosen, total=False):
    """For effects of one's own: what they are called, their columns, and how they are pooled."""

    title: str
    year: str
    measure: str | None
    yi: str
    vi: str
    sei: str | None
    study: str


def synthesis_of(
    source: "Chapter | EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]",
    synthesis: str,
    options: TableOptions,
    *,
    without_each: bool = False,
) -> tuple[Finding, QuestionFindings]:
    """Return a synthesis with the question it answers.

    Parameters
    ----------
    source : Chapter, EffectSet, DataFrame or mapping of str to sequence
        A chapter, or effects to pool.
    synthesis : str
        Which of a chapter's syntheses, by its id; empty for effects.
    options : TableOptions
        For effects: title, columns and methods.
    without_each : bool
        For effects: whether to pool them without each in turn too.

    Returns
    -------
    Finding, QuestionFindings

    Raises
    ------
    ChoiceUnknown
        For a synthesis the chapter does not have, or an option, choice or column that does not
        exist.
    ValueError
        Naming the rows of a table that cannot be used.
    """
    if isinstance(source, Chapter):
        require_options(options, ())
        found = {f.synthesis.id: (f, q) for q in source.questions for f in q.findings}
        if synthesis not in found:
            raise ChoiceUnknown("synthesis", synthesis, tuple(found))
        return found[synthesis]
    if synthesis:
        raise ChoiceUnknown("synthesis", synthesis, ("",))
    require_options(options, [*TableOptions.__annotations__])
    return _given(source, options, without_each=without_each)


def question_of(chapter: Chapter, question: str) -> tuple[QuestionFindings, int]:
    """Return a question of a chapter by its id, and its number.

    Raises
    ------
    ChoiceUnknown
        For a question the chapter does not have.
    """
    for place, one in enumerate(chapter.questions, start=1):
        if one.question.id == question:
            return one, place
    raise ChoiceUnknown("question", question, [one.question.id for one in chapter.questions])


def _given(
    source: "EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]",
    options: TableOptions,
    *,
    without_each: bool,
) -> tuple[Finding, QuestionFindings]:
    given = cast("dict[str, Any]", dict(options))
    title, year = given.pop("title", ""), given.pop("year", "year")
    columns = {name: given.pop(name) for name in _COLUMNS if name in given}
    effects = source if isinstance(source, EffectSet) else effects_of(source, **columns)
    choices = choose(**given)
    shared = share_control(effects, choices.shared_control)
    pooled: PooledEffect | NotEstimable
    without: tuple[Variation, ...] = ()
    if isinstance(shared, NotEstimable):
        kept, pooled = effects.effects, shared
    else:
        kept, pooled = shared.effects.effects, pool_shared(shared, choices)
        without = leave_one_out(shared, choices) if without_each else ()
    analysis = Analysis(
        synthesis_id=GIVEN,
        outcome_id="",
        measure=effects.measure,
        instrument_id="",
        effects=kept,
        left_out=effects.left_out,
        pooled=pooled,
        variations=(),
        leave_one_out=without,
        subgroups=(),
        subgroup_test=None,
    )
    finding = Finding(
        synthesis=_synthesis(effects, title), analysis=analysis, rating=rate(GIVEN, ())
    )
    years = {} if isinstance(source, EffectSet) else _years(source, year, effects)
    return finding, _question(effects, years)


def _years(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]", column: str, effects: EffectSet
) -> dict[str, int]:
    """Return the year of each study where the table has a column of years."""
    if column not in table:
        return {}
    years = zip(effects.effects, numbers(table[column]).tolist(), strict=True)
    return {effect.study_id: int(year) for effect, year in years if year == year}


def _synthesis(effects: EffectSet, title: str) -> Synthesis:
    k = len(effects.effects)
    counts = (counted("count.studies", k, one, n=integer(k, one)) for one in Language)
    return Synthesis(
        id=GIVEN,
        label=title,
        outcome_id="",
        title=Text(title, title, title) if title else Text(*counts),
        measure=effects.measure,
        instrument_id="",
        action="pool",
        reason=_NOTHING,
        provenance=NOWHERE,
    )


def _question(effects: EffectSet, years: Mapping[str, int]) -> QuestionFindings:
    """Return a question that says nothing but who the studies are and when they came."""
    studies = tuple(
        Study(
            id=effect.study_id,
            label=effect.label,
            source_id="",
            year=years.get(effect.study_id),
            country="",
            design="",
            diagnostic_criteria="",
            n_randomised=None,
            registration="",
            own={},
            provenance=NOWHERE,
        )
        for effect in effects.effects
    )
    return replace(blank_question(), studies=studies)


def blank_question() -> QuestionFindings:
    """Return a question that says nothing at all, for figures of what was given."""
    return QuestionFindings(
        question=Question(
            id=GIVEN,
            recommendation_id="",
            text=_NOTHING,
            population=_NOTHING,
            intervention=_NOTHING,
            comparison=_NOTHING,
            provenance=NOWHERE,
        ),
        recommendation=Recommendation(id="", title=_NOTHING, strength="", provenance=NOWHERE),
        manifest=Manifest(version="", methods={}, rows=(), sources={}, sha256=""),
        **dict.fromkeys(_EMPTY, ()),
    )


_EMPTY = (
    "outcomes",
    "roles",
    "studies",
    "reviews",
    "review_quality",
    "risk_of_bias",
    "overlap",
    "searches",
    "flow",
    "excluded",
    "ongoing",
    "published",
    "findings",
    "claims",
    "interventions",
    "instruments",
    "constructs",
    "sources",
)
