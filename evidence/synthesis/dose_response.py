"""Pool how risk changes with dose."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.stats.dose_response.effective_counts import METHODS as COVARIANCES
from evidence.stats.dose_response.effective_counts import covariance_of
from evidence.stats.dose_response.fit import DoseResponseFit, fit_dose_response
from evidence.stats.dose_response.shapes import SHAPES
from evidence.stats.dose_response.studies import DESIGNS, Study, study_of
from evidence.stats.floats import Bools, Floats
from evidence.synthesis.dose_response_results import DoseResponseResult
from evidence.synthesis.effects_of_table import numbers, refuse_rows
from evidence.synthesis.joint_choices import JointChoices, JointChosen, choose_joint
from evidence.synthesis.pooled_coefficients import named_coefficients
from evidence.synthesis.results import NotEstimable
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("study", "design", "dose", "yi", "sei", "vi", "cases", "n")
MEASURES = {"cc": Measure.OR, "ir": Measure.IRR, "ci": Measure.RR}


def dose_response(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    shape: str = "linear",
    knots: Sequence[float] | None = None,
    covariance: str = "GL",
    reference: float = 0.0,
    columns: Mapping[str, str] | None = None,
    **choices: Unpack[JointChosen],
) -> DoseResponseResult | NotEstimable:
    """Pool how risk changes with dose over several studies.

    Parameters
    ----------
    table : DataFrame or mapping of str to sequence
        One row a dose of a study: ``study``, ``design`` ("cc" case-control, "ir" incidence rates,
        "ci" cumulative incidence), ``dose``, ``yi`` (log relative risk), ``sei`` or ``vi`` (0 or
        empty at the reference dose), ``cases`` and ``n`` (people, or person-time for "ir").
    shape : {"linear", "quadratic", "spline"}
        Of the curve, on the log scale.
    knots : sequence of float, optional
        Of a restricted cubic spline: three or more doses.
    covariance : {"GL", "hamling", "independent"}
        How relative risks that share a reference are taken to correlate.
    reference : float
        Dose that results are compared with; nothing of the fit depends on it.
    columns : mapping of str to str, optional
        Headings that are not as above: ``{"yi": "logrr"}``.
    **choices
        ``tau2_method`` ("REML"), ``level`` (0.95); see
        :class:`evidence.synthesis.joint_choices.JointChoices`.

    Returns
    -------
    DoseResponseResult or NotEstimable
        Not estimable for one study with variance between studies.

    Raises
    ------
    ChoiceUnknown
        For a column, an option or a choice that does not exist, with those that do.
    ValueError
        Naming rows by position (counted from zero), or the study, and what is wrong: numbers
        missing or impossible, no reference, too few doses for the curve, standard errors that no
        counts give.

    Notes
    -----
    A curve is fitted to each study by generalised least squares and the curves are pooled;
    dosresmeta's ``dosresmeta``. In one stage the maximum is the same.

    References
    ----------
    Greenland S, Longnecker MP (1992). https://doi.org/10.1093/oxfordjournals.aje.a116237
    Orsini N, Li R, Wolk A, Khudyakov P, Spiegelman D (2012). https://doi.org/10.1093/aje/kwr265

    Examples
    --------
    >>> doses = {
    ...     "study": ["A", "A", "A", "B", "B", "B"],
    ...     "design": ["ir"] * 6,
    ...     "dose": [0, 5, 10, 0, 4, 8],
    ...     "yi": [0, 0.1, 0.3, 0, 0.2, 0.3],
    ...     "sei": [0, 0.1, 0.12, 0, 0.11, 0.14],
    ...     "cases": [300, 340, 280, 210, 250, 190],
    ...     "n": [9000, 9100, 6200, 7000, 6900, 4700],
    ... }
    >>> found = dose_response(doses, tau2_method="FE")
    >>> [round(value, 3) for value in found.at([10]).loc[0, ["estimate", "ci_low", "ci_high"]]]
    [1.382, 1.14, 1.675]
    """
    chosen = choose_joint(**choices)
    if chosen.structure != "UN":
        raise ChoiceUnknown("structure", chosen.structure, ("UN",))
    for option, found, right in (
        ("shape", shape, SHAPES),
        ("covariance", covariance, COVARIANCES),
    ):
        if found not in right:
            raise ChoiceUnknown(option, str(found), right)
    labels, studies = _studies(table, columns or {})
    if len(studies) == 1 and chosen.tau2_method != "FE":
        return NotEstimable(wanted="pooled", reason="one_study", values={"labels": labels[0]})
    fit = fit_dose_response(
        studies,
        [_covariance(label, one, covariance) for label, one in zip(labels, studies, strict=True)],
        shape=shape,
        knots=knots,
        method=chosen.tau2_method,
    )
    return _result((labels, studies), fit, chosen, covariance, reference)


def _covariance(label: str, study: Study, method: str) -> Floats:
    try:
        return covariance_of(study, method=method)
    except ValueError as fault:
        raise ValueError(f"study {label}: {fault}") from fault


def _read(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    named: Mapping[str, str],
    wanted: Sequence[str],
) -> dict[str, list[Any]]:
    headings = [str(name) for name in table]
    for name in named:
        if name not in COLUMNS:
            raise ChoiceUnknown("column", name, COLUMNS)
    for name in [*named, *sorted(wanted)]:
        if named.get(name, name) not in table:
            raise ChoiceUnknown(name, named.get(name, name), headings)
    return {name: list(table[named.get(name, name)]) for name in wanted}


def _studies(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]", named: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[Study, ...]]:
    spread = "sei" if named.get("sei", "sei") in table else "vi"
    read = _read(table, named, [*(set(COLUMNS) - {"sei", "vi"}), spread])
    study, design = list(map(str, read["study"])), list(map(str, read["design"]))
    figures = {name: numbers(read[name]) for name in ("dose", "yi", spread, "cases", "n")}
    figures[spread] = np.nan_to_num(figures[spread], nan=0.0)
    figures["yi"] = np.where(figures[spread] == 0, np.nan_to_num(figures["yi"]), figures["yi"])
    unknown = np.array([one not in DESIGNS for one in design])
    refuse_rows(
        (named.get("design", "design"), unknown, f"not one of {', '.join(DESIGNS)}"),
        *((named.get(name, name), ~np.isfinite(one), "not a finite number")
          for name, one in figures.items()),
        (named.get(spread, spread), figures[spread] < 0, "below 0"),
    )  # fmt: skip
    variances = figures[spread] ** 2 if spread == "sei" else figures[spread]
    columns = (figures["dose"], figures["yi"], variances, figures["cases"], figures["n"])
    labels = tuple(dict.fromkeys(study))
    return labels, tuple(
        _study(label, np.array([one == label for one in study]), design, columns)
        for label in labels
    )


def _study(label: str, mine: Bools, design: Sequence[str], columns: tuple[Floats, ...]) -> Study:
    """Return a study's rows; a refusal names the study."""
    designs = sorted({one for one, here in zip(design, mine, strict=True) if here})
    try:
        if len(designs) > 1:
            raise ValueError(f"several designs: {', '.join(designs)}")
        dose, y, v, cases, n = (one[mine] for one in columns)
        return study_of(dose, y, v, cases, n, design=designs[0])
    except ValueError as fault:
        raise ValueError(f"study {label}: {fault}") from fault


def _result(
    given: tuple[tuple[str, ...], tuple[Study, ...]],
    fit: DoseResponseFit,
    chosen: JointChoices,
    covariance: str,
    reference: float,
) -> DoseResponseResult:
    labels, studies = given
    designs = {study.design for study in studies}
    doses = np.concatenate([study.dose[study.others] for study in studies])
    pooled = fit.pooled
    columns = _columns(fit.shape, len(pooled.psi))
    errors = np.sqrt(np.diag(pooled.covariance))
    return DoseResponseResult(
        measure=MEASURES[designs.pop()] if len(designs) == 1 else Measure.RR,
        shape=fit.shape,
        knots=fit.knots,
        coefficients=named_coefficients(columns, pooled.coefficients, errors, level=chosen.level),
        tau2=tuple(np.diag(pooled.psi).tolist()),
        q=pooled.q.q,
        q_df=pooled.q.df,
        q_p_value=pooled.q.p_value,
        deviance=fit.goodness.deviance,
        deviance_df=fit.goodness.df,
        r2=fit.goodness.r2,
        r2_adjusted=fit.goodness.r2_adjusted,
        log_likelihood=None if np.isnan(pooled.log_likelihood) else pooled.log_likelihood,
        studies=labels,
        tau2_method=chosen.tau2_method,
        ci_method="wald",
        covariance=covariance,
        converged=pooled.converged,
        local_maxima=pooled.local_maxima,
        doses=tuple(np.quantile(doses, [0.25, 0.5, 0.75]).tolist()),
        reference=reference,
        level=chosen.level,
        k=len(studies),
        solved=fit,
    )


def _columns(shape: str, size: int) -> tuple[str, ...]:
    """Return what the curve's coefficients are called."""
    curved = (
        ("dose^2",) if shape == "quadratic" else tuple(f"curve {one}" for one in range(1, size))
    )
    return ("dose", *curved[: size - 1])
