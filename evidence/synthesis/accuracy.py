"""Pool how well a test tells the diseased from the healthy."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.stats.accuracy.bivariate import BivariateFit, fit_bivariate, shares
from evidence.stats.accuracy.roc import area_under, sensitivity_at
from evidence.stats.accuracy.single_studies import single_studies
from evidence.stats.accuracy.tables import CORRECTIONS, AccuracyTables, accuracy_tables
from evidence.stats.quantiles import two_sided
from evidence.synthesis.accuracy_results import AccuracyResult, Share
from evidence.synthesis.effects_of_table import numbers, refuse_rows
from evidence.synthesis.joint_choices import JointChoices, JointChosen, choose_joint
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.table_rows import names_of

if TYPE_CHECKING:
    import pandas as pd

COUNTS = ("tp", "fn", "fp", "tn")


def accuracy(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    study: str = "study",
    correction: str = "all",
    columns: Mapping[str, str] | None = None,
    **choices: Unpack[JointChosen],
) -> AccuracyResult | NotEstimable:
    """Pool how well a test tells the diseased from the healthy.

    Parameters
    ----------
    table : DataFrame or mapping of str to sequence
        One row a study: ``tp``, ``fn`` (diseased with a positive and a negative test), ``fp``,
        ``tn`` (healthy with a positive and a negative test).
    study : str
        Column that names the studies; not needed.
    correction : {"all", "single", "none"}
        Whether 0.5 is added to the counts of all studies once one has an empty cell, or to those
        that have one, or to none.
    columns : mapping of str to str, optional
        Headings that are not as above: ``{"tp": "TP"}``.
    **choices
        ``tau2_method`` ("REML"), ``level`` (0.95); see
        :class:`evidence.synthesis.joint_choices.JointChoices`.

    Returns
    -------
    AccuracyResult or NotEstimable
        Not estimable for one study with variance between studies.

    Raises
    ------
    ChoiceUnknown
        For a column, an option or a choice that does not exist, with those that do.
    ValueError
        Naming every row that cannot be used by its position (counted from zero) and why.

    Notes
    -----
    The bivariate model of logits, mada's ``reitsma``. Sensitivity and specificity of a test move
    against each other with its threshold, so that pooling them apart misleads.

    References
    ----------
    Reitsma JB et al. (2005). https://doi.org/10.1016/j.jclinepi.2005.02.022

    Examples
    --------
    >>> counts = {
    ...     "tp": [18, 40, 27, 9, 33],
    ...     "fn": [2, 19, 5, 3, 7],
    ...     "fp": [3, 9, 2, 5, 6],
    ...     "tn": [30, 60, 41, 22, 71],
    ... }
    >>> print(accuracy(counts))
    sensitivity 0.7864 [0.6807, 0.8641], specificity 0.8984 [0.8422, 0.936] (k = 5, bivariate, REML)
    """
    chosen = choose_joint(**choices)
    if chosen.structure != "UN":
        raise ChoiceUnknown("structure", chosen.structure, ("UN",))
    if correction not in CORRECTIONS:
        raise ChoiceUnknown("correction", str(correction), CORRECTIONS)
    tables = _tables(table, columns or {}, correction)
    labels = tuple(names_of(table, study, len(tables.tp)))
    if len(labels) == 1 and chosen.tau2_method != "FE":
        return NotEstimable(wanted="pooled", reason="one_study", values={"labels": labels[0]})
    fit = fit_bivariate(tables, method=chosen.tau2_method)
    return _result(fit, labels, chosen, correction)


def _tables(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]", named: Mapping[str, str], correction: str
) -> AccuracyTables:
    headings = [str(name) for name in table]
    for name in named:
        if name not in COUNTS:
            raise ChoiceUnknown("column", name, COUNTS)
    for name in COUNTS:
        if named.get(name, name) not in table:
            raise ChoiceUnknown(name, named.get(name, name), headings)
    counts = {name: numbers(table[named.get(name, name)]) for name in COUNTS}
    if len(set(map(len, counts.values()))) > 1:
        raise ValueError("columns of different lengths")
    sick, well = counts["tp"] + counts["fn"], counts["fp"] + counts["tn"]
    refuse_rows(
        *(
            (named.get(name, name), bad, why)
            for name, one in counts.items()
            for bad, why in ((~np.isfinite(one), "not a finite number"), (one < 0, "below 0"))
        ),
        ("tp and fn", sick == 0, "count nobody"),
        ("fp and tn", well == 0, "count nobody"),
    )
    return accuracy_tables(*counts.values(), to=correction)


def _result(
    fit: BivariateFit, labels: tuple[str, ...], chosen: JointChoices, correction: str
) -> AccuracyResult:
    pooled, rates = fit.pooled, fit.tables.false_positive_rate
    se = np.sqrt(np.diag(pooled.covariance))
    reach = two_sided(chosen.level, None) * se
    low, high = shares(pooled.coefficients - reach), shares(pooled.coefficients + reach)
    middle, sd = shares(pooled.coefficients), np.sqrt(np.diag(pooled.psi))
    together = float(sd[0] * sd[1])
    (one, other) = pooled.coefficients.tolist()
    return AccuracyResult(
        sensitivity=Share(estimate=float(middle[0]), ci_low=float(low[0]), ci_high=float(high[0])),
        specificity=Share(
            estimate=1 - float(middle[1]), ci_low=1 - float(high[1]), ci_high=1 - float(low[1])
        ),
        logit_sensitivity=(one, float(se[0])),
        logit_false_positive_rate=(other, float(se[1])),
        tau2_sensitivity=float(pooled.psi[0, 0]),
        tau2_false_positive_rate=float(pooled.psi[1, 1]),
        correlation=float(pooled.psi[0, 1]) / together if together > 0 else float("nan"),
        area=_area(fit, 0.0, 1.0),
        area_where_seen=_area(fit, float(rates.min()), float(rates.max())),
        log_likelihood=None if np.isnan(fit.log_likelihood) else fit.log_likelihood,
        tau2_method=chosen.tau2_method,
        ci_method="wald",
        correction=correction,
        converged=pooled.converged,
        local_maxima=pooled.local_maxima,
        studies=labels,
        level=chosen.level,
        k=len(labels),
        singles=single_studies(fit.tables, level=chosen.level),
        solved=fit,
    )


def _area(fit: BivariateFit, low: float, high: float) -> float | NotEstimable:
    if not (np.diag(fit.pooled.psi) > 0).all() or low == high:
        return NotEstimable(wanted="area", reason="no_spread_no_curve", values={})
    edge = 1e-12
    return area_under(
        lambda rate: float(sensitivity_at(fit, min(max(rate, edge), 1 - edge))[0]), low, high
    )
