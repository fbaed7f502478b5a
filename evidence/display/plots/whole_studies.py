"""Why a figure of single studies cannot be drawn, where it cannot."""

from evidence.display.plots.why_not import why_not
from evidence.synthesis.results import Analysis, NotEstimable
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase


def why_no_points(analysis: Analysis, language: Language) -> str:
    """Return why the studies of an analysis cannot be told apart; empty where they can.

    Parameters
    ----------
    analysis : Analysis
        The synthesis.
    language : Language
        Language of the sentence.

    Returns
    -------
    str
        A sentence where nothing was pooled, or where effects share people and were pooled
        together: none of these has a weight of its own.
    """
    if isinstance(analysis.pooled, NotEstimable):
        return why_not(analysis.pooled, language)
    if analysis.pooled.shared_control == "correlated":
        return phrase("figure.share_people", language)
    return ""
