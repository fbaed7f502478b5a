"""Run every reasonable combination of choices, and say whether the answer survives them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evidence.errors import Problem, TablesRefused
from evidence.multiverse.cells import Sharing
from evidence.multiverse.comparison_effect import Unit
from evidence.multiverse.curve import Curve, make_curve, spread_of
from evidence.multiverse.grid import make_grid
from evidence.multiverse.methods import Method, make_methods
from evidence.multiverse.plan import OF_EFFECTS, OF_METHODS, Choice, Plan
from evidence.multiverse.pooling import pool_all
from evidence.multiverse.read_plan import read_plan
from evidence.multiverse.results import ChoiceResult, Multiverse, OptionResult, Pooled
from evidence.multiverse.table import SpecificationTable, specification_table
from evidence.multiverse.tally import Marks, conclusions, important_difference, marks, tally
from evidence.multiverse.trial import Asked
from evidence.synthesis.results import Analysis, PooledEffect
from evidence.tables.tables import Tables

MOST = 20_000_000
"""More combinations than this would take more memory than an office machine has."""

TOLERANCE = 1e-9


def run_multiverse(
    tables: Tables, file: str | Path, analyses: Sequence[Analysis]
) -> tuple[Multiverse, ...]:
    """Run every combination of the choices a file names for each of its syntheses.

    Parameters
    ----------
    tables : Tables
        The project's tables.
    file : str or Path
        The choices, as ``docs/multiverse.md`` describes them; the first option of each is the
        analysis on the page.
    analyses : sequence of Analysis
        The analyses on the page; a synthesis of the file that is not among them is refused.

    Returns
    -------
    tuple of Multiverse
        One a synthesis, in the order of the file.

    Raises
    ------
    TablesRefused
        With every mistake in the file: a word, row or trial that does not exist, a choice
        without a reason, first options that are not the analysis on the page.

    Notes
    -----
    Combinations that pool the same effects by the same methods are one specification. Shares of
    specifications describe how much hangs on the choices; they are not probabilities, since the
    specifications rest on the same trials and are not equally plausible.

    References
    ----------
    Steegen S, Tuerlinckx F, Gelman A, Vanpaemel W (2016).
    https://doi.org/10.1177/1745691616658637
    Simonsohn U, Simmons JP, Nelson LD (2020). https://doi.org/10.1038/s41562-020-0912-z
    Voracek M, Kossmeier M, Tran US (2019). https://doi.org/10.1027/2151-2604/a000357

    Examples
    --------
    >>> import evidence as ev
    >>> from evidence.errors import TablesRefused
    >>> tables = ev.open_tables("data")
    >>> try:
    ...     run_multiverse(tables, "no such file.toml", [])
    ... except TablesRefused as refused:
    ...     refused.problems[0].code
    'E601'
    """
    found, problems = [], []
    for plan in read_plan(file, tables):
        analysis = next((one for one in analyses if one.synthesis_id == plan.synthesis_id), None)
        made = _run(plan, analysis, tables)
        if isinstance(made, Problem):
            problems.append(made)
        else:
            found.append(made)
    if problems:
        raise TablesRefused(problems)
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """What the summary of one synthesis is written from."""

    plan: Plan
    table: SpecificationTable
    marked: Marks
    curve: Curve
    page: Pooled


def _run(plan: Plan, analysis: Analysis | None, tables: Tables) -> Multiverse | Problem:
    pooled = analysis.pooled if analysis else None
    if analysis is None or not isinstance(pooled, PooledEffect):
        return _problem(plan, "E610", plan.synthesis_id)
    count = int(np.prod([len(choice.options) for choice in plan.choices], dtype=np.float64))
    if count > MOST:
        return _problem(plan, "E611", str(count), limit=str(MOST))
    unit = Unit(measure=analysis.measure, instrument_id=analysis.instrument_id, sd="pooled")
    table = tabulate(plan, unit, pooled, tables)
    page = table.find(0, 0)
    found = None if isinstance(page, str) else table.pooled.at(*page)
    if isinstance(page, str) or found is None or not _is_same(found, pooled):
        given = "–" if found is None else f"{found.estimate:.6g}"
        return _problem(plan, "E612", given, page=f"{pooled.estimate:.6g}")
    marked = marks(table, unit, tables.synthesis(plan.synthesis_id), tables)
    curve = make_curve(table, marked, page)
    done = _Done(plan=plan, table=table, marked=marked, curve=curve, page=found)
    return _summary(done, unit, pooled, tables)


def tabulate(plan: Plan, unit: Unit, page: PooledEffect, tables: Tables) -> SpecificationTable:
    """Return every specification of a plan.

    Parameters
    ----------
    plan : Plan
        The choices.
    unit : Unit
        What the page measures effects in.
    page : PooledEffect
        The page's result; its methods hold where nothing is chosen.
    tables : Tables
        The project's tables.

    Returns
    -------
    SpecificationTable
    """
    planned = tables.synthesis(plan.synthesis_id)
    asked = Asked(unit=unit, sharing=Sharing(choice=page.shared_control))
    grid = make_grid(plan.of(*OF_EFFECTS), asked, planned, tables)
    tau2 = page.tau2_method if page.model == "random" else "EE"
    methods = make_methods(plan.of(*OF_METHODS), Method(tau2=tau2, ci=page.ci_method))
    return specification_table(grid, methods, pool_all(grid, methods, page.level))


def _problem(plan: Plan, code: str, found: str, **values: str) -> Problem:
    return Problem(code=code, file=plan.file, row=plan.line, found=found, values=values)


def _is_same(found: Pooled, page: PooledEffect) -> bool:
    return bool(
        np.allclose(
            (found.estimate, found.ci_low, found.ci_high),
            (page.estimate, page.ci_low, page.ci_high),
            rtol=TOLERANCE,
            atol=TOLERANCE,
        )
    )


def _summary(done: _Done, unit: Unit, page: PooledEffect, tables: Tables) -> Multiverse:
    table, curve, plan = done.table, done.curve, done.plan
    important = important_difference(unit, tables.synthesis(plan.synthesis_id), tables)
    impossible = table.impossible()
    combinations = len(table.grid.set_of) * len(table.methods.all)
    every = tally(table.pooled, done.marked, table.here)
    estimates = curve.estimates
    points = curve.points()
    low, high = np.quantile(estimates, (0.05, 0.95))
    return Multiverse(
        synthesis_id=plan.synthesis_id,
        measure=unit.measure,
        level=page.level,
        important=important.value if important else None,
        important_source_id=important.source_id if important else "",
        combinations=combinations,
        repeated=combinations - sum(impossible.values()) - every.specifications,
        impossible=impossible,
        tally=every,
        on_scale=len(estimates),
        lowest=float(estimates[0]),
        low=float(low),
        high=float(high),
        highest=float(estimates[-1]),
        page=done.page,
        page_rank=curve.page_rank,
        choices=_choices(done, important.value if important else None),
        curve=tuple(pooled for _, pooled in points),
        ranks=tuple(rank for rank, _ in points),
        row_ids=table.grid.row_ids,
        file=plan.file,
        sha256=plan.sha256,
    )


def _choices(done: _Done, important: float | None) -> tuple[ChoiceResult, ...]:
    ordered = (*done.plan.of(*OF_EFFECTS), *done.plan.of(*OF_METHODS))
    return tuple(
        ChoiceResult(
            about=choice.about,
            name=choice.name,
            reason=choice.reason,
            study_id=choice.study,
            options=tuple(
                _option(done, number, option, choice, important)
                for option in range(len(choice.options))
            ),
        )
        for number, choice in enumerate(ordered)
    )


def _option(
    done: _Done, number: int, option: int, choice: Choice, important: float | None
) -> OptionResult:
    table, taken = done.table, choice.options[option]
    alone = _alone(table, number, option)
    moves: tuple[str, ...] = ()
    if isinstance(alone, Pooled):
        before, after = conclusions(done.page, important), conclusions(alone, important)
        moves = tuple(
            key
            for key in before
            # Another measure is on another scale, where this difference means nothing.
            if before[key] != after[key] and (key == "null" or choice.about != "measure")
        )
    return OptionResult(
        name=taken.name,
        use=taken.use,
        correlation=taken.correlation,
        tally=tally(table.pooled, done.marked, table.by_option(number, option)),
        alone=alone if isinstance(alone, Pooled) else None,
        why_not=alone if isinstance(alone, str) else "",
        moves=moves,
        spread=spread_of(done.curve, number, option),
    )


def _alone(table: SpecificationTable, number: int, option: int) -> Pooled | str:
    """Return the analysis on the page with one option changed, or why there is none."""
    effects = len(table.grid.choices)
    places = [0] * (effects + len(table.methods.choices))
    places[number] = option
    sizes = [len(choice.options) for choice in table.methods.choices]
    combination = np.ravel_multi_index(places[:effects], table.grid.shape) if effects else 0
    method = np.ravel_multi_index(places[effects:], sizes) if sizes else 0
    found = table.find(int(combination), int(method))
    if isinstance(found, str):
        return found
    pooled = table.pooled.at(*found)
    assert pooled is not None
    return pooled
