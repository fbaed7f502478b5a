"""Pool effects that depend on each other: several of one study, outcome, sample or laboratory."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Unpack

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.stats.coefficients import Coefficients, WaldTest
from evidence.stats.covariance_blocks import Block, errors_of
from evidence.stats.dependent.assumed_covariance import Measurements, assumed_covariance
from evidence.stats.dependent.coefficient_tests import coefficients_with_tests
from evidence.stats.dependent.fit import DependentFit, fit_dependent
from evidence.stats.dependent.robust_tests import robust_coefficients, robust_wald_test
from evidence.stats.dependent.sandwich import Sandwich, sandwich
from evidence.stats.floats import Floats
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.effects_of_table import effects_of
from evidence.synthesis.moderators import Terms, moderators_of
from evidence.synthesis.multilevel_choices import (
    BY_CLUSTERS,
    MultilevelChoices,
    MultilevelChosen,
    by_clusters,
    choose_multilevel,
)
from evidence.synthesis.multilevel_results import MultilevelResult
from evidence.synthesis.pooled_coefficients import coefficient_named
from evidence.synthesis.random_terms import RandomTerms, random_terms
from evidence.synthesis.regression_data import too_few
from evidence.synthesis.regression_results import Coefficient, ModeratorTest
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.variance_components import components_of, inconsistency_of, predicted
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd

TRUSTED_DF = 4.0
"""Below this Satterthwaite's test is not to be trusted; Tipton E (2015). doi:10.1037/met0000011"""


def multilevel(
    data: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    random: str | Sequence[str] | None,
    moderators: str = "1",
    structure: str | Sequence[str] = "CS",
    errors: "float | Sequence[Sequence[float]] | Floats | None" = None,
    measure: Measure | str | None = None,
    yi: str = "yi",
    vi: str = "vi",
    **choices: Unpack[MultilevelChosen],
) -> MultilevelResult | NotEstimable:
    """Pool effects of which several belong together.

    Parameters
    ----------
    data : DataFrame or mapping of str to sequence
        One row an effect, as :func:`evidence.escalc` gives it.
    random : str, sequence of str, or None
        What true effects have in common: ``"study/effect"`` for effects within studies (three
        levels), ``["study", "laboratory"]`` for groups that cross, ``"outcome | study"`` for
        outcomes that are correlated within studies. None for common effects, whose errors alone
        may be correlated.
    moderators : str
        ``"year + dose"``, as for :func:`evidence.meta_regression`; ``"0 + outcome"`` gives one
        mean an outcome. A mean alone when not given.
    structure : str or sequence of str
        Of terms with ``|``: ``"CS"``, ``"HCS"``, ``"UN"``, ``"ID"``, ``"DIAG"``, ``"AR"``,
        ``"HAR"`` or ``"CAR"``; see :data:`evidence.stats.dependent.structures.STRUCTURES`.
    errors : float, or array_like of shape (k, k), optional
        How sampling errors of one cluster correlate: one correlation assumed for all pairs, or
        their whole covariance matrix, from which ``vi`` is read where there is no such column.
        Independent when not given, which counts people who were measured twice as two.
    measure, yi, vi : str
        What the effects are, and the columns they and their sampling variances stand in; as for
        :func:`evidence.pool`.
    **choices
        ``tau2_method`` ("REML"), ``ci_method`` ("t"), ``df_method`` ("contain"), ``cluster``,
        ``rule`` ("CR2"), ``intervals`` ("profile"), ``variances`` and
        ``correlations`` that are held at values, ``level`` (0.95); see
        :class:`evidence.synthesis.multilevel_choices.MultilevelChoices`.

    Returns
    -------
    MultilevelResult or NotEstimable
        Not estimable with no more effects than coefficients.

    Raises
    ------
    ChoiceUnknown
        For an option, a choice or a column that does not exist, with those that do.
    ValueError
        Naming every row that cannot be used by its position (counted from zero) and why.

    Notes
    -----
    y ~ N(X b, V + random terms), metafor's ``rma.mv``. The highest of all tops of the likelihood
    is taken. Where correlations are guessed, ``ci_method="cluster-robust"`` makes intervals that
    do not rest on the guess.

    References
    ----------
    Konstantopoulos S (2011). https://doi.org/10.1002/jrsm.35
    Pustejovsky JE, Tipton E (2022). https://doi.org/10.1007/s11121-021-01246-3

    Examples
    --------
    >>> outcomes = {
    ...     "yi": [0.1, 0.2, 0.9, 1.1, 0.5, 0.3],
    ...     "vi": [0.01, 0.02, 0.01, 0.02, 0.01, 0.02],
    ...     "study": ["A", "A", "B", "B", "C", "C"],
    ...     "effect": [1, 2, 1, 2, 1, 2],
    ... }
    >>> found = multilevel(outcomes, random="study/effect", measure="SMD", intervals="none")
    >>> round(found.estimate, 3), [round(one.value, 3) for one in found.components]
    (0.511, [0.171, 0.0])
    """
    chosen = choose_multilevel(**choices)
    effects = effects_of(_with_variances(data, vi, errors), measure=measure, yi=yi, vi=vi)
    terms = random_terms(random, structure, data, chosen.held)
    needed = isinstance(errors, int | float) or chosen.ci_method == "cluster-robust"
    cluster = _clusters(chosen.cluster or terms.outermost, data, len(effects.effects), needed)
    xi, names, made = _moderators(moderators, data)
    if len(xi) <= xi.shape[1]:
        return too_few("multilevel", xi)
    fit = _fit(effects, terms, xi, _Errors(errors, cluster), chosen.tau2_method)
    assumed = "independent" if errors is None else "given"
    told = _Told(effects, terms, moderators, names, made, cluster, assumed)
    if isinstance(errors, int | float):
        told = told._replace(sampling=f"correlated {errors:g}")
    return _result(fit, told, chosen)


class _Told(NamedTuple):
    """What the result says of where it came from."""

    effects: EffectSet
    terms: RandomTerms
    moderators: str
    names: tuple[str, ...]
    made: Terms | None
    cluster: tuple[Any, ...]
    sampling: str


def _with_variances(
    data: "pd.DataFrame | Mapping[str, Sequence[Any]]", vi: str, errors: Any
) -> "pd.DataFrame | Mapping[str, Sequence[Any]]":
    """Return the table with the diagonal of a whole covariance matrix where it has no variances."""
    if vi in data or np.ndim(errors) != 2:
        return data
    return {**dict(data), vi: np.diagonal(np.asarray(errors)).tolist()}


def _clusters(
    name: str, data: "pd.DataFrame | Mapping[str, Sequence[Any]]", k: int, needed: bool
) -> tuple[Any, ...]:
    if not (name or needed):
        return tuple(range(k))
    if name not in data:
        raise ChoiceUnknown("cluster", name, [str(column) for column in data])
    return tuple(data[name])


def _moderators(
    moderators: str, data: "pd.DataFrame | Mapping[str, Sequence[Any]]"
) -> tuple[Floats, tuple[str, ...], Terms | None]:
    import pandas as pd

    table = pd.DataFrame(data)
    if moderators.strip() == "1":
        return np.ones((len(table), 1)), ("Intercept",), None
    found = moderators_of(moderators, table, redundant="refuse")
    return found.xi, found.terms.names, found.terms


class _Errors(NamedTuple):
    """How sampling errors correlate, and within what."""

    given: Any
    cluster: tuple[Any, ...]


def _fit(
    effects: EffectSet, terms: RandomTerms, xi: Floats, errors: _Errors, method: str
) -> DependentFit:
    yi = np.array([effect.yi for effect in effects.effects])
    vi = np.array([effect.vi for effect in effects.effects])
    blocks = _blocks(errors, vi)
    return fit_dependent(yi, vi, terms=terms.terms, blocks=blocks, xi=xi, method=method)


def _blocks(errors: _Errors, vi: Floats) -> tuple[Block, ...]:
    if errors.given is None:
        return ()
    if np.ndim(errors.given) == 0:
        each = Measurements(range(len(vi)), float(errors.given))
        return assumed_covariance(vi, errors.cluster, measured=each)
    given = errors_of(errors.given)
    if len(given.vi) != len(vi) or not np.allclose(given.vi, vi, rtol=1e-9, atol=0):
        raise ValueError("errors: the diagonal is not the sampling variances of the table")
    return given.blocks


def _result(fit: DependentFit, told: _Told, chosen: MultilevelChoices) -> MultilevelResult:
    robust = None
    if chosen.ci_method == "cluster-robust":
        robust = sandwich(fit, told.cluster, rule=chosen.rule)
    clusters = len(set(told.cluster))
    tested, omnibus = _tests(fit, robust, chosen, clusters)
    named = tuple(map(coefficient_named, told.names, tested))
    df_method = "none" if chosen.ci_method == "wald" else chosen.df_method
    if robust is not None and df_method != BY_CLUSTERS:
        df_method = "satterthwaite"
    return MultilevelResult(
        measure=told.effects.measure,
        random=told.terms.names,
        moderators=told.moderators,
        coefficients=named,
        omnibus=_together(omnibus, fit, told.names),
        components=components_of(fit, told.terms.names, chosen),
        q=fit.q.q,
        q_df=fit.q.df,
        q_p_value=fit.q.p_value,
        i2=inconsistency_of(fit),
        prediction=predicted(fit, named[0], chosen),
        fit=fit.fit,
        level=chosen.level,
        k=len(fit.data.yi),
        clusters=clusters,
        tau2_method=chosen.tau2_method,
        ci_method=f"cluster-robust {chosen.rule}" if robust is not None else chosen.ci_method,
        df_method=df_method,
        sampling=told.sampling,
        converged=fit.converged,
        local_maxima=fit.local_maxima,
        separable=fit.separable,
        left_out=(),
        adjustments=_notes(fit, named, robust=robust is not None),
        solved=fit,
        robust=robust,
        terms=told.made,
    )


def _tests(
    fit: DependentFit, robust: Sandwich | None, chosen: MultilevelChoices, clusters: int
) -> tuple[tuple[Coefficients, ...], WaldTest]:
    if robust is None:
        test = "z" if chosen.ci_method == "wald" else "t"
        found = coefficients_with_tests(fit, test=test, dfs=chosen.df_method, level=chosen.level)
        return found.coefficients, found.omnibus
    rows = np.eye(len(fit.coefficients))[list(fit.design.moderators)]
    df = by_clusters(chosen.df_method, clusters, len(fit.coefficients))
    return (
        robust_coefficients(fit.coefficients, robust, df=df, level=chosen.level),
        robust_wald_test(fit.coefficients, robust, rows, df=df),
    )


def _together(test: WaldTest, fit: DependentFit, names: tuple[str, ...]) -> ModeratorTest:
    return ModeratorTest(
        names=tuple(names[place] for place in fit.design.moderators),
        statistic=test.statistic,
        df=test.df,
        residual_df=test.residual_df,
        p_value=test.p_value,
    )


def _notes(
    fit: DependentFit, coefficients: tuple[Coefficient, ...], *, robust: bool
) -> tuple[str, ...]:
    told = {
        "tau2_not_converged": not fit.converged,
        "several_maxima": fit.local_maxima > 1,
        "variances_not_separable": not fit.separable,
        "few_clusters": robust and any((one.df or 0) < TRUSTED_DF for one in coefficients),
    }
    return tuple(key for key, holds in told.items() if holds)
