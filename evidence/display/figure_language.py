"""The language of a figure, as an analyst says it."""

from evidence.errors import ChoiceUnknown
from evidence.vocabulary import Language


def figure_language(language: str) -> Language:
    """Return a language by its code.

    Raises
    ------
    ChoiceUnknown
        For a language there is not, with those there are.

    Examples
    --------
    >>> figure_language("nn").name
    'NN'
    """
    codes = [one.value for one in Language]
    if language not in codes:
        raise ChoiceUnknown("language", language, codes)
    return Language(language)
