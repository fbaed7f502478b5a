"""The cloud of selections of a synthesis, where a document shows it."""

from dataclasses import replace

from evidence.display.plots.geometry import Figure
from evidence.display.plots.gosh import gosh_plot
from evidence.display.plots.whole_studies import why_no_points
from evidence.findings.finding import Finding
from evidence.resampling.gosh import gosh
from evidence.synthesis.as_pooled import effects_as_pooled, options_as_pooled
from evidence.synthesis.results import NotEstimable
from evidence.vocabulary import Language

FEWEST_IN_A_DRAFT = 10
"""With fewer, leaving each study out already shows what the cloud would."""

DRAWN = 20_000
"""Selections drawn for a document: as many as its cells can show apart."""


def gosh_of(finding: Finding, language: Language) -> Figure | None:
    """Draw the selections of a synthesis; None for few studies, or none with a weight of its own.

    Parameters
    ----------
    finding : Finding
        A synthesis of ours.
    language : Language
        Language of all words and numbers.
    """
    pooled, effects = finding.analysis.pooled, effects_as_pooled(finding.analysis)
    if isinstance(pooled, NotEstimable) or len(effects.effects) < FEWEST_IN_A_DRAFT:
        return None
    if why_no_points(finding.analysis, language):
        return None
    found = gosh(effects, selections=DRAWN, **options_as_pooled(pooled))
    if isinstance(found, NotEstimable):
        return None
    figure = gosh_plot(found, measure=effects.measure, language=language)
    return replace(figure, id=f"gosh-{finding.synthesis.id}-{language}")
