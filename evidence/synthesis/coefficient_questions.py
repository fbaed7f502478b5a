"""Ask a model with moderators about several coefficients together."""

from collections.abc import Mapping, Sequence

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.stats.dependent.profile_interval import likelihood_ratio
from evidence.stats.floats import Floats
from evidence.stats.likelihood_ratio import LikelihoodRatio, likelihood_ratio_test
from evidence.synthesis.coefficient_answers import (
    Contrast,
    JointTest,
    ModelComparison,
    resting_on,
)
from evidence.synthesis.combined import Moderated, combined, require_model, tested_together
from evidence.synthesis.multilevel_results import MultilevelResult
from evidence.synthesis.pooled_coefficients import coefficient_named
from evidence.synthesis.regression_results import MetaRegression, ModeratorTest


def contrast(regression: Moderated, parts: Mapping[str, float]) -> Contrast:
    """Return a sum of coefficients, each multiplied by a number, with its test and interval.

    Parameters
    ----------
    regression : MetaRegression or MultilevelResult
        Tested as the model was: by Satterthwaite's degrees of freedom where intervals are
        cluster-robust.
    parts : mapping of str to float
        What each coefficient is multiplied by; the others by 0.

    Returns
    -------
    Contrast

    Raises
    ------
    TypeError
        For what is no model with coefficients.
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
    require_model(regression, Moderated)
    found = coefficient_named(_told(parts), combined(regression, _rows(regression, [parts]))[0])
    return resting_on(Contrast, regression, found)


def joint_test(regression: Moderated, names: Sequence[str | Mapping[str, float]]) -> JointTest:
    """Return the test that several coefficients are zero at once, such as those of a factor.

    Parameters
    ----------
    regression : MetaRegression or MultilevelResult
    names : sequence of str or mapping of str to float
        Names of the coefficients, or of a factor for all of its own; or sums of them, as for
        :func:`contrast`.

    Returns
    -------
    JointTest

    Raises
    ------
    TypeError
        For what is no model with coefficients.
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
    >>> joint_test(found, ["dose[T.low]", "dose[T.mid]"]).df, joint_test(found, ["dose"]).df
    (2, 2)
    """
    require_model(regression, Moderated)
    if not names or len({str(one) for one in names}) < len(names):
        raise ValueError(f"coefficients to test: {list(names)}; each once, at least one")
    named = [name for one in names for name in _of_factor(regression, one)]
    asked = [{one: 1.0} if isinstance(one, str) else one for one in named]
    test = tested_together(regression, _rows(regression, asked))
    found = ModeratorTest(
        names=tuple(one if isinstance(one, str) else _told(one) for one in named),
        statistic=test.statistic,
        df=test.df,
        residual_df=test.residual_df,
        p_value=test.p_value,
    )
    return resting_on(JointTest, regression, found)


def compare_models(full: Moderated, reduced: Moderated) -> ModelComparison:
    """Compare a model with one that has fewer moderators, by their likelihoods.

    Parameters
    ----------
    full, reduced : MetaRegression or MultilevelResult
        Of the same effects, both by ``tau2_method="ML"`` or both with a common effect. Models of
        dependent effects may differ in random terms too; with the same moderators they may both
        be by REML. For one variance that is zero in the smaller model the p-value is twice too
        large: zero is the edge of what is possible.

    Returns
    -------
    ModelComparison

    Raises
    ------
    TypeError
        For what is no model with coefficients.
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
    require_model(full, Moderated)
    require_model(reduced, Moderated)
    return ModelComparison(
        full=_terms(full),
        reduced=_terms(reduced),
        k=full.k,
        tau2_method=full.tau2_method,
        converged=full.converged and reduced.converged,
        local_maxima=max(full.local_maxima, reduced.local_maxima),
        **_likelihood_ratio(full, reduced)._asdict(),
    )


def _terms(model: Moderated) -> str:
    """Return a model's moderators, and its random terms where it has any, as they were written."""
    if isinstance(model, MetaRegression):
        return model.formula
    return "; ".join((model.moderators, *model.random))


def _likelihood_ratio(full: Moderated, reduced: Moderated) -> LikelihoodRatio:
    if isinstance(full, MultilevelResult) and isinstance(reduced, MultilevelResult):
        return LikelihoodRatio(*likelihood_ratio(full.solved, reduced.solved)[:3])
    if not (isinstance(full, MetaRegression) and isinstance(reduced, MetaRegression)):
        raise ValueError("a model of dependent effects and one of independent effects")
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


def _of_factor(
    regression: Moderated, one: str | Mapping[str, float]
) -> list[str | Mapping[str, float]]:
    """Return the coefficients of a factor where it is named; else what was asked for."""
    if not isinstance(one, str | Mapping):
        raise ChoiceUnknown("coefficient", str(one), regression.names)
    if isinstance(one, str) and one not in regression.names:
        return [name for name in regression.names if name.startswith(f"{one}[")] or [one]
    return [one]


def _rows(regression: Moderated, sums: Sequence[Mapping[str, float]]) -> Floats:
    """Return sums of coefficients as rows of what each coefficient is multiplied by."""
    rows = np.zeros((len(sums), len(regression.names)))
    for row, parts in zip(rows, sums, strict=True):
        for name, times in parts.items():
            if name not in regression.names:
                raise ChoiceUnknown("coefficient", name, regression.names)
            row[regression.names.index(name)] = times
    return rows


def _told(parts: Mapping[str, float]) -> str:
    told = " ".join(
        f"{'-' if times < 0 else '+'} {abs(times):g} {name}" for name, times in parts.items()
    )
    return told.removeprefix("+ ")
