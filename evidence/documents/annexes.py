"""The annexes of a report, in order: each a heading, what it is for, and its tables and figures."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from evidence.display.tables.certainty_arithmetic import certainty_table
from evidence.display.tables.checklists import checklist_tables
from evidence.display.tables.comparison import comparison_table
from evidence.display.tables.evidence_map import evidence_map, state_gaps
from evidence.display.tables.evidence_profile import evidence_profile
from evidence.display.tables.hearing_log import hearing_table
from evidence.display.tables.methods import methods_table, versions_table
from evidence.display.tables.ongoing import ongoing_table
from evidence.display.tables.outcome_families import family_table
from evidence.display.tables.overlap import overlap_table
from evidence.display.tables.overlap_shares import overlap_shares_table
from evidence.display.tables.risk_of_bias import risk_of_bias_tables
from evidence.display.tables.sources import sources_table
from evidence.display.tables.study_characteristics import study_characteristics
from evidence.display.tables.table import Table
from evidence.documents.annex_pictures import (
    bias_pictures,
    certainty_pictures,
    flow_pictures,
    overlap_pictures,
    robust_pictures,
)
from evidence.documents.figure_files import FigureFiles
from evidence.documents.picture import Picture
from evidence.findings.finding import Chapter, QuestionFindings
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase
from evidence.wording.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """One annex; ``layout`` is the class of its section: ``"landscape"`` or ``"annexes"``."""

    id: str
    heading: str
    statements: tuple[Statement, ...]
    tables: tuple[Table, ...]
    pictures: tuple[Picture, ...] = ()
    layout: str = "landscape"


def annexes(chapter: Chapter, figures: FigureFiles, language: Language) -> tuple[Annex, ...]:
    """Return the annexes that have something to show.

    Parameters
    ----------
    chapter : Chapter
        The findings of every question.
    figures : FigureFiles
        Where drawings are made and kept.
    language : Language
        Language of the reader.

    Returns
    -------
    tuple of Annex
        In the order of the report; one without a table or figure is left out, unless its silence
        is itself the result.
    """
    return tuple(one for one in _all(chapter, figures, language) if one.tables or one.pictures)


def _all(chapter: Chapter, figures: FigureFiles, language: Language) -> Iterator[Annex]:
    mapped = evidence_map(chapter, language)
    gaps = Statement(text=state_gaps(chapter, language), refs=("chapter",))
    yield _annex("map", (mapped,), language, gaps)
    yield _annex("profiles", _each(chapter, evidence_profile, language), language)
    bars = certainty_pictures(chapter, figures, language)
    yield _annex("certainty", (certainty_table(chapter, language),), language, pictures=bars)
    yield _annex("studies", _each(chapter, study_characteristics, language), language)
    judged = (t for q in chapter.questions for t in risk_of_bias_tables(q, language))
    lights = bias_pictures(chapter, figures, language)
    yield _annex("bias", _once(judged), language, layout="annexes", pictures=lights)
    flows = flow_pictures(chapter, figures, language)
    yield _annex("flow", (), language, layout="annexes", pictures=flows)
    robust = robust_pictures(chapter, figures, language)
    yield _annex("robust", (), language, layout="annexes", pictures=robust)
    families = (family_table(chapter, name, language) for name in ("harm", "work participation"))
    yield _annex("families", tuple(families), language, layout="annexes")
    yield _annex("ongoing", (ongoing_table(chapter, language),), language, layout="annexes")
    yield _annex("comparison", (comparison_table(chapter, language),), language)
    yield _annex("numbers", (sources_table(chapter, language),), language)
    shared = (overlap_table(chapter, language), overlap_shares_table(chapter, language))
    grid = overlap_pictures(chapter, figures, language)
    yield _annex("shared-studies", shared, language, pictures=grid)
    yield _annex("hearing", (hearing_table(chapter, language),), language)
    yield _annex("checklists", checklist_tables(chapter, language), language, layout="annexes")
    method = (methods_table(chapter, language), versions_table(chapter, language))
    yield _annex("method", method, language, layout="annexes")


def _annex(
    name: str,
    tables: tuple[Table | None, ...],
    language: Language,
    *more: Statement,
    layout: str = "landscape",
    pictures: tuple[Picture, ...] = (),
) -> Annex:
    lead = Statement(text=phrase(f"annex.{name}.lead", language))
    return Annex(
        id=name,
        heading=phrase(f"annex.{name}", language),
        statements=(lead, *more),
        tables=tuple(table for table in tables if table is not None),
        pictures=pictures,
        layout=layout,
    )


def _each(
    chapter: Chapter,
    make: Callable[[QuestionFindings, int, Language], Table | None],
    language: Language,
) -> tuple[Table | None, ...]:
    return tuple(
        make(question, place, language) for place, question in enumerate(chapter.questions, start=1)
    )


def _once(tables: Iterator[Table]) -> tuple[Table, ...]:
    """Return tables that say the same thing once, though several questions have them."""
    found: dict[tuple[object, ...], Table] = {}
    for table in tables:
        found.setdefault((table.caption, table.rows), table)
    return tuple(found.values())
