"""Ratings as rules look at them: each with its evidence, suggestions and decisions."""

import math

from evidence.audit.answers import Place
from evidence.audit.project import Project
from evidence.audit.results_on_disk import findings
from evidence.certainty.appraisal import Appraisal, appraisals
from evidence.certainty.standing import Held
from evidence.certainty.suggestion import Suggestion
from evidence.vocabulary import Domain


def appraised(project: Project) -> tuple[Appraisal, ...]:
    """Return every estimate and synthesis appraised; worked out once."""
    key = "appraisals"
    if key not in project.memory:
        analyses = [finding.analysis for finding in findings(project).values()]
        project.memory[key] = appraisals(project.tables, analyses)
    found: tuple[Appraisal, ...] = project.memory[key]
    return found


def rated(project: Project) -> tuple[Appraisal, ...]:
    """Return those that anyone has rated."""
    return tuple(one for one in appraised(project) if one.is_rated)


def place_of(project: Project, appraisal: Appraisal, column: str = "") -> Place:
    """Return the row of the estimate or synthesis."""
    if appraisal.body.is_published:
        return project.place("estimates", appraisal.about_id, column)
    return project.place("syntheses", appraisal.about_id)


def place_of_decision(project: Project, held: Held, column: str) -> Place:
    """Return the row of a domain's decision; a domain that is held has one."""
    if held.judgement is None:
        raise ValueError(f"no decision in {held.domain}")
    return project.at(held.judgement.provenance, column)


def in_domain(appraisal: Appraisal, domain: Domain) -> Held | None:
    """Return what is held in one domain, if it is one that applies."""
    return next((held for held in appraisal.held if held.domain is domain), None)


def as_read(appraisal: Appraisal, value: float) -> float:
    """Return a value on the scale people read: a ratio, not its logarithm."""
    measure = appraisal.body.measure
    return math.exp(value) if measure is not None and measure.is_ratio else value


def room_of(suggestion: Suggestion) -> str:
    """Return the levels a suggestion leaves room for, as a number or a range."""
    least, most = suggestion.levels or 0, suggestion.at_most or 0
    return str(least) if least == most else f"{least}–{most}"
