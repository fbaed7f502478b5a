"""Analyses as they stand in the results."""

from collections.abc import Mapping

from evidence.audit.project import Project
from evidence.findings.finding import Finding
from evidence.synthesis.results import Analysis


def findings(project: Project) -> Mapping[str, Finding]:
    """Return the findings on disk by synthesis; none where the analyses have not run."""
    key = "findings"
    if key not in project.memory:
        questions = project.chapter.questions if project.chapter else ()
        project.memory[key] = {
            finding.synthesis.id: finding for one in questions for finding in one.findings
        }
    found: Mapping[str, Finding] = project.memory[key]
    return found


def analysis_of(project: Project, synthesis_id: str) -> Analysis | None:
    """Return the analysis of a synthesis, or None where there is none on disk."""
    finding = findings(project).get(synthesis_id)
    return None if finding is None else finding.analysis
