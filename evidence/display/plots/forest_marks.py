"""Signs beside a study's label or interval that lead to a note below the figure."""

from collections.abc import Mapping

from evidence.display.plots.forest_view import ForestView, per_cent
from evidence.display.plots.notes import Note
from evidence.synthesis.results import StudyEffect
from evidence.vocabulary import Obtained
from evidence.wording.numbers import percent
from evidence.wording.phrases import phrase

_OBTAINED: Mapping[Obtained, str] = {
    Obtained.SECOND_HAND: "†",
    Obtained.AI_EXTRACTED: "‡",
    Obtained.DERIVED: "§",
}
_TURNED = "¶"
_LEVELS = "ᵃᵇᶜᵈᵉᶠᵍ"


def label_signs(effect: StudyEffect) -> str:
    """Return the signs of a study's label: how its numbers came to us, and a turned scale."""
    obtained = _OBTAINED.get(effect.obtained, "") if effect.obtained else ""
    return obtained + (_TURNED if effect.turned else "")


def level_sign(effect: StudyEffect, view: ForestView) -> str:
    """Return the sign of an interval whose level is not that of the heading."""
    others = _other_levels(view)
    return _LEVELS[others.index(effect.level) % len(_LEVELS)] if effect.level in others else ""


def sign_notes(view: ForestView) -> tuple[Note, ...]:
    """Return one note for each sign the figure uses."""
    effects = view.analysis.effects
    used = {effect.obtained for effect in effects}
    notes = [
        phrase(f"figure.obtained.{_key(obtained)}", view.language, mark=sign)
        for obtained, sign in _OBTAINED.items()
        if obtained in used
    ]
    if any(effect.turned for effect in effects):
        notes.append(phrase("figure.turned", view.language, mark=_TURNED))
    for place, level in enumerate(_other_levels(view)):
        shown = percent(per_cent(level), view.language)
        sign = _LEVELS[place % len(_LEVELS)]
        notes.append(phrase("figure.level", view.language, mark=sign, level=shown))
    return tuple(Note(text=text) for text in notes)


def _other_levels(view: ForestView) -> tuple[float, ...]:
    levels = {effect.level for effect in view.analysis.effects}
    return tuple(sorted(level for level in levels if per_cent(level) != view.level))


def _key(obtained: Obtained) -> str:
    return obtained.value.replace("-", "_")
