"""Treatments made of parts: the effect of each part, when effects of parts add up."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from evidence.chosen import require_level
from evidence.errors import ChoiceUnknown
from evidence.records.shown import Shown
from evidence.stats.network.components import ComponentFit, fit_components
from evidence.stats.quantiles import two_sided, two_sided_p
from evidence.synthesis.choices import MODELS
from evidence.synthesis.network_table import network_of
from evidence.synthesis.readers_scale import readers_scale
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentEffect:
    """One component against none; NaN where the data do not tell it from others."""

    component: str
    estimate: float
    se: float
    ci_low: float
    ci_high: float
    p_value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkComponents(Shown):
    """The effects of components of treatments, on the analysis scale.

    ``q`` tests that effects of components add up. ``inactive`` is the treatment without any.
    """

    measure: Measure
    effects: tuple[ComponentEffect, ...]
    inactive: str
    treatments: tuple[str, ...]
    model: str
    tau2: float
    tau2_method: str
    ci_method: str
    q: float
    q_df: int
    q_p_value: float
    level: float
    k: int

    def as_read(self) -> dict[str, tuple[float, ...]]:
        """Return estimate and limits of every component on the scale people read."""
        return {
            one.component: readers_scale(self.measure, one.estimate, one.ci_low, one.ci_high)
            for one in self.effects
        }

    def to_frame(self) -> "pd.DataFrame":
        """Return one row a component, on the analysis scale."""
        import pandas as pd

        rows = pd.DataFrame([asdict(one) for one in self.effects])
        return rows.assign(measure=self.measure.value, model=self.model, tau2=self.tau2)

    def __str__(self) -> str:
        told = "; ".join(
            f"{name} {estimate:.4g} [{low:.4g}, {high:.4g}]"
            for name, (estimate, low, high) in self.as_read().items()
        )
        return f"{self.measure} of components: {told} (k = {self.k}, {self.model}, additive)"


def network_components(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    inactive: str = "",
    separator: str = "+",
    measure: Measure | str | None = None,
    columns: Mapping[str, str] | None = None,
    model: str = "random",
    level: float = 0.95,
) -> NetworkComponents:
    """Estimate what each component of combined treatments does.

    Parameters
    ----------
    table : DataFrame or mapping of str to sequence
        As for :func:`evidence.network`, with treatments named by their components: ``"drug +
        therapy"``. The network may fall apart where components are shared between the parts.
    inactive : str
        The treatment without any component, such as placebo; none when not given.
    separator : str
        What stands between components.
    measure, columns
        As for :func:`evidence.network`.
    model : {"random", "common"}
        Random effects have the additive model's variance by the method of moments.
    level : float
        Confidence level.

    Returns
    -------
    NetworkComponents

    Raises
    ------
    ChoiceUnknown
        For a column, a choice or an inactive treatment that does not exist, with those that do.
    ValueError
        Naming rows that cannot be used, as for :func:`evidence.network`.

    Notes
    -----
    netmeta's ``netcomb`` and ``discomb``. That effects add up is an assumption; ``q`` tests it.

    References
    ----------
    Rücker G, Petropoulou M, Schwarzer G (2020). https://doi.org/10.1002/bimj.201800167

    Examples
    --------
    >>> trials = {
    ...     "study": ["A", "B", "C"],
    ...     "treat1": ["drug", "therapy", "drug + therapy"],
    ...     "treat2": ["placebo", "placebo", "placebo"],
    ...     "yi": [-0.2, -0.4, -0.7],
    ...     "vi": [0.04, 0.05, 0.03],
    ... }
    >>> print(network_components(trials, inactive="placebo", measure="SMD"))
    SMD of components: drug -0.2333 [-0.5534, 0.08673]; therapy -0.4417 [-0.7764, -0.1069] \
(k = 3, random, additive)
    """
    require_level(level)
    if model not in MODELS:
        raise ChoiceUnknown("model", model, MODELS)
    given = network_of(table, measure=measure, named=columns)
    if inactive and inactive not in given.treatments:
        raise ChoiceUnknown("inactive", inactive, given.treatments)
    parts = [
        [] if name == inactive else [part.strip() for part in name.split(separator)]
        for name in given.treatments
    ]
    names = sorted({part for one in parts for part in one})
    made_of = np.array([[float(name in one) for name in names] for one in parts])
    common = model == "common"
    fit = fit_components(given.comparisons, made_of, tau2=0.0 if common else None)
    return NetworkComponents(
        measure=given.measure,
        effects=_effects(fit, names, level),
        inactive=inactive,
        treatments=given.treatments,
        model=model,
        tau2=fit.tau2,
        tau2_method="none" if common else "DL",
        ci_method="wald",
        q=fit.q.q,
        q_df=fit.q.df,
        q_p_value=fit.q.p_value,
        level=level,
        k=len(given.studies),
    )


def _effects(fit: ComponentFit, names: Sequence[str], level: float) -> tuple[ComponentEffect, ...]:
    away = two_sided(level, None)
    return tuple(
        ComponentEffect(
            component=name,
            estimate=estimate,
            se=se,
            ci_low=estimate - away * se,
            ci_high=estimate + away * se,
            p_value=two_sided_p(estimate / se, None),
        )
        for name, estimate, se in zip(names, fit.effects.tolist(), fit.se.tolist(), strict=True)
    )
