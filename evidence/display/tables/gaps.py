"""What could not be checked, counted: a missing number is a result, not a silence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence.display.tables.certainty_arithmetic import rated
from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import Chapter
from evidence.findings.retold import NotRetold
from evidence.vocabulary import Language, Obtained
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase

_MANY = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One kind of missing information: how many of how many, and which.

    ``refs`` are the ids behind the names in ``missing``.
    """

    kind: str
    missing: tuple[str, ...]
    looked_at: int
    refs: tuple[str, ...]


def gaps_table(chapter: Chapter, language: Language) -> Table:
    """Return one row a kind of missing information that has at least one instance.

    Parameters
    ----------
    chapter : Chapter
        The chapter.
    language : Language
        Language of the reader.

    Returns
    -------
    Table
        Where more than a dozen are concerned, the reader is sent to the annex.
    """
    names = ("what", "count", "which")
    return Table(
        id="gaps",
        caption=phrase("table.gaps.caption", language),
        columns=tuple(phrase(f"table.gaps.{name}", language) for name in names),
        widths=(42, 14, 44),
        rows=tuple(_row(gap, language) for gap in gaps(chapter) if gap.missing),
    )


def gaps(chapter: Chapter) -> tuple[Gap, ...]:
    """Return every kind of gap looked for, also those nobody fell into."""
    return (
        *_in_estimates(chapter),
        *_in_ratings(chapter),
        *_in_outcomes(chapter),
        *_in_syntheses(chapter),
        *_in_literature(chapter),
    )


def _in_estimates(chapter: Chapter) -> Iterable[Gap]:
    found = list(
        {p.estimate.id: p.estimate for q in chapter.questions for p in q.published}.values()
    )
    tests = {
        "ci": [e.id for e in found if e.ci_low is None or e.ci_high is None],
        "level": [e.id for e in found if e.ci_low is not None and e.ci_level is None],
        "k": [e.id for e in found if e.k is None],
        "n": [e.id for e in found if e.n is None],
        "i2": [e.id for e in found if e.i2 is None],
        "certainty": [e.id for e in found if e.certainty is None],
    }
    yield from (_gap(kind, missing, len(found)) for kind, missing in tests.items())
    retold = {
        **{p.estimate.id: p.retold for q in chapter.questions for p in q.published},
        **{f.synthesis.id: f.retold for q in chapter.questions for f in q.findings},
    }
    untold = [name for name, told in retold.items() if isinstance(told, NotRetold)]
    yield _gap("scale", untold, len([told for told in retold.values() if told is not None]))
    unused = [estimate.id for estimate in chapter.overview.unused]
    yield _gap("unused", unused, len(unused) + len(found))


def _in_ratings(chapter: Chapter) -> Iterable[Gap]:
    ratings = rated(chapter)
    yield _gap("domains", [r.about_id for r in ratings if r.missing], len(ratings))
    uncounted = [r.about_id for r in ratings if r.computed is None]
    yield _gap("arithmetic", uncounted, len(ratings))


def _in_outcomes(chapter: Chapter) -> Iterable[Gap]:
    outcomes = [outcome for question in chapter.questions for outcome in question.outcomes]
    answered = {p.estimate.outcome_id for q in chapter.questions for p in q.published}
    answered |= {f.synthesis.outcome_id for q in chapter.questions for f in q.findings}
    asked = [outcome.id for outcome in outcomes if outcome.in_pico]
    yield _gap("outcomes", [name for name in asked if name not in answered], len(asked))
    tests = {
        "importance": [o.id for o in outcomes if not o.importance],
        "thresholds": [o.id for o in outcomes if o.thresholds is None],
    }
    yield from (_gap(kind, missing, len(outcomes)) for kind, missing in tests.items())


def _in_syntheses(chapter: Chapter) -> Iterable[Gap]:
    analyses = [finding.analysis for question in chapter.questions for finding in question.findings]
    effects = [effect for analysis in analyses for effect in analysis.effects]
    far = [effect for effect in effects if effect.obtained is not Obtained.FIRST_HAND]
    labels = [effect.label for effect in far]
    yield _gap("second_hand", labels, len(effects), [e.study_id for e in far])
    left = [row.study_id for analysis in analyses for row in analysis.left_out]
    yield _gap("left_out", left, len(effects) + len(left))


def _in_literature(chapter: Chapter) -> Iterable[Gap]:
    pairs = {(o.review_id, o.study_id): o for q in chapter.questions for o in q.overlap}
    unclear = [pair for pair, told in pairs.items() if told.included == "unclear"]
    names = [f"{review}/{study}" for review, study in unclear]
    yield _gap("overlap", names, len(pairs), [name for pair in unclear for name in pair])
    sources = {s.id: s for question in chapter.questions for s in question.sources}
    unchecked = [s.id for s in sources.values() if not s.retraction_checked]
    yield _gap("retraction", unchecked, len(sources))


def _gap(
    kind: str, missing: Sequence[str], looked_at: int, refs: Sequence[str] | None = None
) -> Gap:
    behind = tuple(dict.fromkeys(missing if refs is None else refs))
    return Gap(kind=kind, missing=tuple(missing), looked_at=looked_at, refs=behind)


def _row(gap: Gap, language: Language) -> tuple[Cell, ...]:
    names = tuple(dict.fromkeys(gap.missing))
    which = ", ".join(names) if len(names) <= _MANY else phrase("table.gaps.each", language)
    counts = {
        "count": integer(len(gap.missing), language),
        "all": integer(gap.looked_at, language),
    }
    return (
        Cell(text=phrase(f"table.gaps.{gap.kind}", language), is_header=True),
        Cell(text=phrase("table.gaps.of", language, **counts), refs=("chapter",)),
        Cell(text=which, refs=gap.refs),
    )
