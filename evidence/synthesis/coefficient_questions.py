"""Ask a meta-regression about several coefficients together."""

from collections.abc import Mapping, Sequence

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.stats.coefficients import contrasts
from evidence.stats.likelihood_ratio import LikelihoodRatio, likelihood_ratio_test
from evidence.synthesis.meta_regression import named, together
from evidence.synthesis.regression_results import Coefficient, MetaRegression, ModeratorTest


def contrast(regression: MetaRegression, parts: Mapping[str, float]) -> Coefficient:
    """Return a sum of coefficients, each multiplied by a number, with its test and interval.

    Parameters
    ----------
    regression : MetaRegression
    parts : mapping of str to float
        What each coefficient is multiplied by; the others by 0.

    Returns
    -------
    Coefficient

    Raises
    ------
    ChoiceUnknown
        For a coefficient that does not exist, with those that do.

    References
    ----------
    Knapp G, Hartung J (2003). https://doi.org/10.1002/sim.1482

    Examples
    --------
    >>> from evidence.synthesis.meta_regression import meta_regression
    >>> trials = {
    ...     "yi": [0.1, 0.3, 0.6, 0.5, 0.9, 0.4],
    ...     "vi": [0.02, 0.03, 0.02, 0.04, 0.03, 0.03],
    ...     "dose": ["low", "mid", "high", "mid", "high", "low"],
    ... }
    >>> found = meta_regression("yi ~ dose", trials)
    >>> contrast(found, {"dose[T.low]": 1, "dose[T.mid]": -1}).name
    '1 dose[T.low] - 1 dose[T.mid]'
    """
    places = _places(regression, list(parts))
    row = np.zeros(len(regression.coefficients))
    row[places] = list(parts.values())
    told = " ".join(
        f"{'-' if times < 0 else '+'} {abs(times):g} {name}" for name, times in parts.items()
    )
    name = told.removeprefix("+ ")
    return named(contrasts(regression.solved, row), [name], intercept=0)[0]


def joint_test(regression: MetaRegression, names: Sequence[str]) -> ModeratorTest:
    """Return the test that several coefficients are zero at once, such as those of a factor.

    Parameters
    ----------
    regression : MetaRegression
    names : sequence of str
        Names of the coefficients.

    Returns
    -------
    ModeratorTest

    Raises
    ------
    ChoiceUnknown
        For a coefficient that does not exist, with those that do.

    References
    ----------
    Knapp G, Hartung J (2003). https://doi.org/10.1002/sim.1482

    Examples
    --------
    >>> from evidence.synthesis.meta_regression import meta_regression
    >>> trials = {
    ...     "yi": [0.1, 0.3, 0.6, 0.5, 0.9, 0.4],
    ...     "vi": [0.02, 0.03, 0.02, 0.04, 0.03, 0.03],
    ...     "dose": ["low", "mid", "high", "mid", "high", "low"],
    ... }
    >>> found = meta_regression("yi ~ dose", trials)
    >>> joint_test(found, ["dose[T.low]", "dose[T.mid]"]).df
    2
    """
    return together(regression.solved, _places(regression, names), regression.names)


def compare_models(full: MetaRegression, reduced: MetaRegression) -> LikelihoodRatio:
    """Compare a meta-regression with one that has fewer moderators, by their likelihoods.

    Parameters
    ----------
    full, reduced : MetaRegression
        Of the same effects, both by ``tau2_method="ML"`` or both with a common effect.

    Returns
    -------
    LikelihoodRatio

    Raises
    ------
    ChoiceUnknown
        For models that are not by ML: other likelihoods cannot be compared.
    ValueError
        For models of different effects, or when the first has no more coefficients.

    References
    ----------
    Huizenga HM, Visser I, Dolan CV (2011). https://doi.org/10.1348/000711010X522687

    Examples
    --------
    >>> from evidence.synthesis.meta_regression import meta_regression
    >>> trials = {
    ...     "yi": [0.1, 0.3, 0.6, 0.5, 0.9, 0.4],
    ...     "vi": [0.02, 0.03, 0.02, 0.04, 0.03, 0.03],
    ...     "year": [1990, 1995, 2000, 2005, 2010, 1992],
    ... }
    >>> full = meta_regression("yi ~ year", trials, tau2_method="ML")
    >>> reduced = meta_regression("yi ~ 1", trials, tau2_method="ML")
    >>> compare_models(full, reduced).df
    1
    """
    for one in (full, reduced):
        if one.tau2_method not in ("ML", "none"):
            raise ChoiceUnknown("tau2_method", one.tau2_method, ("ML",))
    if (full.k, full.model) != (reduced.k, reduced.model):
        raise ValueError(
            f"models of {full.k} and {reduced.k} effects, {full.model} and {reduced.model}"
        )
    df = len(full.coefficients) - len(reduced.coefficients)
    if df < 1:
        raise ValueError("the first model has no more coefficients than the second")
    return likelihood_ratio_test(full.fit.log_likelihood, reduced.fit.log_likelihood, df=df)


def _places(regression: MetaRegression, names: Sequence[str]) -> list[int]:
    for name in names:
        if name not in regression.names:
            raise ChoiceUnknown("coefficient", name, regression.names)
    return [regression.names.index(name) for name in names]
