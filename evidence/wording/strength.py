"""How firmly a finding may be worded: certainty, its target and size decide (GRADE 26).

Vocabulary
----------
target : what the certainty is about: a difference at all (``null``), one large enough to matter
    (``important``), or one of a size (``size``, also where nobody has said)

References
----------
Santesso N, et al. GRADE guidelines 26: informative statements to communicate the findings of
systematic reviews of interventions. J Clin Epidemiol 2020;119:126-35.
https://doi.org/10.1016/j.jclinepi.2019.10.014
"""

from evidence.certainty.target import Target
from evidence.records.question import Construct
from evidence.vocabulary import Certainty, Language
from evidence.wording.direction import Direction, change
from evidence.wording.lists import inside, sentence
from evidence.wording.phrases import phrase
from evidence.wording.size import Size, SizeClass

NULL, IMPORTANT, SIZE = "null", "important", "size"
_UNSIZED = "unsized"


def state_strength(
    certainty: Certainty | None,
    size: Size,
    way: Direction | None,
    *,
    target: str = "",
    intervention: str,
    construct: Construct,
    language: Language,
) -> str:
    """Return what may be said of an effect at a level of certainty.

    Parameters
    ----------
    certainty : Certainty or None
        The level; without one nothing is said.
    size : Size
        The size of the estimate. Without a class only the smallest important difference, or a
        certainty that is about a difference at all, lets anything be said.
    way : Direction or None
        Which way the effect points; where that is not known nothing is said, unless certainty
        is very low.
    target : str
        What the certainty is about, as the table of judgements spells it; empty where nobody has
        said, and the size of the estimate then leads, as in the guideline.
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

    Notes
    -----
    Every sentence there is stands in ``docs/wording.md``.
    """
    name = inside(intervention) or phrase("strength.the_intervention", language)
    outcome = inside(construct.name.in_language(language))
    about = _about(target)
    if certainty is Certainty.VERY_LOW:
        about = about if target else NULL
        return phrase(f"strength.very_low.{about}", language, intervention=name, outcome=outcome)
    key = _key(about, size, way)
    if certainty is None or way is None or not key:
        return ""
    holes = {"intervention": name, "gives": phrase(f"strength.gives.{certainty}", language)}
    if key in ("size.none", "important.none"):
        holes["outcome"] = outcome
    else:
        holes["change"] = change(way, construct, language)
    return sentence(phrase(f"strength.{key}", language, **holes))


def _about(target: str) -> str:
    if target == Target.EFFECT:
        return NULL
    return IMPORTANT if target == Target.IMPORTANT else SIZE


def _key(about: str, size: Size, way: Direction | None) -> str:
    """Return which sentence applies; empty where nothing may be said."""
    if way is Direction.SAME:
        return f"{IMPORTANT if about == IMPORTANT else SIZE}.{SizeClass.NONE}"
    if size.size_class is not None:
        return f"{about}.{size.size_class}"
    if about == NULL:
        return f"{NULL}.{_UNSIZED}"
    if size.reaches_mid is None:
        return ""
    return f"{IMPORTANT}.{SizeClass.MODERATE if size.reaches_mid else SizeClass.NONE}"
