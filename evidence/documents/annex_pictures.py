"""The figures of the annexes."""

from collections.abc import Iterator

from evidence.display.plots.funnel import funnel_plot
from evidence.display.plots.geometry import Figure
from evidence.display.plots.leave_one_out import leave_one_out_parts
from evidence.display.plots.overlap_matrix import overlap_figure
from evidence.display.plots.prisma_flow import prisma_flow
from evidence.display.plots.risk_of_bias_lights import risk_of_bias_lights
from evidence.documents.figure_files import FigureFiles
from evidence.documents.picture import Picture
from evidence.findings.finding import Chapter
from evidence.vocabulary import Language


def robust_pictures(
    chapter: Chapter, figures: FigureFiles, language: Language
) -> tuple[Picture, ...]:
    """Return each synthesis without each study, and its funnel."""

    def each() -> Iterator[Picture]:
        for question in chapter.questions:
            for finding in question.findings:
                name = finding.synthesis.id
                rows = dict.fromkeys(i for e in finding.analysis.effects for i in e.row_ids)
                refs = (name, *rows)
                without = leave_one_out_parts(finding, question, language)
                funnel = funnel_plot(finding, language)
                for place, part in enumerate(without, start=1):
                    end = f"-{place}" if place > 1 else ""
                    yield from _pictures(f"fig-without-{name}{end}", part, refs, figures)
                yield from _pictures(f"fig-funnel-{name}", funnel, refs, figures)

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
    """Return the lights of each tool; trials several questions share are shown with the first."""

    def each() -> Iterator[Picture]:
        seen = set()
        for place, question in enumerate(chapter.questions, start=1):
            for tool in dict.fromkeys(one.tool for one in question.risk_of_bias):
                judged = tuple(one for one in question.risk_of_bias if one.tool == tool)
                if judged in seen:
                    continue
                seen.add(judged)
                name = f"fig-bias-{question.question.id}-{len(seen)}"
                lights = risk_of_bias_lights(question, tool, place, language)
                refs = dict.fromkeys(one.study_id for one in judged)
                yield from _pictures(name, lights, (*refs, "chapter"), figures)

    return tuple(each())


def overlap_pictures(
    chapter: Chapter, figures: FigureFiles, language: Language
) -> tuple[Picture, ...]:
    """Return the overlap of each two reviews."""
    reviews = dict.fromkeys(one.review_id for q in chapter.questions for one in q.overlap)
    figure = overlap_figure(chapter, language)
    return tuple(_pictures("fig-overlap", figure, (*reviews, "chapter"), figures))


def _pictures(
    name: str, figure: Figure | None, refs: tuple[str, ...], figures: FigureFiles
) -> Iterator[Picture]:
    if figure is not None:
        svg, png = figures.named(figure)
        yield Picture(id=name, svg=svg, png=png, caption=figure.title, refs=refs)
