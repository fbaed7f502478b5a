"""Labels that tell effects of one trial from each other."""

from collections import Counter
from collections.abc import Sequence


def distinct_labels(names: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return one label each, as short as tells them apart.

    Parameters
    ----------
    names : sequence of sequence of str
        For each effect its names from the most to the least telling: the trial, then what may
        be added where the trial alone is not enough (arm, timepoint, definition, row).

    Returns
    -------
    tuple of str
        Labels in the same order, all different where the names are.

    Examples
    --------
    >>> distinct_labels([("Trial", "long"), ("Trial", "short"), ("Other", "long")])
    ('Trial, long', 'Trial, short', 'Other')
    """
    labels = [one[0] for one in names]
    for depth in range(1, max((len(one) for one in names), default=1)):
        shared = {label for label, times in Counter(labels).items() if times > 1}
        if not shared:
            break
        more: dict[str, set[str]] = {}
        for label, one in zip(labels, names, strict=True):
            more.setdefault(label, set()).add(_at(one, depth))
        for i, label in enumerate(labels):
            if label in shared and len(more[label]) > 1 and _at(names[i], depth):
                labels[i] = f"{label}, {_at(names[i], depth)}"
    return tuple(labels)


def _at(names: Sequence[str], depth: int) -> str:
    return names[depth] if depth < len(names) else ""
