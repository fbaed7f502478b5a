"""Numbers as a trial reported them: an arm's own, or a contrast between two arms."""

from dataclasses import dataclass

from evidence.records.provenance import Provenance
from evidence.records.study import Arm
from evidence.records.text import Text
from evidence.vocabulary import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmResult:
    """One arm's result at one timepoint: mean with its dispersion, or events among a total.

    ``dispersion_type`` is SD, SE, CI, IQR or range; CI, IQR and range use ``dispersion_low`` and
    ``dispersion_high``, the others ``dispersion``.
    """

    id: str
    arm: Arm
    construct_id: str
    instrument_id: str
    timepoint_weeks: float | None
    timepoint_text: str
    n: int | None
    mean: float | None
    dispersion: float | None
    dispersion_low: float | None
    dispersion_high: float | None
    dispersion_type: str
    events: int | None
    total: int | None
    definition: str
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """A difference between two arms as reported, on the scale it was printed on.

    ``favours`` is who did better in the source's own words: arm, versus, neither or unclear.
    ``t_value`` has the sign of the estimate; ``f_value`` has one numerator degree of freedom.
    """

    id: str
    arm: Arm
    versus: Arm
    construct_id: str
    instrument_id: str
    timepoint_weeks: float | None
    timepoint_text: str
    measure: Measure
    estimate: float | None
    ci_low: float | None
    ci_high: float | None
    ci_level: float | None
    se: float | None
    p_value: float | None
    n: int | None
    versus_n: int | None
    adjusted: str
    population: str
    favours: str = ""
    t_value: float | None = None
    f_value: float | None = None
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A row of a synthesis: which reported numbers speak for which trial.

    Either ``contrast`` is given, or ``result`` and ``versus``. ``use`` is ``"primary"`` or
    ``"set aside"``; a set-aside row keeps its ``reason``.
    """

    synthesis_id: str
    study_id: str
    use: str
    reason: Text
    contrast: Contrast | None
    result: ArmResult | None
    versus: ArmResult | None
    provenance: Provenance
