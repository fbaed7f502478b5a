"""The door to any result's words."""

from evidence.display.figure_language import figure_language
from evidence.wording.told import told


def state(result: object, language: str = "en") -> str:
    """Say a result in words: what it found, how it was had, and what to mind.

    Parameters
    ----------
    result : object
        What a function of this module returned; or a tuple of such results, a line each.
    language : {"en", "nb", "nn"}
        Of the reader; numbers follow it.

    Returns
    -------
    str

    Raises
    ------
    ChoiceUnknown
        For a language there is not, and for what has no words: a table, a figure.

    Examples
    --------
    >>> from evidence.synthesis.pool import pool
    >>> found = pool({"yi": [0.1, 0.3, 0.6], "vi": [0.02, 0.03, 0.02]}, ci_method="wald")
    >>> state(found).split(";")[0]
    'Effect = 0.33 (95% CI 0.04 to 0.63'
    """
    return told(result, figure_language(language))
