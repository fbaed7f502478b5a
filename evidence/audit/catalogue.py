"""All rules there are, and those asked for by the beginnings of their codes."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

from evidence.audit.rule import Rule
from evidence.errors import ChoiceUnknown

RULES = Path(__file__).with_name("rules")


@cache
def all_rules() -> Mapping[str, Rule]:
    """Return every rule by its code, in order of codes.

    Raises
    ------
    ValueError
        Two files hold the same code.

    Examples
    --------
    >>> all_rules()["C10"].name
    'se-entered-as-sd'
    """
    names = sorted(path.stem for path in RULES.glob("[a-z]*.py"))
    rules = [import_module(f"evidence.audit.rules.{name}").RULE for name in names]
    found: dict[str, Rule] = {}
    for rule in sorted(rules, key=lambda rule: rule.code):
        if rule.code in found:
            raise ValueError(f"two rules have the code {rule.code}")
        found[rule.code] = rule
    return found


def selected(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> tuple[Rule, ...]:
    """Return the rules whose codes begin as asked for.

    Parameters
    ----------
    select : sequence of str
        Beginnings of codes, such as ``C1``; every rule where none is given.
    ignore : sequence of str
        Beginnings of codes to leave out. The longest beginning that fits a code decides.

    Returns
    -------
    tuple of Rule
        In order of codes.

    Raises
    ------
    ChoiceUnknown
        No code begins so.

    Examples
    --------
    >>> [rule.code for rule in selected(["C1"], ["C"]) if rule.code == "C10"]
    ['C10']
    """
    rules = all_rules()
    for option, asked in (("--select", select), ("--ignore", ignore)):
        for prefix in asked:
            if not any(code.startswith(prefix) for code in rules):
                raise ChoiceUnknown(option, prefix, list(rules))
    return tuple(
        rule
        for code, rule in rules.items()
        if _longest(code, select or [""]) > _longest(code, ignore)
    )


def _longest(code: str, prefixes: Sequence[str]) -> int:
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)
