"""The whole grid of what may be said: level, size, target, direction, outcome and language."""

import re
from itertools import product

import pytest

from evidence.certainty.target import Target
from evidence.records.question import Construct
from evidence.records.text import Text
from evidence.vocabulary import Certainty, HigherIs, Language
from evidence.wording.direction import Direction
from evidence.wording.size import Size, SizeClass
from evidence.wording.strength import state_strength

WALKING = {Language.NB: "gåtrening", Language.NN: "gåtrening", Language.EN: "walking"}
CONSTRUCTS = {
    "less": Construct(
        id="pain",
        name=Text("smerte", "smerte", "pain"),
        family="symptom",
        higher_is=HigherIs.WORSE,
    ),
    "better": Construct(
        id="function",
        name=Text("fysisk funksjon", "fysisk funksjon", "physical function"),
        family="function",
        higher_is=HigherIs.BETTER,
    ),
    "fewer": Construct(
        id="falls", name=Text("fall", "fall", "falls"), family="harm", higher_is=HigherIs.WORSE
    ),
    "other": Construct(
        id="work",
        name=Text("arbeidsdeltakelse", "arbeidsdeltaking", "work participation"),
        family="work participation",
        higher_is=HigherIs.BETTER,
    ),
}
TARGETS = ("", *Target)
SIZES = [
    *(Size(size_class=one, rule="cohen", cuts=(0.2, 0.5, 0.8)) for one in SizeClass),
    *(Size(size_class=None, rule="mid", cuts=(8.0,), reaches_mid=one) for one in (True, False)),
    Size(size_class=None, rule=""),
]
HOW_SURE = {
    Certainty.HIGH: {Language.NB: "gir ", Language.NN: "gir ", Language.EN: "results in "},
    Certainty.MODERATE: {
        Language.NB: "gir trolig ",
        Language.NN: "gir truleg ",
        Language.EN: "likely results in ",
    },
    Certainty.LOW: {Language.NB: "kan gi ", Language.NN: "kan gi ", Language.EN: "may result in "},
}
CHANGE = {
    Language.NB: "(?:mindre|mer|bedre|dårligere) (?:smerte|fysisk funksjon)"
    "|(?:færre|flere) tilfeller av fall"
    "|(?:gunstigere|mindre gunstig) resultat for arbeidsdeltakelse",
    Language.NN: "(?:mindre|meir|betre|dårlegare) (?:smerte|fysisk funksjon)"
    "|(?:færre|fleire) tilfelle av fall"
    "|(?:gunstigare|mindre gunstig) resultat for arbeidsdeltaking",
    Language.EN: "(?:less|more|better|poorer) (?:pain|physical function)"
    "|(?:fewer|more) cases of falls"
    "|(?:more|less) favourable results for work participation",
}
GRAMMAR = {
    Language.NB: r"Gåtrening (?:gir|gir trolig|kan gi) (?:(?:litt |vesentlig )?(?:{change})"
    r"(?:, en forskjell stor nok til å bety noe"
    r"|; estimatet er (?:stort|moderat|lite), men tilliten gjelder bare at det er en forskjell"
    r"|; estimatet er ubetydelig, og tilliten gjelder bare at det er en forskjell"
    r"|; tilliten gjelder bare at det er en forskjell, ikke hvor stor den er)?"
    r"|liten eller ingen forskjell i (?:{outcome})"
    r"|for liten forskjell i (?:{outcome}) til at det betyr noe)\.",
    Language.NN: r"Gåtrening (?:gir|gir truleg|kan gi) (?:(?:litt |vesentleg )?(?:{change})"
    r"(?:, ein skilnad stor nok til å bety noko"
    r"|; estimatet er (?:stort|moderat|lite), men tilliten gjeld berre at det er ein skilnad"
    r"|; estimatet er ubetydeleg, og tilliten gjeld berre at det er ein skilnad"
    r"|; tilliten gjeld berre at det er ein skilnad, ikkje kor stor han er)?"
    r"|liten eller ingen skilnad i (?:{outcome})"
    r"|for liten skilnad i (?:{outcome}) til at det betyr noko)\.",
    Language.EN: r"Use of walking (?:results in|likely results in|may result in) "
    r"(?:(?:slightly |substantially )?(?:{change})"
    r"(?:, a difference large enough to matter"
    r"|; the estimate is (?:large|moderate|small), but the certainty is only about there being a "
    r"difference"
    r"|; the estimate is negligible, and the certainty is only about there being a difference"
    r"|; the certainty is only about there being a difference, not about its size)?"
    r"|little to no difference in (?:{outcome})"
    r"|a difference in (?:{outcome}) too small to matter)\.",
}
VERY_UNCERTAIN = {
    Language.NB: "Det er svært usikkert ",
    Language.NN: "Det er svært usikkert ",
    Language.EN: "The evidence is very uncertain about ",
}
GRID = list(product(Certainty, SIZES, TARGETS, Direction, CONSTRUCTS.values(), Language))


def said(certainty, size, target, way, construct, language):
    return state_strength(
        certainty,
        size,
        way,
        target=target,
        intervention=WALKING[language],
        construct=construct,
        language=language,
    )


def test_every_cell_of_the_grid_is_a_sentence_of_its_language():
    names = {
        language: "|".join(one.name.in_language(language) for one in CONSTRUCTS.values())
        for language in Language
    }
    grammar = {
        language: re.compile(text.format(change=CHANGE[language], outcome=names[language]))
        for language, text in GRAMMAR.items()
    }
    unsized = 0
    for certainty, size, target, way, construct, language in GRID:
        text = said(certainty, size, target, way, construct, language)
        if certainty is Certainty.VERY_LOW:
            assert text.startswith(VERY_UNCERTAIN[language]), text
            assert text.endswith(".")
        elif not text:
            unsized += 1
            assert size.rule == "", (certainty, size, target, way)
        else:
            assert grammar[language].fullmatch(text), text
            assert HOW_SURE[certainty][language] in text
    assert len(GRID) == 4 * 7 * 7 * 3 * 4 * 3
    assert unsized == 3 * 6 * 2 * 4 * 3  # three levels, targets with a size, a direction


def test_a_lower_level_is_never_said_as_firmly_as_a_higher():
    for size, target, way, construct, language in product(
        SIZES[:4], TARGETS, Direction, CONSTRUCTS.values(), Language
    ):
        told = [said(one, size, target, way, construct, language) for one in Certainty]
        assert len(set(told)) == len(told), told


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("target", ["", Target.EFFECT, Target.IMPORTANT])
def test_each_size_has_a_sentence_of_its_own(language, target):
    told = {
        said(Certainty.MODERATE, one, target, Direction.IMPROVED, CONSTRUCTS["less"], language)
        for one in SIZES[:4]
    }
    assert len(told) == 4


def test_the_target_decides_what_is_claimed():
    def told(target, size=SIZES[3], certainty=Certainty.MODERATE):
        return said(certainty, size, target, Direction.IMPROVED, CONSTRUCTS["less"], Language.NB)

    assert told(Target.LARGE) == told("") == "Gåtrening gir trolig vesentlig mindre smerte."
    assert told(Target.EFFECT) == (
        "Gåtrening gir trolig mindre smerte; estimatet er stort, men tilliten gjelder bare at det "
        "er en forskjell."
    )
    assert told(Target.IMPORTANT) == (
        "Gåtrening gir trolig vesentlig mindre smerte, en forskjell stor nok til å bety noe."
    )
    assert told("", SIZES[4]) == told(Target.IMPORTANT, SIZES[2])
    very_low = {told(one, certainty=Certainty.VERY_LOW) for one in TARGETS}
    assert very_low == {
        "Det er svært usikkert om gåtrening påvirker smerte.",
        "Det er svært usikkert om gåtrening gir en forskjell i smerte som er stor nok til å bety "
        "noe.",
        "Det er svært usikkert hvor stor forskjell gåtrening gir i smerte.",
    }


def test_without_a_level_nothing_is_said():
    assert said(None, SIZES[3], "", Direction.IMPROVED, CONSTRUCTS["less"], Language.NB) == ""
    assert said(Certainty.HIGH, SIZES[3], "", None, CONSTRUCTS["less"], Language.NB) == ""
