"""The result of pooling by subgroups: frozen, on the analysis scale, never rounded."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.records.shown import Shown
from evidence.synthesis.results import NotEstimable, PooledEffect, Subgroup, SubgroupTest

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledSubgroups(Shown):
    """Every subgroup's pooled effect, and whether they differ by more than chance.

    Parameters
    ----------
    by : str
        The column that names the subgroups.
    spread : {"own", "shared"}
        Whether each subgroup has a variance between studies of its own.
    groups : tuple of Subgroup
        In the order they are first met; not estimable where there is one effect alone.
    test : SubgroupTest or NotEstimable
        Cochran's Q over the subgroups' pooled effects.
    """

    by: str
    spread: str
    groups: tuple[Subgroup, ...]
    test: SubgroupTest | NotEstimable

    def to_frame(self) -> "pd.DataFrame":
        """Return one tidy row a subgroup, on the analysis scale; a ``reason`` where not pooled."""
        import pandas as pd

        return pd.concat([_row(one) for one in self.groups], ignore_index=True)

    def as_read(self) -> dict[str, tuple[float, float, float]]:
        """Return each pooled subgroup's estimate and limits on the scale people read."""
        return {
            one.group: one.pooled.as_read()
            for one in self.groups
            if isinstance(one.pooled, PooledEffect)
        }

    def __str__(self) -> str:
        told = f"{len(self.groups)} subgroups by {self.by}, tau2 {self.spread}"
        if isinstance(self.test, NotEstimable):
            return f"{told}: {self.test}"
        return f"{told}: Q = {self.test.q:.4g} (df = {self.test.df}, p = {self.test.p_value:.4g})"


def _row(one: Subgroup) -> "pd.DataFrame":
    import pandas as pd

    if isinstance(one.pooled, PooledEffect):
        row = one.pooled.to_frame()
        row.insert(0, "group", one.group)
        return row
    return pd.DataFrame([{"group": one.group, "k": len(one.members), "reason": one.pooled.reason}])
