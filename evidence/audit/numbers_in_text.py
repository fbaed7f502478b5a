"""The numbers that stand in a text, whatever sign and decimal mark they are printed with."""

import re

NUMBER = re.compile(r"\d+(?:[.,·‧∙]\d+)?|[.·]\d+")
MARKS = str.maketrans(",·‧∙", "....")


def numbers_in(text: str) -> frozenset[str]:
    """Return the numbers of a text, each in one way of writing it.

    Examples
    --------
    >>> sorted(numbers_in("−4·2 (95% CI −6,10 to .5)"))
    ['0.5', '4.2', '6.1', '95']
    """
    return frozenset(number_key(found) for found in NUMBER.findall(text))


def number_key(written: str) -> str:
    """Return a number without sign and without zeros that say nothing.

    Examples
    --------
    >>> number_key("-07.50")
    '7.5'
    """
    plain = written.strip().lstrip("+-−–").translate(MARKS)
    before, _, after = plain.partition(".")
    before, after = before.lstrip("0") or "0", after.rstrip("0")
    return f"{before}.{after}" if after else before
