"""``evidence check --grade``: every rating with its suggestions, as text, HTML or JSON."""

import json
from collections.abc import Sequence

from evidence.audit.catalogue import all_rules
from evidence.audit.project import Project
from evidence.audit.ratings import appraised
from evidence.audit.rule import Rule
from evidence.audit.run import Checked
from evidence.cli.grade_text import fitted, grade_lines
from evidence.documents.grade_page import grade_page
from evidence.errors import ChoiceUnknown
from evidence.findings.codec import encode
from evidence.vocabulary import Language
from evidence.wording.grade_card import grade_cards, state_summary
from evidence.wording.rater_words import state_raters

OF_RATINGS = ("G", "C70", "C71", "C72", "C73", "C74", "C75")
"""Beginnings of the codes of rules about ratings."""


def rating_rules() -> tuple[Rule, ...]:
    """Return the rules about ratings."""
    return tuple(rule for code, rule in all_rules().items() if code.startswith(OF_RATINGS))


def grade_report(
    project: Project, checked: Checked, language: Language, *, form: str, about: Sequence[str]
) -> str:
    """Return the cards in a form.

    Parameters
    ----------
    project : Project
        Tables and results.
    checked : Checked
        What the rules about ratings said.
    language : Language
        Language of the reader.
    form : {"text", "html", "json"}
        The form.
    about : sequence of str
        Ids of questions, outcomes, estimates and syntheses to keep to; all where none is given.

    Returns
    -------
    str
        Everything from the tables is escaped in HTML and cannot steer a terminal.

    Raises
    ------
    ChoiceUnknown
        An id of ``about`` names nothing that has a card.
    """
    _require_known(project, about)
    everything = appraised(project)
    kept = [one for one in everything if not about or _ids(project, one.about_id) & {*about}]
    if form == "json":
        return json.dumps(encode(kept), ensure_ascii=False, indent=1)
    cards = grade_cards(project, checked.remarks, language, about)
    summary = state_summary(kept, language)
    raters = state_raters(project.tables, language)
    if form == "html":
        # The page's templates are loaded only when a page is written.
        from evidence.documents.html import write_page

        return write_page(grade_page(project.tables.title, cards, summary, raters, language))
    return "\n".join((*grade_lines(cards, language), "", *fitted((*raters, *summary))))


def _require_known(project: Project, about: Sequence[str]) -> None:
    known = {name for one in appraised(project) for name in _ids(project, one.about_id)}
    for name in about:
        if name not in known:
            raise ChoiceUnknown("--about", name, sorted(known))


def _ids(project: Project, about_id: str) -> set[str]:
    tables = project.tables
    rated = tables.estimates.get(about_id) or tables.syntheses[about_id]
    outcome = tables.outcomes[rated.outcome_id]
    return {about_id, outcome.id, outcome.question_id}
