"""The sum over studies as a loop, for numba: all that is not the formula book's own code."""

from collections.abc import Callable
from functools import cache
from typing import Any

ORDER = {"reassoc", "contract", "nsz"}
"""What the compiler may do to sums: add in another order, which moves nothing but rounding."""

ZEROS: dict[int, Callable[..., Any]] = {
    2: lambda terms: (0.0, 0.0),
    5: lambda terms: (0.0, 0.0, 0.0, 0.0, 0.0),
}
ADDED: dict[int, Callable[..., Any]] = {
    2: lambda sums, terms: (sums[0] + terms[0], sums[1] + terms[1]),
    5: lambda sums, terms: (
        sums[0] + terms[0],
        sums[1] + terms[1],
        sums[2] + terms[2],
        sums[3] + terms[3],
        sums[4] + terms[4],
    ),
}


def nothing(terms: Any) -> Any:
    """Return as many zeros as there are terms; numba knows it by the number of terms."""
    raise NotImplementedError(terms)


def together(sums: Any, terms: Any) -> Any:
    """Return sums with terms added, place by place; numba knows it by the number of terms."""
    raise NotImplementedError(sums, terms)


def loop_sum(terms: Any, yi: Any, vi: Any, *at: Any) -> Any:
    """Return the sum over studies of each term, for one analysis."""
    sums = nothing(terms(yi[0], vi[0], *at))
    for study in range(len(yi)):
        sums = together(sums, terms(yi[study], vi[study], *at))
    return sums


def compilable(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let numba compile a function where compiled code calls it or hands it on."""
    from numba.extending import register_jitable

    _teach()
    known: Callable[..., Any] = register_jitable(
        error_model="numpy", fastmath=ORDER, forceinline=True
    )(function)
    return known


@cache
def _teach() -> None:
    """Tell numba what adding tuples of terms is."""
    from numba.extending import overload

    overload(nothing, inline="always")(lambda terms: ZEROS[len(terms)])
    overload(together, inline="always")(lambda sums, terms: ADDED[len(terms)])
