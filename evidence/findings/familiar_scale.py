"""The scale an outcome's standardised effects are told on (decision record 0028)."""

from evidence.findings.control_groups import control_groups, usual_spread
from evidence.findings.retold import FamiliarScale
from evidence.records.question import Instrument, Outcome
from evidence.tables.tables import Tables
from evidence.vocabulary import Measure


def familiar_scale(tables: Tables, outcome: Outcome) -> FamiliarScale | None:
    """Return the scale to tell an outcome's standardised effects on.

    Parameters
    ----------
    tables : Tables
        The project's tables.
    outcome : Outcome
        The outcome.

    Returns
    -------
    FamiliarScale or None
        The panel's own; else one whose usual standard deviation is stated; else the one most
        people in control groups were measured on. None where no scale has a standard deviation
        and a direction.
    """
    scales = [_scale(tables, one) for one in tables.instruments.values() if _fits(one, outcome)]
    known = [scale for scale in scales if scale is not None]
    panel = outcome.thresholds.scale if outcome.thresholds else ""
    return max(known, key=lambda scale: _rank(scale, panel), default=None)


def own_scale(instrument: Instrument) -> FamiliarScale:
    """Return the scale of effects that are in its points already."""
    return FamiliarScale(
        instrument_id=instrument.id,
        sd=None,
        typical_sd_source_id="",
        controls=None,
        mid=instrument.mid,
        mid_source_id=instrument.mid_source_id,
    )


def _fits(instrument: Instrument, outcome: Outcome) -> bool:
    return instrument.construct_id == outcome.construct.id and instrument.higher_is is not None


def _scale(tables: Tables, instrument: Instrument) -> FamiliarScale | None:
    sd, controls = instrument.typical_sd, None
    if sd is None:
        groups = control_groups(tables, instrument.construct_id, Measure.MD, instrument.id)
        spread = usual_spread(groups)
        if spread is None:
            return None
        sd, controls = spread
    return FamiliarScale(
        instrument_id=instrument.id,
        sd=sd,
        typical_sd_source_id="" if controls else instrument.typical_sd_source_id,
        controls=controls,
        mid=instrument.mid,
        mid_source_id=instrument.mid_source_id,
    )


def _rank(scale: FamiliarScale, panel: str) -> tuple[bool, bool, float]:
    people = scale.controls.people if scale.controls else 0.0
    return scale.instrument_id == panel, scale.controls is None, people
