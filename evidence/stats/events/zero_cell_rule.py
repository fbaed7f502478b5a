"""What is done about empty cells, said once for the studies pooled and once for their effects.

Vocabulary
----------
pooled : the tables that go into a pooled estimate, where as a rule nothing is added
single : the studies' own effects beside it, which a logarithm of zero would lose
"""

from typing import NamedTuple


class ZeroCellRule(NamedTuple):
    """What is added to which studies; see ``zero_cells`` for ``add`` and ``to``.

    ``drop00`` is whether a study without events, or with events only, in both groups is left out.
    """

    add: float = 0.5
    to: str = "only0"
    drop00: bool = True


AS_COUNTED = ZeroCellRule(add=0.0, to="none", drop00=False)
"""Every study, with the numbers as counted."""
FOR_EFFECTS = ZeroCellRule()
"""A half where a cell is empty, and no effect for a study without contrast."""
