"""The arms of each study beside a forest plot: columns for what any study reports."""

from collections.abc import Iterable, Mapping, Sequence

from evidence.display.plots.columns import Column
from evidence.display.plots.effect_text import MISSING
from evidence.synthesis.results import ArmData, StudyEffect
from evidence.vocabulary import Language
from evidence.wording.numbers import number
from evidence.wording.phrases import phrase

ARMS = ("experimental", "comparator")
_HEADERS = {"experimental": "figure.intervention", "comparator": "figure.comparison"}
_MOST_DECIMALS = 2


def arm_columns(effects: Sequence[StudyEffect], language: Language) -> tuple[Column, ...]:
    """Return the columns of both arms; a quantity no study reports has none.

    Parameters
    ----------
    effects : sequence of StudyEffect
        The studies.
    language : Language
        Language of the headings.

    Returns
    -------
    tuple of Column
        Events among people, or n, mean and SD, under the name of the arm.
    """
    columns: list[Column] = []
    for arm in ARMS:
        over = phrase(_HEADERS[arm], language)
        quantities = _quantities(effects)
        if len(quantities) == 1:
            header = f"{over}\n{phrase(f'figure.{quantities[0]}', language)}"
            columns.append(Column(key=f"{arm}_{quantities[0]}", header=header, align="end"))
            continue
        columns.extend(
            Column(
                key=f"{arm}_{quantity}",
                header=phrase(f"figure.{quantity}", language),
                align="end",
                gap=7.0 if index else 11.0,
                group=arm,
                group_header=over,
            )
            for index, quantity in enumerate(quantities)
        )
    return tuple(columns)


def arm_decimals(effects: Sequence[StudyEffect]) -> Mapping[str, int]:
    """Return the quantities any study reports, with the decimals their cells have."""
    return {
        quantity: 0 if quantity in ("events", "n") else _decimals(_all(effects, quantity))
        for quantity in _quantities(effects)
    }


def arm_cells(
    effect: StudyEffect, decimals: Mapping[str, int], language: Language
) -> Mapping[str, str]:
    """Return a study's cells, a dash where it reports only the difference.

    Parameters
    ----------
    effect : StudyEffect
        The study.
    decimals : mapping of str to int
        As :func:`arm_decimals` gives them for all studies.
    language : Language
        Language of the numbers.
    """
    return {
        f"{arm}_{quantity}": _cell(getattr(effect, arm), quantity, places, language)
        for arm in ARMS
        for quantity, places in decimals.items()
    }


def _quantities(effects: Sequence[StudyEffect]) -> tuple[str, ...]:
    arms = [getattr(effect, arm) for effect in effects for arm in ARMS]
    if any(arm.events is not None for arm in arms):
        return ("events",)
    names = ("n", "mean", "sd")
    return tuple(name for name in names if any(getattr(arm, name) is not None for arm in arms))


def _cell(data: ArmData, quantity: str, decimals: int, language: Language) -> str:
    if quantity == "events" and data.events is None:
        return MISSING
    if quantity == "events":
        parts = (data.events, data.n)
        return "/".join(MISSING if one is None else _count(one, language) for one in parts)
    value: float | None = getattr(data, quantity)
    if value is None:
        return MISSING
    if quantity == "n":
        return _count(value, language)
    return number(value, decimals, language)


def _count(value: float, language: Language) -> str:
    """Return people counted; a control group split between comparisons may leave a half."""
    return number(value, 0 if float(value).is_integer() else 1, language)


def _all(effects: Sequence[StudyEffect], quantity: str) -> Iterable[float]:
    values = (getattr(getattr(effect, arm), quantity) for effect in effects for arm in ARMS)
    return (value for value in values if value is not None)


def _decimals(values: Iterable[float]) -> int:
    """Return the decimals the reported numbers have; computed ones get as many as are usual."""
    kept = list(values)
    for decimals in range(_MOST_DECIMALS + 1):
        if all(abs(value * 10**decimals - round(value * 10**decimals)) < 1e-6 for value in kept):
            return decimals
    return 1 if max(abs(value) for value in kept) >= 10 else _MOST_DECIMALS
