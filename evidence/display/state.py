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
    >>> state(found, "nb").split("; ")[0]
    'Effekt = 0,33 (95 % KI 0,02 til 0,64'
    """
    return told(result, figure_language(language))
