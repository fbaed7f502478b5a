"""How firmly a finding may be worded: certainty and size decide, by GRADE guidelines 26.

References
----------
Santesso N, et al. GRADE guidelines 26: informative statements to communicate the findings of
systematic reviews of interventions. J Clin Epidemiol 2020;119:126-35.
https://doi.org/10.1016/j.jclinepi.2019.10.014
"""

from evidence.records.question import Construct
from evidence.vocabulary import Certainty, Language
from evidence.wording.direction import Direction, change
from evidence.wording.lists import inside, sentence
from evidence.wording.phrases import phrase
from evidence.wording.size import SizeClass


def state_strength(
    certainty: Certainty | None,
    size_class: SizeClass | None,
    way: Direction | None,
    *,
    intervention: str,
    construct: Construct,
    language: Language,
) -> str:
    """Return what may be said of an effect at a level of certainty.

    Parameters
    ----------
    certainty : Certainty or None
        The level; without one nothing is said.
    size_class : SizeClass or None
        The size; without one nothing is said unless certainty is very low.
    way : Direction or None
        Which way the effect points; where that is not known nothing is said, unless certainty
        is very low.
    intervention : str
        Name of the intervention; empty for "the intervention".
    construct : Construct
        What is measured.
    language : Language
        Language of the reader.

    Returns
    -------
    str
        One sentence, or empty.
    """
    name = inside(intervention) or phrase("strength.the_intervention", language)
    outcome = inside(construct.name.in_language(language))
    if certainty is Certainty.VERY_LOW:
        return phrase("strength.very_low", language, intervention=name, outcome=outcome)
    if certainty is None or size_class is None or way is None:
        return ""
    if size_class is SizeClass.NONE or way is Direction.SAME:
        key = f"strength.{certainty}.none"
        return sentence(phrase(key, language, intervention=name, outcome=outcome))
    words = change(way, construct, language)
    key = f"strength.{certainty}.{size_class}"
    return sentence(phrase(key, language, intervention=name, change=words))
