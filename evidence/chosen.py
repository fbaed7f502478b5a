"""Refusing a choice that does not exist, with those that do."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from inspect import signature
from numbers import Real

from evidence.errors import ChoiceUnknown


def require_listed(choices: object, lists: Mapping[str, Sequence[str]]) -> None:
    """Refuse choices that are not in their lists.

    Parameters
    ----------
    choices : object
        With an attribute for every option of the lists.
    lists : mapping of str to sequence of str
        The right choices of each option.

    Raises
    ------
    ChoiceUnknown
        For the first choice that does not exist, with those that do.
    """
    for option, right in lists.items():
        if getattr(choices, option) not in right:
            raise ChoiceUnknown(option, str(getattr(choices, option)), right)


def require_level(level: float) -> None:
    """Refuse a confidence level that is no share between none and all."""
    if not (isinstance(level, Real) and 0 < level < 1):
        raise ChoiceUnknown("level", str(level), ("0.9", "0.95", "0.99"))


def require_options(given: Iterable[str], right: Sequence[str]) -> None:
    """Refuse an option that does not exist, with those that do."""
    for option in given:
        if option not in right:
            raise ChoiceUnknown("option", option, right)


def options_of(door: Callable[..., object]) -> tuple[str, ...]:
    """Return the options a function names itself, as an answer to those that do not exist.

    Examples
    --------
    >>> options_of(require_level), options_of(sorted)
    ((), ('key', 'reverse'))
    """
    each = signature(door).parameters.values()
    return tuple(one.name for one in each if one.kind is one.KEYWORD_ONLY)
