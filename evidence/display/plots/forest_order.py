"""The order of a forest plot's rows: as in the tables, or sorted by what the layout says."""

from collections.abc import Mapping, Sequence

from evidence.display.plots.bias_columns import Bias
from evidence.findings.forest_layout import ForestLayout
from evidence.findings.study_values import StudyValue
from evidence.synthesis.results import StudyEffect
from evidence.vocabulary import Language
from evidence.wording.alphabet import alphabetical


def row_order(
    effects: Sequence[StudyEffect],
    values: Sequence[Mapping[str, StudyValue]],
    bias: Bias,
    layout: ForestLayout,
    language: Language,
) -> tuple[int, ...]:
    """Return the places of the effects in the order they are drawn.

    Parameters
    ----------
    effects : sequence of StudyEffect
        The effects of the synthesis.
    values : sequence of mapping
        The named values of each.
    bias : Bias
        The judgements, for sorting by them.
    layout : ForestLayout
        Says what to sort by.
    language : Language
        Whose alphabet orders names.

    Returns
    -------
    tuple of int
        Places rather than effects, so that all that belongs to a row moves with it. Equal rows
        keep the order of the tables, and rows without the value come last either way.
    """
    places = range(len(effects))
    if not layout.sort:
        return tuple(places)
    if layout.sort == "risk_of_bias":
        found: list[StudyValue] = [bias.worst(effect.study_id) for effect in effects]
    else:
        found = [one.get(layout.sort) for one in values]
    known = [place for place in places if found[place] is not None]
    known.sort(key=lambda place: _key(found[place], language), reverse=layout.descending)
    return (*known, *(place for place in places if found[place] is None))


def _key(value: StudyValue, language: Language) -> tuple[float, str]:
    """Return numbers by size, then words by the alphabet."""
    if isinstance(value, str):
        return float("inf"), alphabetical(value, language)
    return float(value or 0.0), ""
