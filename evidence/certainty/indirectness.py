"""Indirectness: where the evidence does not fit the question, as far as anyone has coded it.

References
----------
Guyatt G, et al. Core GRADE 5: assessing indirectness. BMJ 2025;389:e083865.
https://doi.org/10.1136/bmj-2024-083865
"""

from evidence.certainty.body import BodyOfEvidence
from evidence.certainty.suggestion import Suggestion, not_checkable
from evidence.vocabulary import Domain

RULE = "coded_mismatches"
SOURCE = "https://doi.org/10.1136/bmj-2024-083865"
ELEMENTS = ("population", "intervention", "comparison", "outcome")


def indirectness(body: BodyOfEvidence) -> Suggestion:
    """List what does not fit; how many levels that is worth is never worked out.

    Parameters
    ----------
    body : BodyOfEvidence
        The evidence, with how it fits the question.

    Returns
    -------
    Suggestion
        Never with levels: ``mismatches`` where something does not fit, ``not_coded`` where
        elements of the question are not coded, ``fits`` where all four are coded as fitting.
    """
    wrong = [match for match in body.matches if match.fits in ("no", "partly")]
    unclear = [match for match in body.matches if match.fits == "unclear"]
    coded = {match.element for match in body.matches if match.fits != "unclear"}
    missing = [element for element in ELEMENTS if element not in coded]
    reason = "mismatches" if wrong else "not_coded" if missing else "fits"
    return not_checkable(
        Domain.INDIRECTNESS,
        reason,
        RULE,
        SOURCE,
        numbers={
            "mismatches": float(len(wrong)),
            "unclear": float(len(unclear)),
            "coded": float(len(coded.intersection(ELEMENTS))),
            "elements": float(len(ELEMENTS)),
        },
        words={
            "mismatches": "; ".join(match.element for match in wrong),
            "not_coded": "; ".join(missing),
        },
    )
