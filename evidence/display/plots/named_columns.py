"""Columns of named values beside a forest plot: year, country, a column of the project's own."""

from collections.abc import Mapping, Sequence

from evidence.display.plots.columns import Column
from evidence.display.plots.effect_text import MISSING
from evidence.display.plots.measure import wrap
from evidence.display.plots.palette import SIZE
from evidence.findings.forest_layout import ForestLayout
from evidence.findings.study_values import StudyValue
from evidence.vocabulary import Language
from evidence.wording.lists import inside, sentence
from evidence.wording.numbers import number
from evidence.wording.phrases import phrase

_WIDEST = 62.0
_HEADERS = {
    "label": "figure.study",
    "estimate": "figure.forest.estimate",
    "weight": "figure.weight",
    "risk_of_bias": "figure.forest.risk_of_bias",
    "se": "figure.funnel.error",
    "n": "figure.n",
    "year": "figure.forest.year",
    "country": "figure.forest.country",
    "design": "figure.forest.design",
    "diagnostic_criteria": "table.studies.criteria",
    "n_randomised": "table.studies.randomised",
    "registration": "figure.forest.registration",
}


def named_columns(
    layout: ForestLayout, values: Sequence[Mapping[str, StudyValue]], language: Language
) -> tuple[Column, ...]:
    """Return the columns a layout asks for; words wrap, numbers stand flush right."""
    return tuple(
        Column(
            key=_key(name),
            header="\n".join(wrap(column_heading(name, layout, language), _WIDEST, SIZE, "bold")),
            align="start" if name == "year" or _has_words(name, values) else "end",
            wrap_at=_WIDEST if _has_words(name, values) else 0.0,
        )
        for name in layout.columns
    )


def named_cells(
    values: Mapping[str, StudyValue], layout: ForestLayout, language: Language
) -> Mapping[str, str]:
    """Return the cells of one study."""
    return {_key(name): _cell(name, values.get(name), language) for name in layout.columns}


def column_heading(name: str, layout: ForestLayout, language: Language) -> str:
    """Return the heading of a column: the layout's, the package's, or the name itself."""
    if name in layout.headings:
        return layout.headings[name].in_language(language)
    if name in _HEADERS:
        return phrase(_HEADERS[name], language)
    return sentence(name.replace("_", " "))


def sorted_words(layout: ForestLayout, language: Language, *, grouped: bool) -> str:
    """Return the sentence that says what the rows are sorted by."""
    direction = "descending" if layout.descending else "ascending"
    return phrase(
        "figure.forest.sorted_groups" if grouped else "figure.forest.sorted",
        language,
        column=inside(column_heading(layout.sort, layout, language)),
        direction=phrase(f"figure.forest.{direction}", language),
    )


def _has_words(name: str, values: Sequence[Mapping[str, StudyValue]]) -> bool:
    return any(isinstance(one.get(name), str) for one in values)


def _cell(name: str, value: StudyValue, language: Language) -> str:
    if value is None:
        return MISSING
    if name == "year" or isinstance(value, str):
        return str(value)
    whole = isinstance(value, int) or float(value).is_integer()
    return number(value, 0 if whole else 2, language)


def _key(name: str) -> str:
    return f"named {name}"
