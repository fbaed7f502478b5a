"""One synthesis of ours in the report: sentences, forest plot, variations."""

from collections.abc import Iterator

from evidence.display.plots.forest import forest_parts
from evidence.display.plots.sheet import part_title
from evidence.display.plots.specification_curve import specification_curve
from evidence.display.tables.multiverse_choices import multiverse_choices_table
from evidence.display.tables.pooled_results import pooled_results_table
from evidence.display.tables.study_effects import study_effects_table
from evidence.documents.figure_files import FigureFiles
from evidence.documents.picture import Picture
from evidence.documents.report import SynthesisPart
from evidence.findings.finding import Finding, QuestionFindings
from evidence.vocabulary import Language
from evidence.wording.finding_sentences import state_finding
from evidence.wording.lists import sentence
from evidence.wording.multiverse_words import state_multiverse
from evidence.wording.phrases import phrase


def synthesis_part(
    finding: Finding, question: QuestionFindings, figures: FigureFiles, language: Language
) -> SynthesisPart:
    """Put one synthesis together."""
    synthesis = finding.synthesis
    title = sentence(synthesis.title.in_language(language))
    return SynthesisPart(
        id=synthesis.id,
        title=title,
        statements=state_finding(finding, question, language),
        pictures=tuple(_forest(finding, question, figures, language)),
        variations=pooled_results_table(finding, language),
        reasonable=state_multiverse(finding, question, language),
        multiverse=_multiverse(finding, question, figures, language),
    )


def _forest(
    finding: Finding, question: QuestionFindings, figures: FigureFiles, language: Language
) -> Iterator[Picture]:
    """Return the parts of the forest plot; the numbers stand with the last."""
    synthesis = finding.synthesis
    title = sentence(synthesis.title.in_language(language))
    rows = tuple(dict.fromkeys(i for e in finding.analysis.effects for i in e.row_ids))
    parts = forest_parts(finding, question, language)
    for place, figure in enumerate(parts, start=1):
        svg, png = figures.named(figure)
        caption = phrase("document.figure.forest", language, title=title)
        yield Picture(
            id=f"fig-{synthesis.id}" if place == 1 else f"fig-{synthesis.id}-{place}",
            svg=svg,
            png=png,
            caption=part_title(caption, place, len(parts), language),
            refs=(synthesis.id, *rows),
            data=study_effects_table(finding, language) if place == len(parts) else None,
        )


def _multiverse(
    finding: Finding, question: QuestionFindings, figures: FigureFiles, language: Language
) -> Picture | None:
    figure = specification_curve(finding, question, language)
    if figure is None or finding.multiverse is None:
        return None
    synthesis = finding.synthesis
    svg, png = figures.named(figure)
    title = sentence(synthesis.title.in_language(language))
    return Picture(
        id=f"fig-multiverse-{synthesis.id}",
        svg=svg,
        png=png,
        caption=phrase("document.figure.multiverse", language, title=title),
        refs=(synthesis.id, *finding.multiverse.row_ids),
        data=multiverse_choices_table(finding, question, language),
    )
