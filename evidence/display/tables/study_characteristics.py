"""The trials a question rests on: who, where, how many, and what is not reported of them."""

from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import QuestionFindings
from evidence.records.study import Study
from evidence.vocabulary import Language
from evidence.wording.lists import listed
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase

_COLUMNS = ("study", "place", "design", "criteria", "randomised", "given", "registration")


def study_characteristics(
    question: QuestionFindings, place: int, language: Language
) -> Table | None:
    """Return one row a trial the question's text or syntheses use; None without any.

    Parameters
    ----------
    question : QuestionFindings
        The question, answered as far as the evidence goes.
    place : int
        Its number in the chapter.
    language : Language
        Language of the reader.

    Returns
    -------
    Table or None
        In the order of their labels; trials known from the overlap of reviews alone are left to
        that table.
    """
    given = _given(question, language)
    used = {role.study_id for role in question.roles} | given.keys()
    studies = sorted((s for s in question.studies if s.id in used), key=lambda s: s.label)
    if not studies:
        return None
    return Table(
        id=f"studies-{question.question.id}",
        caption=phrase("table.studies.caption", language, question=integer(place, language)),
        refs=(question.question.id, "chapter"),
        columns=tuple(phrase(f"table.studies.{name}", language) for name in _COLUMNS),
        widths=(17, 12, 12, 17, 10, 18, 14),
        rows=tuple(_row(study, given.get(study.id, ()), language) for study in studies),
        is_wide=True,
    )


def _given(question: QuestionFindings, language: Language) -> dict[str, tuple[str, ...]]:
    """Return what each trial of a synthesis gave its participants."""
    names = {one.id: one.name.in_language(language) for one in question.interventions}
    found: dict[str, dict[str, None]] = {}
    for finding in question.findings:
        for effect in finding.analysis.effects:
            name = names.get(effect.group, effect.group)
            found.setdefault(effect.study_id, {})[name] = None
        for row in finding.analysis.left_out:
            found.setdefault(row.study_id, {})
    return {study: tuple(groups) for study, groups in found.items()}


def _row(study: Study, given: tuple[str, ...], language: Language) -> tuple[Cell, ...]:
    refs = (study.id,)
    unknown = phrase("table.not_reported", language)
    people = unknown if study.n_randomised is None else integer(study.n_randomised, language)
    place = ", ".join(part for part in (study.country, str(study.year or "")) if part)
    design = phrase(f"table.design.{study.design.replace('-', '_')}", language)
    texts = (
        place,
        design,
        study.diagnostic_criteria,
        people,
        listed(given, language),
        study.registration,
    )
    return (
        Cell(text=study.label, refs=(study.id, study.source_id), is_header=True, source=study.id),
        *(Cell(text=text or unknown, refs=refs) for text in texts),
    )
