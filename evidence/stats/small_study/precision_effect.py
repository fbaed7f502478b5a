"""PET-PEESE: the effect of a study without sampling error, by regression.

Vocabulary
----------
yi, vi : effects and their sampling variances
PET : precision-effect test, with the standard error as predictor
PEESE : precision-effect estimate with standard error, with the sampling variance as predictor
"""

from typing import NamedTuple

from evidence.stats.floats import Reported
from evidence.stats.pooling import ratio
from evidence.stats.quantiles import two_sided_p
from evidence.stats.refusal import require_choice
from evidence.stats.small_study.asymmetry_regression import (
    AsymmetryRegression,
    asymmetry_regression,
)

SIDES = ("greater", "less", "two.sided")


class PrecisionEffect(NamedTuple):
    """Both regressions, and which of them the conditional rule chooses.

    ``p_effect`` is the p-value of PET's intercept that the rule looked at.
    """

    pet: AsymmetryRegression
    peese: AsymmetryRegression
    p_effect: float
    chosen: str

    @property
    def estimate(self) -> AsymmetryRegression:
        """The regression chosen; its ``limit`` is the estimate."""
        return self.peese if self.chosen == "PEESE" else self.pet


def pet_peese(
    yi: Reported,
    vi: Reported,
    *,
    alpha: float = 0.05,
    direction: str = "greater",
    level: float = 0.95,
) -> PrecisionEffect:
    """Estimate the effect of an infinitely large study by PET-PEESE.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects on the analysis scale and their sampling variances; k at least 3.
    alpha : float
        Level at which PET's intercept decides between the two.
    direction : {"greater", "less", "two.sided"}
        Direction in which PET's intercept is tested.
    level : float
        Confidence level of the estimates.

    Returns
    -------
    PrecisionEffect

    Raises
    ------
    ValueError
        For an unknown direction, an alpha not between 0 and 1, or bad effects.

    Notes
    -----
    Weighted least squares with weights 1/vi and a common factor. PEESE where PET's intercept is
    significant, PET where it is not. Unreliable with fewer than twenty studies, with much
    heterogeneity, or where all studies are about the same size.

    References
    ----------
    Stanley TD, Doucouliagos H (2014). doi:10.1002/jrsm.1095
    Stanley TD (2017). doi:10.1177/1948550617693062

    Examples
    --------
    >>> found = pet_peese([0.1, 0.2, 0.4, 0.7], [0.01, 0.02, 0.05, 0.1])
    >>> found.chosen, round(found.estimate.limit, 3)
    ('PET', -0.169)
    """
    require_choice("direction", direction, SIDES)
    if not 0 < alpha < 1:
        raise ValueError(f"alpha: {alpha!r} is not between 0 and 1")
    pet, peese = (
        asymmetry_regression(yi, vi, model="lm", predictor=predictor, level=level)
        for predictor in ("sei", "vi")
    )
    p_effect = _p_of_intercept(pet, direction)
    return PrecisionEffect(pet, peese, p_effect, "PEESE" if p_effect < alpha else "PET")


def _p_of_intercept(pet: AsymmetryRegression, direction: str) -> float:
    t = ratio(pet.intercept, pet.intercept_se)
    two = two_sided_p(t, pet.df)
    if direction == "two.sided":
        return two
    agrees = t > 0 if direction == "greater" else t < 0
    return two / 2 if agrees else 1 - two / 2
