"""Methods and versions: what made the numbers of our own syntheses."""

from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import Chapter, Finding
from evidence.synthesis.results import NotEstimable
from evidence.vocabulary import Language
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase
from evidence.wording.synthesis_words import (
    ci_method_word,
    model_word,
    shared_control_word,
    tau2_method_word,
    variance_method_word,
)

_COLUMNS = ("synthesis", "measure", "model", "interval", "variance", "shared")


def methods_table(chapter: Chapter, language: Language) -> Table | None:
    """Return one row a pooled synthesis; None where there is none."""
    findings = [finding for question in chapter.questions for finding in question.findings]
    if not findings:
        return None
    return Table(
        id="methods",
        caption=phrase("table.methods.caption", language),
        columns=tuple(phrase(f"table.methods.{name}", language) for name in _COLUMNS),
        widths=(28, 10, 17, 18, 14, 13),
        rows=tuple(_row(finding, language) for finding in findings),
    )


def versions_table(chapter: Chapter, language: Language) -> Table:
    """Return the package's version and the hashes of the data, whole and by question."""
    overview = chapter.overview
    counts = ", ".join(
        phrase("table.versions.row_count", language, table=name, rows=integer(count, language))
        for name, count in overview.rows.items()
    )
    told = {
        phrase("table.versions.package", language): (overview.version, "chapter"),
        phrase("table.versions.data", language): (overview.data_sha256, "chapter"),
        phrase("table.versions.rows", language): (counts, "chapter"),
    }
    for question in chapter.questions:
        name = phrase("table.versions.question", language, question=question.question.id)
        told[name] = (question.manifest.sha256, "chapter")
    return Table(
        id="versions",
        caption=phrase("table.versions.caption", language),
        columns=(
            phrase("table.versions.what", language),
            phrase("table.versions.value", language),
        ),
        widths=(35, 65),
        rows=tuple(
            (Cell(text=name, refs=(ref,), is_header=True), Cell(text=value, refs=(ref,)))
            for name, (value, ref) in told.items()
        ),
    )


def _row(finding: Finding, language: Language) -> tuple[Cell, ...]:
    pooled, synthesis = finding.analysis.pooled, finding.synthesis
    refs = (synthesis.id,)
    heading = Cell(
        text=synthesis.title.in_language(language),
        refs=refs,
        is_header=True,
        source=synthesis.id,
    )
    measure = Cell(text=phrase(f"measure.{synthesis.measure}", language))
    if isinstance(pooled, NotEstimable):
        told = phrase("table.effects.not_pooled", language)
        return (heading, measure, *(Cell(text=told) for _ in range(4)))
    return (
        heading,
        measure,
        Cell(
            text=f"{model_word(pooled, language)}, {tau2_method_word(pooled, language)}", refs=refs
        ),
        Cell(text=ci_method_word(pooled, language), refs=refs),
        Cell(text=variance_method_word(pooled, language), refs=refs),
        Cell(text=shared_control_word(pooled, language), refs=refs),
    )
