"""A body of evidence: what a rater sees of one outcome, published or our own."""

from dataclasses import dataclass

from evidence.records.question import Instrument, Outcome
from evidence.vocabulary import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class StudySeen:
    """One study of a synthesis: effect and interval on the analysis scale, weight in per cent.

    ``risk`` is ``"low"``, ``"some concerns"``, ``"high"``, or empty where nobody has assessed it.
    """

    study_id: str
    label: str
    yi: float
    vi: float
    ci_low: float
    ci_high: float
    weight: float
    risk: str = ""
    n1: float | None = None
    n2: float | None = None
    events1: float | None = None
    events2: float | None = None
    randomised: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Whether the evidence fits one element of the question, as people have coded it.

    ``element`` is population, intervention, comparison, outcome, timepoint or setting; ``fits`` is
    yes, partly, no or unclear. ``coded_as`` says by which cell where no one has judged it.
    """

    element: str
    fits: str
    reason: str = ""
    coded_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyOfEvidence:
    """The evidence on one outcome, as far as it is known; what is not known is None or empty.

    Parameters
    ----------
    about_id : str
        The estimate or synthesis.
    is_published : bool
        Whether it is an estimate as printed by a review, without its studies.
    outcome : Outcome or None
        The outcome, with the thresholds people have set.
    instrument : Instrument or None
        The scale of a mean difference.
    measure : Measure or None
        The measure.
    estimate, ci_low, ci_high : float or None
        On the analysis scale (the logarithm of a ratio).
    level : float or None
        Confidence level as a share.
    k, n : int or float, or None
        Studies and people.
    i2, tau2, q_p_value : float or None
        Heterogeneity; I squared in per cent.
    prediction_low, prediction_high : float or None
        Prediction interval on the analysis scale.
    studies : tuple of StudySeen
        The studies; empty where they are not known.
    control_risk : float or None
        Risk in the control groups taken together, where events are counted.
    sd : float or None
        Standard deviation of the people, for a mean difference on a scale.
    sd_source : str
        ``"trials"`` or ``"instrument"``.
    diversity : float or None
        Share of the variance of the pooled effect that is between studies.
    randomised : bool or None
        Whether the trials are randomised; None where mixed or not known.
    shares_controls : bool
        Whether comparisons share a control group, so that effects are not independent.
    matches : tuple of Match
        How the evidence fits the question.
    why_missing : str
        Why there is no pooled effect: a key of the phrases ``not_estimable``; else empty.
    """

    about_id: str
    is_published: bool
    outcome: Outcome | None = None
    instrument: Instrument | None = None
    measure: Measure | None = None
    estimate: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    level: float | None = None
    k: int | None = None
    n: float | None = None
    i2: float | None = None
    tau2: float | None = None
    q_p_value: float | None = None
    prediction_low: float | None = None
    prediction_high: float | None = None
    studies: tuple[StudySeen, ...] = ()
    control_risk: float | None = None
    sd: float | None = None
    sd_source: str = ""
    diversity: float | None = None
    randomised: bool | None = True
    shares_controls: bool = False
    matches: tuple[Match, ...] = ()
    why_missing: str = ""
