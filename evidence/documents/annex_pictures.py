"""The figures of the annexes."""

from collections.abc import Iterator, Sequence

from evidence.display.plots.certainty_bars import certainty_bars
from evidence.display.plots.cumulative import cumulative_parts
from evidence.display.plots.geometry import Figure
from evidence.display.plots.gosh_of import gosh_of
from evidence.display.plots.judged import judged_by, tools_of
from evidence.display.plots.leave_one_out import leave_one_out_parts
from evidence.display.plots.overlap_matrix import overlap_figure
from evidence.display.plots.prisma_flow import prisma_flow
from evidence.display.plots.risk_of_bias_lights import risk_of_bias_parts
from evidence.display.plots.risk_of_bias_summary import risk_of_bias_summary
from evidence.display.plots.study_spread import study_spread
from evidence.documents.figure_files import FigureFiles
from evidence.documents.picture import Picture
from evidence.findings.finding import Chapter
from evidence.vocabulary import Language

_LYING = 290.0
"""The height rows of a figure may take on a page that lies on its side, below a heading."""

_FEWEST_TO_SUM = 3
"""Two trials or reviews judged, and the chapter: a sum of one says what its light says."""


def robust_pictures(
    chapter: Chapter, figures: FigureFiles, language: Language
) -> tuple[Picture, ...]:
    """Return each synthesis without each study, as its studies came, and the studies' spread.

    Every selection of the studies is shown where there are enough to tell kinds apart (decision
    record 0027).
    """

    def each() -> Iterator[Picture]:
        for question in chapter.questions:
            for finding in question.findings:
                name = finding.synthesis.id
                rows = dict.fromkeys(i for e in finding.analysis.effects for i in e.row_ids)
                refs = (name, *rows)
                parts = {
                    "without": leave_one_out_parts(finding, question, language),
                    "cumulative": cumulative_parts(finding, question, language),
                    "spread": (study_spread(finding, language),),
                    "gosh": (gosh_of(finding, language),),
                }
                for kind, drawn in parts.items():
                    for place, part in enumerate(drawn, start=1):
                        end = f"-{place}" if place > 1 else ""
                        yield from _pictures(f"fig-{kind}-{name}{end}", part, refs, figures)

    return tuple(each())


def flow_pictures(
    chapter: Chapter, figures: FigureFiles, language: Language
) -> tuple[Picture, ...]:
    """Return the flow of each question that states a count."""

    def each() -> Iterator[Picture]:
        for place, question in enumerate(chapter.questions, start=1):
            refs = (question.question.id, "chapter", *(one.id for one in question.flow))
            flow = prisma_flow(question, place, language)
            yield from _pictures(f"fig-flow-{question.question.id}", flow, refs, figures)

    return tuple(each())


def bias_pictures(
    chapter: Chapter, figures: FigureFiles, language: Language
) -> tuple[Picture, ...]:
    """Return the lights of each tool; trials several questions share are shown with the first.

    Where several are judged there is a sum by domain too.
    """

    def each() -> Iterator[Picture]:
        seen = set()
        for place, question in enumerate(chapter.questions, start=1):
            for tool in tools_of(question):
                judged = judged_by(question, tool)
                if judged in seen:
                    continue
                seen.add(judged)
                name = f"fig-bias-{question.question.id}-{len(seen)}"
                lights = risk_of_bias_parts(question, tool, place, language)
                refs = (*dict.fromkeys(one.study_id for one in judged), "chapter")
                yield from _parts(name, lights, refs, figures)
                if len(refs) > _FEWEST_TO_SUM:
                    summed = risk_of_bias_summary(question, tool, place, language)
                    yield from _pictures(f"{name}-summary", summed, refs, figures)

    return tuple(each())


def certainty_pictures(
    chapter: Chapter, figures: FigureFiles, language: Language
) -> tuple[Picture, ...]:
    """Return how the certainty of each question's estimates came about."""

    def each() -> Iterator[Picture]:
        for place, question in enumerate(chapter.questions, start=1):
            parts = certainty_bars(question, place, language, tallest=_LYING)
            for part, figure in enumerate(parts, start=1):
                name = f"fig-certainty-{question.question.id}-{part}"
                rated = dict.fromkeys(str(row["about"]) for row in figure.data)
                yield from _pictures(name, figure, (*rated, "chapter"), figures)

    return tuple(each())


def overlap_pictures(
    chapter: Chapter, figures: FigureFiles, language: Language
) -> tuple[Picture, ...]:
    """Return the overlap of each two reviews."""
    reviews = dict.fromkeys(one.review_id for q in chapter.questions for one in q.overlap)
    figure = overlap_figure(chapter, language)
    return tuple(_pictures("fig-overlap", figure, (*reviews, "chapter"), figures))


def _parts(
    name: str, parts: Sequence[Figure], refs: tuple[str, ...], figures: FigureFiles
) -> Iterator[Picture]:
    for place, figure in enumerate(parts, start=1):
        yield from _pictures(f"{name}-{place}" if place > 1 else name, figure, refs, figures)


def _pictures(
    name: str, figure: Figure | None, refs: tuple[str, ...], figures: FigureFiles
) -> Iterator[Picture]:
    if figure is not None:
        svg, png = figures.named(figure)
        yield Picture(id=name, svg=svg, png=png, caption=figure.title, refs=refs)
