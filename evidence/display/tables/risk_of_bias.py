"""Risk of bias, trial by trial and domain by domain, as each source judged it."""

from collections.abc import Iterator

from evidence.display.tables.footnotes import Footnotes
from evidence.display.tables.source_name import languages
from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import QuestionFindings
from evidence.records.risk_of_bias import RiskOfBias
from evidence.vocabulary import Language
from evidence.wording.lists import sentence
from evidence.wording.phrases import phrase

_FIRST = 24.0


def risk_of_bias_tables(question: QuestionFindings, language: Language) -> tuple[Table, ...]:
    """Return one table a tool, its domains across; the words are the source's own.

    Parameters
    ----------
    question : QuestionFindings
        The question, answered as far as the evidence goes.
    language : Language
        Language of the reader.

    Returns
    -------
    tuple of Table
        Empty where nobody has recorded a judgement. Support for a judgement is a footnote.
    """
    tools = dict.fromkeys(one.tool for one in question.risk_of_bias)
    return tuple(
        _table(question, tool, place, language) for place, tool in enumerate(tools, start=1)
    )


def _table(question: QuestionFindings, tool: str, place: int, language: Language) -> Table:
    judged = [one for one in question.risk_of_bias if one.tool == tool]
    domains = list(dict.fromkeys(one.domain for one in judged))
    names = {study.id: study.label for study in question.studies}
    notes, spoken = Footnotes(), languages([question])
    rows = tuple(_rows(judged, domains, names, spoken, notes, language))
    return Table(
        id=f"risk-of-bias-{question.question.id}-{place}",
        caption=phrase("table.rob.caption", language, tool=tool),
        columns=(
            phrase("table.rob.study", language),
            *(domain_name(domain, language) for domain in domains),
        ),
        widths=(_FIRST, *((100 - _FIRST) / len(domains) for _ in domains)),
        rows=rows,
        footnotes=notes.statements(),
        refs=tuple(dict.fromkeys(one.study_id for one in judged)),
    )


def _rows(
    judged: list[RiskOfBias],
    domains: list[str],
    names: dict[str, str],
    spoken: dict[str, str],
    notes: Footnotes,
    language: Language,
) -> Iterator[tuple[Cell, ...]]:
    for study, construct in dict.fromkeys((one.study_id, one.construct_id) for one in judged):
        own = {
            one.domain: one
            for one in judged
            if (one.study_id, one.construct_id) == (study, construct)
        }
        name = names.get(study, study)
        yield (
            Cell(
                text=f"{name}\n{construct}" if construct else name,
                refs=(study,),
                is_header=True,
            ),
            *(_cell(own.get(domain), spoken, notes, language) for domain in domains),
        )


def _cell(
    judged: RiskOfBias | None, spoken: dict[str, str], notes: Footnotes, language: Language
) -> Cell:
    if judged is None:
        return Cell(text=phrase("table.not_reported", language))
    refs = (judged.study_id, judged.provenance.source_id)
    own = spoken.get(judged.provenance.source_id, "")
    marks = (notes.number(sentence(judged.support), refs, own),) if judged.support else ()
    return Cell(text=judged.level, refs=refs, notes=marks, language=own)


def domain_name(domain: str, language: Language) -> str:
    """Return a tool's domain as a heading; the judgement of the whole has a word of ours."""
    return phrase("table.rob.overall", language) if domain == "overall" else sentence(domain)
