"""The page of every sentence that may be said of an effect, for methodologists to read."""

from itertools import product

from evidence.certainty.target import Target
from evidence.records.question import Construct
from evidence.records.text import Text
from evidence.vocabulary import Certainty, HigherIs, Language
from evidence.wording.certainty_words import level_label
from evidence.wording.direction import KINDS, Direction
from evidence.wording.phrases import phrase
from evidence.wording.size import Size, SizeClass, size_word
from evidence.wording.strength import state_strength

NAMES = {Language.NB: "Bokmål", Language.NN: "Nynorsk", Language.EN: "English"}
TARGETS = {
    "": "Nobody has said, or an effect of a size (little or none, small, moderate, large)",
    Target.EFFECT: "A difference at all (the threshold is no effect)",
    Target.IMPORTANT: "An important difference (the threshold is the smallest important one)",
}
BETTER, WORSE = HigherIs.BETTER, HigherIs.WORSE
NAMED = {
    ("symptom", WORSE): Text("smerte", "smerte", "pain"),
    ("function", WORSE): Text("funksjonstap", "funksjonstap", "loss of function"),
    ("quality of life", WORSE): Text("belastning", "belastning", "burden"),
    ("function", BETTER): Text("fysisk funksjon", "fysisk funksjon", "physical function"),
    ("quality of life", BETTER): Text("livskvalitet", "livskvalitet", "quality of life"),
    ("harm", WORSE): Text("kvalme", "kvalme", "nausea"),
    ("work participation", BETTER): Text(
        "arbeidsdeltakelse", "arbeidsdeltaking", "work participation"
    ),
}
INTRO = """# What may be said of an effect

Level of certainty × size × target of the certainty × direction, in the three languages, made from
the phrases the reports use (`evidence/wording/phrases/strength.csv`): change a phrase and run
`make docs`. The approach is that of GRADE guidelines 26 (Santesso N, et al. J Clin Epidemiol
2020;119:126-35, <https://doi.org/10.1016/j.jclinepi.2019.10.014>): the verb carries the certainty,
the adverb the size of the estimate, and at very low certainty no effect is claimed. What the
certainty is *about* (its target) decides how much the sentence may claim; why, and what is our own
reading, is decision record 0028.

Where nobody has set a threshold and the effect is not standardised, nothing is said of its size:
the report gives the estimate and which way it points."""


def wording_page() -> str:
    """Return the page: a grid a language, then how a change is named by kind of outcome."""
    parts = [INTRO]
    for language, name in NAMES.items():
        parts.append(f"## {name}")
        for target, title in TARGETS.items():
            parts += [f"### {title}", _grid(language, target)]
    parts += ["## How a change is named", _changes()]
    return "\n\n".join(parts) + "\n"


def _grid(language: Language, target: str) -> str:
    rows = ["| | | Better | Worse |", "| --- | --- | --- | --- |"]
    levels = [one for one in Certainty if one is not Certainty.VERY_LOW]
    for certainty, size in product(levels, reversed(SizeClass)):
        told = [_said(certainty, size, target, way, PAIN, language) for way in WAYS]
        label = level_label(certainty, language)
        rows.append(f"| {label} | {size_word(size, language)} | {' | '.join(told)} |")
    every = " / ".join(size_word(size, language) for size in reversed(SizeClass))
    label = level_label(Certainty.VERY_LOW, language)
    for about in (target, Target.LARGE) if not target else (target,):
        told = [
            _said(Certainty.VERY_LOW, SizeClass.LARGE, about, way, PAIN, language) for way in WAYS
        ]
        rows.append(f"| {label} | {every} | {' | '.join(told)} |")
    return "\n".join(rows)


WAYS = (Direction.IMPROVED, Direction.WORSENED)
PAIN = ("symptom", WORSE)


def _said(
    certainty: Certainty,
    size: SizeClass,
    target: str,
    way: Direction,
    kind: tuple[str, HigherIs],
    language: Language,
) -> str:
    family, higher_is = kind
    return state_strength(
        certainty,
        Size(size_class=size, rule="cohen", cuts=(0.2, 0.5, 0.8)),
        way,
        target=target,
        intervention=phrase("strength.the_intervention", language),
        construct=Construct(id=family, name=NAMED[kind], family=family, higher_is=higher_is),
        language=language,
    )


def _changes() -> str:
    rows = [f"| Family, higher is | | {' | '.join(NAMES.values())} |", "| --- " * 5 + "|"]
    for kind, way in product([*KINDS, ("work participation", BETTER)], WAYS):
        told = [
            _said(Certainty.MODERATE, SizeClass.SMALL, "", way, kind, language)
            for language in Language
        ]
        better = "better" if way is Direction.IMPROVED else "worse"
        rows.append(f"| {kind[0]}, {kind[1]} | {better} | {' | '.join(told)} |")
    return "\n".join(rows)
