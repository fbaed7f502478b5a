"""Whether a cell is a date that a spreadsheet has made of something else.

Excel turns ``1-3`` into ``01.mar`` and ``MARCH1`` into ``1-Mar``; a program that saves the sheet
then writes ``2024-03-01 00:00:00``. A programmatic scan found converted names in about one fifth
of the papers with lists of genes in Excel files.

References
----------
Ziemann M, Eren Y, El-Osta A. Gene name errors are widespread in the scientific literature.
Genome Biology 2016;17:177. https://doi.org/10.1186/s13059-016-1044-7
"""

import re

# Months as Excel shortens them, in English and Norwegian.
_MONTH = "(jan|feb|mar|mars|apr|may|mai|jun|juni|jul|juli|aug|sep|sept|oct|okt|nov|dec|des)"
_FORMS = (
    r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?",
    r"\d{1,2}\.\d{1,2}\.\d{4}( \d{2}:\d{2}(:\d{2})?)?",
    r"\d{1,2}/\d{1,2}/\d{4}( \d{2}:\d{2}(:\d{2})?)?",
    rf"\d{{1,2}}[.-] ?{_MONTH}\.?([. -]\d{{2,4}})?",
    rf"{_MONTH}[.-]\d{{2,4}}",
)
_DATE = re.compile("|".join(f"(?:{form})" for form in _FORMS), re.IGNORECASE)
_LONGEST = 30


def is_date(text: str) -> bool:
    """Tell whether the whole of a cell is a date as spreadsheets write them.

    Examples
    --------
    >>> is_date("01.mar"), is_date("2024-03-01 00:00:00"), is_date("Smith-2024")
    (True, True, False)
    """
    return len(text) < _LONGEST and _DATE.fullmatch(text) is not None
