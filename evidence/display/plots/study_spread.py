"""The studies of a synthesis one by one: their funnel, and Baujat's plot beside it."""

from evidence.display.plots.baujat import baujat_plot
from evidence.display.plots.funnel import funnel_plot
from evidence.display.plots.geometry import Figure
from evidence.display.plots.side_by_side import share_of_page, side_by_side
from evidence.display.plots.whole_studies import why_no_points
from evidence.findings.finding import Finding
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase


def study_spread(finding: Finding, language: Language) -> Figure | None:
    """Draw a synthesis' funnel and Baujat's plot on one sheet.

    Parameters
    ----------
    finding : Finding
        A synthesis of ours.
    language : Language
        Language of all words and numbers.

    Returns
    -------
    Figure or None
        The funnel alone where effects share people; None where there is no funnel.
    """
    if why_no_points(finding.analysis, language):
        return funnel_plot(finding, language)
    width = share_of_page(2)
    funnel = funnel_plot(finding, language, width=width)
    if funnel is None:
        return None
    title = phrase(
        "figure.study_spread.title", language, title=finding.synthesis.title.in_language(language)
    )
    baujat = baujat_plot(finding, language, width=width)
    return side_by_side(f"spread-{finding.synthesis.id}-{language}", title, (funnel, baujat))
