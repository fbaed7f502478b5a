"""What each study does to a meta-regression, as a table with a row a study."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from evidence.chosen import require_options
from evidence.errors import ChoiceUnknown
from evidence.stats.regression_influence import regression_influence
from evidence.synthesis.diagnosed import COLUMNS, Options
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.regression_choices import RegressionChosen, choose_regression
from evidence.synthesis.regression_data import Columns, regression_data
from evidence.synthesis.results import NotEstimable

if TYPE_CHECKING:
    import pandas as pd


class ModeratedOptions(Options, total=False):
    """Columns and methods of a diagnostic of a meta-regression."""

    weights: str | None
    missing: str
    redundant: str


def moderated_influence(
    effects: "EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]",
    moderators: str,
    options: ModeratedOptions,
) -> "pd.DataFrame | NotEstimable":
    """Return the influence of each study on a meta-regression.

    Parameters
    ----------
    effects : DataFrame or mapping of str to sequence
        One row an effect, with its moderators.
    moderators : str
        As for :func:`evidence.meta_regression`.
    options : ModeratedOptions
        Columns and methods.

    Returns
    -------
    DataFrame or NotEstimable
        Not estimable with fewer than two effects more than coefficients, and for studies that
        stand twice.

    Raises
    ------
    ChoiceUnknown
        For an option, a choice or a column that does not exist, with those that do, and for
        effects that are no table: they have no moderators.
    """
    import pandas as pd

    if isinstance(effects, EffectSet):
        raise ChoiceUnknown("moderators", moderators, ())
    require_options(options, tuple(ModeratedOptions.__annotations__))
    methods = {name: one for name, one in options.items() if name not in COLUMNS}
    choices = choose_regression(**cast(RegressionChosen, methods))
    where = Columns(
        None,
        options.get("yi", "yi"),
        options.get("vi", "vi"),
        options.get("sei"),
        options.get("study", "study"),
    )
    data = regression_data(moderators, effects, where, choices)
    if isinstance(data, NotEstimable):
        return data
    k, p = data.design.xi.shape
    if k < p + 2:
        values = {"k": str(k), "p": str(p)}
        return NotEstimable(wanted="diagnostics", reason="too_few_without_one", values=values)
    found = regression_influence(
        data.yi,
        data.vi,
        data.design,
        method=choices.estimator,
        test=choices.test,
        weights=data.weights,
    )._asdict()
    each = found.pop("dfbs").T
    marked = found.pop("influential")
    named = {f"dfbs {name}": one for name, one in zip(data.terms.names, each, strict=True)}
    labels = {"study": data.table[where.study]} if where.study in data.table else {}
    return pd.DataFrame({**labels, **found, **named, "influential": marked}, index=data.table.index)
