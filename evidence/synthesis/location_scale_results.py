"""The results of a location-scale model: frozen, on the analysis scale, never rounded."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from evidence.records.shown import Shown
from evidence.stats.coefficients import Coefficients
from evidence.stats.fit_statistics import FitStatistics
from evidence.stats.heterogeneity import CochranQ
from evidence.synthesis.moderators import Terms
from evidence.synthesis.regression_results import Coefficient, ModeratorTest, coefficients_as_read
from evidence.synthesis.results import LeftOut
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationScaleRegression(Shown):
    """A location-scale model with the methods that made it.

    ``location`` says what goes with larger effects and ``scale`` what goes with more variation;
    scale coefficients are of the logarithm of tau squared, or of tau squared itself where
    ``link`` is ``"identity"``. ``tau2`` has one number for each effect fitted.
    """

    formula: str
    scale_formula: str
    link: str
    measure: Measure
    location: tuple[Coefficient, ...]
    scale: tuple[Coefficient, ...]
    location_test: ModeratorTest
    scale_test: ModeratorTest
    tau2: tuple[float, ...]
    q: CochranQ
    fit: FitStatistics
    level: float
    k: int
    tau2_method: str
    ci_method: str
    prediction_rule: str
    converged: bool
    local_maxima: int
    left_out: tuple[LeftOut, ...]
    adjustments: tuple[str, ...]
    solved: Coefficients = field(repr=False, compare=False)
    solved_scale: Coefficients = field(repr=False, compare=False)
    terms: Terms = field(repr=False, compare=False)
    scale_terms: Terms = field(repr=False, compare=False)

    def as_read(self) -> Mapping[str, tuple[float, float, float]]:
        """Return each coefficient of the location with its limits as people read it.

        Coefficients of the scale are those of a variance and have no other scale to be read on.
        """
        return coefficients_as_read(self.measure, self.location)

    def to_frame(self) -> "pd.DataFrame":
        """Return one tidy row a coefficient, on the analysis scale."""
        import pandas as pd

        rows = [
            {"part": part, **asdict(one)}
            for part, coefficients in (("location", self.location), ("scale", self.scale))
            for one in coefficients
        ]
        return pd.DataFrame(rows).assign(k=self.k, link=self.link, tau2_method=self.tau2_method)

    def __str__(self) -> str:
        told = "; ".join(
            f"{one.name} {one.estimate:.4g} [{one.ci_low:.4g}, {one.ci_high:.4g}]"
            for one in (*self.location, *self.scale)
        )
        formulas = f"{self.measure} ~ {self.formula}, {self.link} tau2 ~ {self.scale_formula}"
        return f"{formulas}: {told} (k = {self.k}, {self.tau2_method}, {self.ci_method})"
