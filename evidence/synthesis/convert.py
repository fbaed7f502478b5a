"""What papers print, made into what a synthesis needs: a table's rows, by the names of columns."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.stats.floats import Floats
from evidence.stats.refusal import require_choice
from evidence.stats.smd_reexpressed import Reexpressed
from evidence.synthesis.conversions import ROUTES
from evidence.synthesis.named_columns import column_named

if TYPE_CHECKING:
    import pandas as pd

ROUTE_COLUMN = "route"


def convert(
    route: str,
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    into: Mapping[str, str] | None = None,
    missing: str = "refuse",
    **given: Any,
) -> "pd.DataFrame":
    """Add to a table what its rows come to by a formula of the formula book.

    Parameters
    ----------
    route : str
        Name of the formula: ``"mean_from_quantiles"``, ``"standard_error_from_ci"``,
        ``"standard_deviation_from_se"``, ``"table_from_odds_ratio"``, ``"in_mid_units"`` ….
    table : DataFrame or mapping of str to sequence
        One row a study, or an arm.
    into : mapping of str to str, optional
        Other names for the columns that are added (``{"mean": "m1i", "sd": "sd1i"}``).
    missing : {"refuse", "keep"}
        Refuse rows that lack both the numbers and what would give them, or keep them without.
    **given : str, number or array_like
        The formula's numbers: its name = the table's column, or one number for every row
        (``r=0.5``); and its options as they are (``method="qe"``, ``level=0.9``). Effects that are
        ratios, and their limits, are given as logarithms.

    Returns
    -------
    DataFrame
        The table with its index and the new columns. Numbers that a column of such a name already
        holds are kept; ``route`` says of every other row which columns came about by which formula,
        with what was assumed.

    Raises
    ------
    ChoiceUnknown
        For a route, an argument or a column that does not exist, with those that do.
    ValueError
        Naming every row (counted from zero) that cannot be converted, and why.

    See Also
    --------
    evidence.escalc : Effects and variances from what is there then.

    Notes
    -----
    Spreads: ``standard_error_from_ci``, ``_from_p``, ``_from_t``; ``standard_deviation_from_ci``,
    ``_from_se``, ``_from_difference``, ``_of_change``; ``within_spread``;
    ``correlation_from_change``. Means: ``mean_from_quantiles``. Tables of events:
    ``table_from_odds_ratio``, ``table_from_phi``, ``phi_from_chi_square``. Standardised
    differences: ``d_with_variance``, ``d_from_f``, ``d_from_chi_square``, ``d_from_phi``,
    ``d_from_slope``, ``d_from_standardised_slope``. Risks: ``risk_from_odds_ratio``,
    ``risk_from_risk_ratio``, ``risk_ratio_from_odds_ratio``, ``odds_ratio_from_risk_ratio``. A
    standardised difference told anew: ``in_scale_units``, ``in_mid_units``,
    ``points_in_mid_units``, ``as_log_odds_ratio``, ``as_response``, ``as_risk_difference``,
    ``as_number_needed``. Their arguments are in the formula book.

    References
    ----------
    Higgins JPT, Li T, Deeks JJ. Choosing effect measures and computing estimates of effect.
    Cochrane Handbook for Systematic Reviews of Interventions, chapter 6.
    https://doi.org/10.1002/9781119536604.ch6

    Examples
    --------
    >>> arms = {"n": [25, 40], "q1": [6, None], "med": [10, None], "q3": [15, None],
    ...         "mean": [None, 11.2], "sd": [None, 6.8]}
    >>> found = convert("mean_from_quantiles", arms, n="n", q1="q1", median="med", q3="q3")
    >>> found["mean"].round(2).tolist(), found["sd"].round(2).tolist()
    ([10.36, 11.2], [7.08, 6.8])
    >>> found["route"].tolist()
    ['mean, sd, skewed: mean_from_quantiles (method=luo/wan/shi)', '']
    """
    import pandas as pd

    if route not in ROUTES:
        raise ChoiceUnknown("route", route, sorted(ROUTES))
    require_choice("missing", missing, ("refuse", "keep"))
    formula, adds = ROUTES[route]
    frame = pd.DataFrame(table).copy()
    columns, fixed = _arguments(frame, formula, given)
    added = [(into or {}).get(name, name) for name in adds]
    rows = _rows_without(frame, added)
    if missing == "keep":
        rows = [row for row in rows if not _lacking(formula, columns, row)]
    found = _converted(formula, columns, fixed, rows)
    for at, name in enumerate(added):
        before = frame[name].tolist() if name in frame else [None] * len(frame)
        for row, values in zip(rows, found, strict=True):
            before[row] = values[at] if pd.isna(before[row]) else before[row]
        frame[name] = pd.Series(before, index=frame.index)
    told = f"{', '.join(added)}: {route}{_assumed(formula, columns, fixed)}"
    routes = frame[ROUTE_COLUMN].tolist() if ROUTE_COLUMN in frame else [""] * len(frame)
    for row in rows:
        routes[row] = f"{routes[row]}; {told}" if routes[row] else told
    return frame.assign(**{ROUTE_COLUMN: routes})


def _arguments(
    frame: "pd.DataFrame", formula: Callable[..., Any], given: Mapping[str, Any]
) -> tuple[dict[str, Floats], dict[str, Any]]:
    """Return the formula's columns, and what holds for every row."""
    parameters = inspect.signature(formula).parameters
    columns: dict[str, Floats] = {}
    fixed: dict[str, Any] = {}
    for name, value in given.items():
        if name not in parameters:
            raise ChoiceUnknown("argument", name, list(parameters))
        option = parameters[name].annotation is str
        found = value if option else column_named(frame, len(frame), name, value)
        if isinstance(found, np.ndarray):
            columns[name] = found
        else:
            fixed[name] = found
    if lacking := [name for name in _required(formula) if name not in given]:
        raise ValueError(f"not given: {', '.join(lacking)}")
    return columns, fixed


def _required(formula: Callable[..., Any]) -> list[str]:
    parameters = inspect.signature(formula).parameters.values()
    return [one.name for one in parameters if one.default is one.empty]


def _rows_without(frame: "pd.DataFrame", added: Sequence[str]) -> list[int]:
    """Return the rows that lack any of the numbers; all of them, where no column has any."""
    there = [frame[name].notna().tolist() for name in added if name in frame]
    return [row for row in range(len(frame)) if not there or not all(one[row] for one in there)]


def _lacking(formula: Callable[..., Any], columns: Mapping[str, Floats], row: int) -> list[str]:
    required = _required(formula)
    return [name for name, column in columns.items() if name in required and np.isnan(column[row])]


def _converted(
    formula: Callable[..., Any],
    columns: Mapping[str, Floats],
    fixed: Mapping[str, Any],
    rows: Sequence[int],
) -> list[tuple[Any, ...]]:
    found, faults = [], []
    for row in rows:
        if lacking := _lacking(formula, columns, row):
            faults.append(f"row {row}: {', '.join(lacking)} missing")
            continue
        here = {name: float(column[row]) for name, column in columns.items()}
        try:
            found.append(_plain(formula(**here, **fixed)))
        except ValueError as fault:
            # A formula counts the rows it was given, and was given one.
            faults.append(f"row {row}: {str(fault).removesuffix(' at position 0')}")
    if faults:
        raise ValueError("\n".join(faults))
    return found


def _plain(answer: Any) -> tuple[Any, ...]:
    if isinstance(answer, Reexpressed):
        answer = answer.value
    parts = answer if isinstance(answer, tuple) else (answer,)
    return tuple(np.asarray(part).item() for part in parts)


def _assumed(
    formula: Callable[..., Any], columns: Mapping[str, Floats], fixed: Mapping[str, Any]
) -> str:
    """Return what holds for every row, said or by default."""
    held = {
        name: fixed.get(name, parameter.default)
        for name, parameter in inspect.signature(formula).parameters.items()
        if name not in columns
    }
    said = [
        f"{name}={value}" for name, value in held.items() if value is not None and value == value
    ]
    return f" ({', '.join(said)})" if said else ""
