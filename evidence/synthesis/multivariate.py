"""Pool several outcomes of each study together."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Unpack

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.stats.floats import Bools, Floats
from evidence.stats.heterogeneity import inconsistency_from_q
from evidence.stats.multivariate.fit import MultivariateFit, fit_multivariate
from evidence.stats.multivariate.outcomes import Outcomes, outcomes_of, with_correlation
from evidence.synthesis.effects_of_table import measure_of, numbers, refuse_rows
from evidence.synthesis.joint_choices import JointChoices, JointChosen, choose_joint
from evidence.synthesis.moderators import moderators_of
from evidence.synthesis.multivariate_results import MultivariateResult, OutcomeSpread
from evidence.synthesis.pooled_coefficients import named_coefficients
from evidence.synthesis.regression_data import too_few
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.table_rows import names_of
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd


def multivariate(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    yi: Sequence[str],
    vi: Sequence[str],
    errors: "float | Sequence[Sequence[Sequence[float]]] | Floats",
    moderators: str = "1",
    measure: Measure | str | None = None,
    study: str = "study",
    **choices: Unpack[JointChosen],
) -> MultivariateResult | NotEstimable:
    """Pool several outcomes of each study together.

    Parameters
    ----------
    table : DataFrame or mapping of str to sequence
        One row a study.
    yi, vi : sequence of str
        Columns with the effects on each outcome and their sampling variances; empty cells where
        a study has none.
    errors : float, or array_like of shape (studies, outcomes, outcomes)
        How sampling errors of one study correlate: one correlation assumed for all, or every
        study's covariance matrix.
    moderators : str
        ``"year + dose"``, as for :func:`evidence.meta_regression`; means alone when not given.
    measure : str, optional
        What the effects are, as for :func:`evidence.pool`.
    study : str
        Column that names the studies; not needed.
    **choices
        ``tau2_method`` ("REML"), ``structure`` ("UN"), ``level`` (0.95); see
        :class:`evidence.synthesis.joint_choices.JointChoices`.

    Returns
    -------
    MultivariateResult or NotEstimable
        Not estimable with no more effects than coefficients.

    Raises
    ------
    ChoiceUnknown
        For a column, an option or a choice that does not exist, with those that do.
    ValueError
        Naming every row that cannot be used by its position (counted from zero) and why.

    Notes
    -----
    y ~ N(X b, S + psi), mixmeta's ``mixmeta``. An outcome that some studies lack borrows strength
    from those they have. The highest of all tops of the likelihood is taken.

    References
    ----------
    Jackson D, Riley R, White IR (2011). https://doi.org/10.1002/sim.4172

    Examples
    --------
    >>> trials = {
    ...     "pain": [0.1, 0.4, 0.9, 0.3],
    ...     "pain_v": [0.02, 0.03, 0.02, 0.02],
    ...     "mood": [0.2, 0.6, None, 0.2],
    ...     "mood_v": [0.02, 0.02, None, 0.03],
    ... }
    >>> print(
    ...     multivariate(
    ...         trials, yi=["pain", "mood"], vi=["pain_v", "mood_v"], errors=0.5, measure="SMD",
    ...     )
    ... )
    SMD pain 0.4381 [0.1001, 0.7761]; mood 0.5073 [0.132, 0.8827] (k = 4, REML, tau2 = \
0.09707, 0.1166)
    """
    chosen = choose_joint(**choices)
    given, names = _given(table, (tuple(yi), tuple(vi)), errors, moderators)
    n, p = given.columns.shape
    if n <= p:
        return too_few("multivariate", given.columns)
    fit = fit_multivariate(given, method=chosen.tau2_method, structure=chosen.structure)
    rows = tuple(names_of(table, study, len(given.y)))
    told = _Told(measure_of(table, measure), tuple(yi), rows, moderators, names)
    return _result(fit, told, chosen)


class _Told(NamedTuple):
    """What the result says of where it came from."""

    measure: Measure
    outcomes: tuple[str, ...]
    studies: tuple[str, ...]
    moderators: str
    columns: tuple[str, ...]


def _result(fit: MultivariateFit, told: _Told, chosen: JointChoices) -> MultivariateResult:
    names = [
        outcome if column == "Intercept" else f"{outcome}:{column}"
        for column in told.columns
        for outcome in told.outcomes
    ]
    errors = np.sqrt(np.diag(fit.covariance))
    return MultivariateResult(
        measure=told.measure,
        outcomes=told.outcomes,
        studies=told.studies,
        moderators=told.moderators,
        coefficients=named_coefficients(names, fit.coefficients, errors, level=chosen.level),
        spread=_spread(told.outcomes, fit),
        correlations=_correlations(fit.psi),
        q=fit.q.q,
        q_df=fit.q.df,
        q_p_value=fit.q.p_value,
        log_likelihood=None if np.isnan(fit.log_likelihood) else fit.log_likelihood,
        tau2_method=chosen.tau2_method,
        ci_method="wald",
        structure=chosen.structure,
        converged=fit.converged,
        local_maxima=fit.local_maxima,
        level=chosen.level,
        k=len(fit.outcomes.y),
        solved=fit,
    )


def _given(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    headings: tuple[tuple[str, ...], tuple[str, ...]],
    errors: Any,
    moderators: str,
) -> tuple[Outcomes, tuple[str, ...]]:
    import pandas as pd

    effects, variances = headings
    for option, columns in (("yi", effects), ("vi", variances)):
        for column in columns:
            if column not in table:
                raise ChoiceUnknown(option, column, [str(name) for name in table])
    if len(effects) != len(variances) or not effects:
        raise ValueError(f"{len(effects)} columns of effects and {len(variances)} of variances")
    y = np.column_stack([numbers(table[name]) for name in effects])
    v = np.column_stack([numbers(table[name]) for name in variances])
    refuse_rows(*_faults(headings, y, v))
    if np.ndim(errors) == 0:
        s = with_correlation(v, float(errors))
    else:
        s = np.asarray(errors, dtype=np.float64)
        seen = ~np.isnan(y)
        own = np.diagonal(s, axis1=1, axis2=2) if s.ndim == 3 else np.zeros(())
        if own.shape != v.shape or not np.allclose(own[seen], v[seen], rtol=1e-9, atol=0):
            raise ValueError("errors: the diagonals are not the sampling variances of the table")
    if moderators.strip() == "1":
        return outcomes_of(y, s), ("Intercept",)
    found = moderators_of(moderators, pd.DataFrame(table), redundant="refuse")
    return outcomes_of(y, s, x=found.xi), found.terms.names


def _faults(
    headings: tuple[tuple[str, ...], tuple[str, ...]], y: Floats, v: Floats
) -> list[tuple[str, Bools, str]]:
    faults: list[tuple[str, Bools, str]] = []
    for place, (effect, variance) in enumerate(zip(*headings, strict=True)):
        has, one = ~np.isnan(y[:, place]), v[:, place]
        faults.append((effect, np.isinf(y[:, place]), "not a finite number"))
        faults.append((variance, has & ~np.isfinite(one), "not a finite number"))
        faults.append((variance, has & (one <= 0), "not above 0"))
        faults.append((effect, ~has & np.isfinite(one), "missing beside a variance"))
    faults.append(("row", np.asarray(np.isnan(y).all(axis=1)), "without effects"))
    return faults


def _spread(outcomes: tuple[str, ...], fit: MultivariateFit) -> tuple[OutcomeSpread, ...]:
    return tuple(
        OutcomeSpread(
            outcome=name,
            tau2=float(fit.psi[place, place]),
            q=test.q,
            q_df=test.df,
            q_p_value=test.p_value,
            i2=inconsistency_from_q(test.q, test.df).i2,
        )
        for place, (name, test) in enumerate(zip(outcomes, fit.q_of_outcomes, strict=True))
    )


def _correlations(psi: Floats) -> tuple[tuple[float, ...], ...]:
    sd = np.sqrt(np.diag(psi))
    apart = np.where(sd > 0, sd, np.nan)
    return tuple(map(tuple, (psi / apart[:, None] / apart[None, :]).tolist()))
