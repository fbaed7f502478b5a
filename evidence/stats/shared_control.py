"""The covariance of effects that were measured against the same control group.

Two comparisons with one control share its people, so their errors are correlated: treating them
as independent counts those people twice.

Vocabulary
----------
control : what names the control group an effect was measured against
common : covariance of any two effects against that control, apart from the effects' own sizes
loading : an effect's part in a covariance that grows with both effects (SMD only)
"""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import numpy as np

from evidence.stats.covariance_blocks import Block
from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import columns, refuse, require_above, require_choice, require_reported

MEASURES = ("MD", "SMD", "RR", "OR", "RD")


class SharedControl(NamedTuple):
    """What effects i and j against one control have in common: common + loading_i loading_j."""

    common: Floats
    loading: Floats


def shared_control_covariance(
    measure: str,
    *,
    n_control: Reported,
    sd_control: Reported | None = None,
    events_control: Reported | None = None,
    yi: Reported | None = None,
    n_total: Reported | None = None,
) -> SharedControl:
    """Return the parts of the covariance of effects against the same control.

    Parameters
    ----------
    measure : {"MD", "SMD", "RR", "OR", "RD"}
        What the effects are; RR and OR on the log scale.
    n_control : array_like, shape (k,)
        People in each effect's control group.
    sd_control : array_like, shape (k,), optional
        Standard deviation in the control group, in the scale's unit: for MD.
    events_control : array_like, shape (k,), optional
        Events in the control group, with the same continuity correction as the effects: for RR,
        OR and RD.
    yi, n_total : array_like, shape (k,), optional
        Standardised effects, and people in all arms that share the control: for SMD.

    Returns
    -------
    SharedControl
        One row an effect.

    Raises
    ------
    ValueError
        For an unknown measure, a missing column, or a number that cannot be.

    Notes
    -----
    MD: sd**2/n. SMD: 1/n + yi yj/(2 N). RR: 1/e - 1/n. OR: 1/e + 1/(n - e). RD:
    e (n - e)/n**3. These are the variances of what is subtracted from both effects.

    References
    ----------
    Gleser LJ, Olkin I (2009). Stochastically dependent effect sizes. In: The Handbook of
    Research Synthesis and Meta-Analysis, 2nd ed. Russell Sage Foundation.

    Examples
    --------
    >>> shared_control_covariance("MD", n_control=[25, 25], sd_control=[10, 10]).common.tolist()
    [4.0, 4.0]
    """
    require_choice("measure", measure, MEASURES)
    if measure == "MD":
        sd, n = _given(sd_control=sd_control, n_control=n_control)
        return SharedControl(sd**2 / n, np.zeros_like(n))
    if measure == "SMD":
        n, everyone = _given(n_control=n_control, n_total=n_total)
        if yi is None:
            raise ValueError("yi is needed for this measure")
        effects, everyone = columns(yi, everyone)
        return SharedControl(1 / n, effects / np.sqrt(2 * everyone))
    events, n = _given(events_control=events_control, n_control=n_control)
    refuse("events_control", events >= n, "not below n_control")
    common = {
        "RR": 1 / events - 1 / n,
        "OR": 1 / events + 1 / (n - events),
        "RD": events * (n - events) / n**3,
    }[measure]
    return SharedControl(common, np.zeros_like(n))


def _given(**given: Reported | None) -> list[Floats]:
    """Columns that must be there and above zero."""
    for name, column in given.items():
        if column is None:
            raise ValueError(f"{name} is needed for this measure")
    arrays = columns(*(column for column in given.values() if column is not None))
    named = dict(zip(given, arrays, strict=True))
    require_reported(**named)
    require_above(0, **named)
    return arrays


def shared_control_blocks(
    vi: Reported, control: Sequence[Hashable], shared: SharedControl
) -> tuple[Block, ...]:
    """Return a covariance matrix for each control group that several effects share.

    Parameters
    ----------
    vi : array_like, shape (k,)
        Sampling variances of the effects.
    control : sequence of str or int, length k
        What names each effect's control group; equal names share people.
    shared : SharedControl
        What effects against the same control have in common.

    Returns
    -------
    tuple of Block
        In the order the controls first appear; none for a control used once.

    Raises
    ------
    ValueError
        When effects against one control disagree about it.

    Examples
    --------
    >>> shared = shared_control_covariance("MD", n_control=[25] * 3, sd_control=[10] * 3)
    >>> blocks = shared_control_blocks([9, 8, 7], ["a", "b", "a"], shared)
    >>> blocks[0].places.tolist(), blocks[0].covariance.tolist()
    ([0, 2], [[9.0, 4.0], [4.0, 7.0]])
    """
    variances, common, loading = columns(vi, shared.common, shared.loading)
    if len(control) != len(variances):
        raise ValueError(f"{len(control)} controls for {len(variances)} effects")
    members: dict[Hashable, list[int]] = {}
    for place, name in enumerate(control):
        members.setdefault(name, []).append(place)
    blocks = []
    for places in (np.array(found) for found in members.values() if len(found) > 1):
        if np.ptp(common[places]) > 1e-9 * common[places].max():
            raise ValueError(f"control described differently at positions {places.tolist()}")
        covariance = common[places[0]] + np.outer(loading[places], loading[places])
        np.fill_diagonal(covariance, variances[places])
        blocks.append(Block(places, covariance))
    return tuple(blocks)
