"""The effects a diagnostic works on, with its methods, and its answer as a table of their rows."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from evidence.chosen import require_listed, require_options
from evidence.stats.floats import Floats
from evidence.synthesis.choices import TESTS, Methods, choose
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.effects_of_table import effects_of
from evidence.synthesis.results import NotEstimable, StudyEffect
from evidence.synthesis.shared_control import share_control
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd


class Options(Methods, total=False):
    """Columns and methods of a diagnostic, by the names :func:`evidence.pool` has for them."""

    yi: str
    vi: str
    sei: str | None
    study: str | None


COLUMNS = ("yi", "vi", "sei", "study")


class Diagnosed(NamedTuple):
    """Independent effects, the methods of their fit by the formula book's names, and their rows."""

    yi: Floats
    vi: Floats
    labels: tuple[str, ...]
    measure: Measure
    index: Any
    method: str
    test: str
    level: float

    def table(self, columns: Mapping[str, Any], order: Any = None) -> "pd.DataFrame":
        """Return columns as a table with a row an effect, in the order of the rows or another."""
        import pandas as pd

        frame = pd.DataFrame({"study": self.labels}, index=self.index)
        return (frame if order is None else frame.iloc[order]).assign(**columns)


def diagnosed(
    effects: "EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]",
    options: Options,
    *,
    least: int,
) -> Diagnosed | NotEstimable:
    """Return what a diagnostic works on.

    Parameters
    ----------
    effects : EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.pool`.
    options : Options
        Column names and methods.
    least : int
        The fewest effects the diagnostic can work with, at most three.

    Returns
    -------
    Diagnosed or NotEstimable
        Not estimable for too few effects, and where effects share people: what a study does to
        the whole is then no matter of its own weight alone.

    Raises
    ------
    ChoiceUnknown
        For an option, a choice or a column that does not exist, with those that do.
    ValueError
        Naming the rows of a table that cannot be used.
    """
    right = [*Options.__annotations__]
    require_options(options, right)
    columns: dict[str, Any] = {name: options[name] for name in COLUMNS if name in options}  # type: ignore[literal-required]
    chosen: dict[str, Any] = {name: one for name, one in options.items() if name not in columns}
    choices = choose(**chosen)
    require_listed(choices, {"ci_method": tuple(TESTS)})
    found = effects if isinstance(effects, EffectSet) else effects_of(effects, **columns)
    shared = share_control(found, "none")
    if isinstance(shared, NotEstimable):
        return shared
    used = shared.effects.effects
    if len(used) < least:
        return _too_few(used)
    return Diagnosed(
        yi=np.array([effect.yi for effect in used]),
        vi=np.array([effect.vi for effect in used]),
        labels=tuple(effect.label for effect in used),
        measure=found.measure,
        index=_index_of(effects, len(used)),
        method=choices.tau2_method if choices.model == "random" else "EE",
        test=TESTS[choices.ci_method],
        level=choices.level,
    )


def _index_of(effects: Any, rows: int) -> Any:
    """Return the index of a DataFrame; a list of records has a method of that name."""
    return effects.index if hasattr(effects, "columns") else range(rows)


def _too_few(used: Sequence[StudyEffect]) -> NotEstimable:
    if not used:
        return NotEstimable(wanted="diagnostics", reason="no_studies", values={})
    if len(used) == 1:
        values = {"labels": used[0].label}
        return NotEstimable(wanted="diagnostics", reason="one_study", values=values)
    values = {"k": str(len(used))}
    return NotEstimable(wanted="diagnostics", reason="too_few_to_predict", values=values)
