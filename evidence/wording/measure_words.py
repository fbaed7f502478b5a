"""What effect measures are called, at full length and in short."""

from evidence.vocabulary import Language
from evidence.wording.lists import sentence
from evidence.wording.phrases import catalog, phrase


def measure_label(measure: str, language: Language) -> str:
    """Return a measure in short: metafor's name where it has no other.

    Examples
    --------
    >>> measure_label("PLO", Language.EN), measure_label("YUQ", Language.EN)
    ('Proportion', 'YUQ')
    """
    key = f"measure.{measure}"
    return phrase(key, language) if key in catalog() else str(measure)


def measure_title(measure: str, language: Language) -> str:
    """Return a measure at full length, as a heading; in short where it has no other name.

    Examples
    --------
    >>> measure_title("RR", Language.EN), measure_title("GEN", Language.NN)
    ('Risk ratio', 'Effekt')
    """
    key = f"measure_name.{measure}"
    return sentence(phrase(key, language) if key in catalog() else measure_label(measure, language))
