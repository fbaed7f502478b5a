"""The p-curve of a synthesis: whether its significant results carry evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evidence.records.shown import Shown
from evidence.stats.small_study.p_curve import ALPHA
from evidence.stats.small_study.p_curve import p_curve as curve
from evidence.stats.small_study.selection_likelihood import p_values
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.small_study_data import few, study_data
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd

    Effects = EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PCurve(Shown):
    """Tests of the significant p-values, those below 0.05 and (half) those below 0.025.

    ``evidential_value`` is whether they are skewed towards small ones, ``inadequate`` whether
    they are flatter than tests with 33 per cent power would make them; ``power`` is what they
    suggest. The half curve's p-values are None where it is empty.
    """

    measure: Measure
    k: int
    significant: int
    half: int
    right_skew_p: float
    right_skew_p_half: float | None
    flatness_p: float
    flatness_p_half: float | None
    power: float
    evidential_value: bool
    inadequate: bool
    advice: tuple[str, ...] = ()

    def __str__(self) -> str:
        skew = f"right skew p = {self.right_skew_p:.3g}, flatness p = {self.flatness_p:.3g}"
        return f"{skew}, power {100 * self.power:.3g} % ({self.significant} of {self.k})"


def p_curve(effects: "Effects", **columns: Any) -> PCurve | NotEstimable:
    """Analyse the distribution of the significant p-values.

    Parameters
    ----------
    effects : EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.pool`.
    **columns
        Names of columns of a table, and the measure.

    Returns
    -------
    PCurve or NotEstimable
        Not estimable where nothing is significant.

    References
    ----------
    Simonsohn U, Nelson LD, Simmons JP (2014). doi:10.1037/a0033242

    Examples
    --------
    >>> p_curve({"yi": [0.9, 0.8, 0.7], "vi": [0.04, 0.05, 0.04]}).evidential_value
    True
    """
    data = study_data(effects, door=p_curve, least=1, columns=columns)
    if isinstance(data, NotEstimable):
        return data
    if not (p_values(data.yi, data.vi, two_sided=True) < ALPHA).any():
        return NotEstimable(wanted="p_curve", reason="nothing_significant", values={})
    found = curve(data.yi, data.vi)
    half = found.half
    return PCurve(
        measure=data.measure,
        k=data.k,
        significant=found.full.k,
        half=0 if half is None else half.k,
        right_skew_p=found.full.right_skew.p,
        right_skew_p_half=None if half is None else half.right_skew.p,
        flatness_p=found.full.flatness.p,
        flatness_p_half=None if half is None else half.flatness.p,
        power=found.power,
        evidential_value=found.evidential_value,
        inadequate=found.inadequate,
        advice=(*few(data), "assumes_one_effect"),
    )
