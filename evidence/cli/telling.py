"""Faults put into words for the person at the terminal."""

from evidence.errors import EvidenceError, TablesRefused
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase
from evidence.wording.problems import state_problem


def tell(fault: EvidenceError, language: Language) -> str:
    """Return a fault in words: every problem of refused tables, then what became of the work."""
    told = phrase(fault.key, language, **fault.values)
    if not isinstance(fault, TablesRefused):
        return told
    return "\n".join([*(state_problem(problem, language) for problem in fault.problems), told])
