"""The boundaries an interval is held against: none, important, large, and bands of size.

The panel's own thresholds come first, then the scale's smallest important difference, then named
defaults. Boundaries stand on the analysis scale (the logarithm of a ratio), except thresholds the
panel has set on the absolute scale ``RD``, for which a ratio is turned into a difference of risks
with the control groups' risk.
"""

import math
from dataclasses import dataclass

from evidence.certainty.body import BodyOfEvidence
from evidence.certainty.thresholds import (
    APPRECIABLE_INCREASE,
    APPRECIABLE_REDUCTION,
    COHEN,
    LARGE_RATIO,
    NULL,
    SMD_MID,
)
from evidence.records.question import Thresholds
from evidence.stats.risk_from_odds import risk_from_odds_ratio
from evidence.vocabulary import Measure

ABSOLUTE = "RD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Boundaries on one scale, and whose they are.

    Parameters
    ----------
    rule : str
        ``panel``, ``instrument``, ``half_sd``, ``half_sd_of_scale``, ``rr_075_125`` or ``null``.
    source : str
        Where the boundaries come from.
    important : tuple of float or None
        The smallest important effect to either side; None where nobody has said and no default
        applies.
    large : tuple of float or None
        The smallest large effect to either side.
    bands : tuple of float
        Small, moderate and large, where all three are known; absolute values.
    bands_rule : str
        Whose bands they are: ``panel`` or ``cohen``.
    estimate, low, high : float or None
        The estimate and its interval on the same scale.
    absolute : bool
        Whether that scale is the difference of risks.
    """

    rule: str
    source: str
    important: tuple[float, float] | None = None
    large: tuple[float, float] | None = None
    bands: tuple[float, ...] = ()
    bands_rule: str = ""
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    absolute: bool = False

    @property
    def declared(self) -> bool:
        """Whether the working group has set the boundaries itself."""
        return self.rule == "panel"

    def holds(self, value: float) -> bool:
        """Tell whether a value lies within the interval."""
        return self.low is not None and self.high is not None and self.low < value < self.high


def bounds_of(body: BodyOfEvidence) -> Bounds:
    """Return the boundaries that apply to a body of evidence.

    Parameters
    ----------
    body : BodyOfEvidence
        The evidence.

    Returns
    -------
    Bounds
        By the first of these: the panel's thresholds on the same scale (or on the absolute
        scale, where the control risk is known); the instrument's smallest important difference;
        half a standard deviation; for ratios 0.75 and 1.25; none.
    """
    panel = body.outcome.thresholds if body.outcome else None
    measure = body.measure
    if panel is not None and panel.scale == _scale(body):
        return _of_panel(body, panel)
    if panel is not None and panel.scale == ABSOLUTE and _has_absolute(body):
        return _of_panel(body, panel, absolute=True)
    if measure is Measure.SMD:
        return _around(body, SMD_MID.key, SMD_MID.source, SMD_MID.value, COHEN.large, cohen=True)
    if measure is Measure.MD:
        return _of_scale(body)
    if measure in (Measure.RR, Measure.OR):
        return _of_ratio(body)
    return _around(body, NULL.key, NULL.source, None, None)


def _scale(body: BodyOfEvidence) -> str:
    if body.measure is Measure.SMD:
        return "SMD"
    if body.measure is Measure.RD:
        return ABSOLUTE
    return body.instrument.id if body.instrument and body.measure is Measure.MD else ""


def _has_absolute(body: BodyOfEvidence) -> bool:
    return body.measure in (Measure.RR, Measure.OR) and body.control_risk is not None


def _of_panel(body: BodyOfEvidence, panel: Thresholds, *, absolute: bool = False) -> Bounds:
    mid = panel.mid if panel.mid is not None else panel.small
    bands = (panel.small, panel.moderate, panel.large)
    source = panel.source_id or "panel"
    return _around(body, "panel", source, mid, panel.large, bands=bands, absolute=absolute)


def _of_scale(body: BodyOfEvidence) -> Bounds:
    scale = body.instrument
    if scale is not None and scale.mid is not None:
        return _around(body, "instrument", scale.mid_source_id, scale.mid, None)
    if body.sd is not None:
        half = SMD_MID.value * body.sd
        return _around(body, "half_sd_of_scale", SMD_MID.source, half, COHEN.large * body.sd)
    return _around(body, NULL.key, NULL.source, None, None)


def _of_ratio(body: BodyOfEvidence) -> Bounds:
    important = (math.log(APPRECIABLE_REDUCTION.value), math.log(APPRECIABLE_INCREASE.value))
    far = math.log(LARGE_RATIO.value)
    return Bounds(
        rule=APPRECIABLE_REDUCTION.key,
        source=APPRECIABLE_REDUCTION.source,
        important=important,
        large=(-far, far),
        estimate=body.estimate,
        low=body.ci_low,
        high=body.ci_high,
    )


def _around(
    body: BodyOfEvidence,
    rule: str,
    source: str,
    important: float | None,
    large: float | None,
    *,
    bands: tuple[float | None, ...] = (),
    cohen: bool = False,
    absolute: bool = False,
) -> Bounds:
    whole = tuple(cut for cut in bands if cut is not None)
    whole = whole if len(whole) == 3 else ()
    values = (body.estimate, body.ci_low, body.ci_high)
    estimate, low, high = (_absolute(body, one) for one in values) if absolute else values
    return Bounds(
        rule=rule,
        source=source,
        important=None if important is None else (-important, important),
        large=None if large is None else (-large, large),
        bands=(COHEN.small, COHEN.moderate, COHEN.large) if cohen else whole,
        bands_rule=COHEN.key if cohen else ("panel" if whole else ""),
        estimate=estimate,
        low=low,
        high=high,
        absolute=absolute,
    )


def _absolute(body: BodyOfEvidence, value: float | None) -> float | None:
    """Return the difference of risks that a logarithm of a ratio means at the control risk."""
    if value is None or body.control_risk is None:
        return None
    risk, ratio = body.control_risk, math.exp(value)
    if body.measure is Measure.OR:
        return float(risk_from_odds_ratio([ratio], [risk])[0]) - risk
    return risk * (ratio - 1)
