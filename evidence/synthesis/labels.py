"""Labels that tell effects of one trial from each other."""

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
        Labels in the same order, none twice as long as the names differ at all.

    Examples
    --------
    >>> distinct_labels([("Trial", "long"), ("Trial", "short"), ("Other", "long")])
    ('Trial, long', 'Trial, short', 'Other')
    """
    labels = [one[0] for one in names]
    for depth in range(1, max((len(one) for one in names), default=1)):
        for label in {label for label in labels if labels.count(label) > 1}:
            same = [i for i, other in enumerate(labels) if other == label]
            more = {i: names[i][depth] if depth < len(names[i]) else "" for i in same}
            if len(set(more.values())) > 1:
                for i in same:
                    labels[i] = f"{label}, {more[i]}" if more[i] else label
    return tuple(labels)
