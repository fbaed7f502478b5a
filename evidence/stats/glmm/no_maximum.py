"""The refusal of counts that no finite effect fits best."""


class NoMaximum(ValueError):
    """The likelihood rises without end, as with no events in one group of all studies."""
