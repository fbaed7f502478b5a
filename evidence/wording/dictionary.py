"""The dictionary of a project's tables, made from their contract: Norwegian first, English beside.

Lists of words stand as they are typed in the tables. Limits are written as intervals: ``≥ 1``.
"""

from collections.abc import Iterator

from evidence.tables.contract import Bounds, Column, Contract, TableContract
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase

HEADINGS = ("column", "name", "type", "allowed", "required", "key", "holds")


def dictionary(contract: Contract) -> str:
    """Return the dictionary as a Markdown page.

    Parameters
    ----------
    contract : Contract
        The contract of the tables.

    Returns
    -------
    str
        A section for each table, a row for each column; ends in a line feed.

    Examples
    --------
    >>> from evidence.tables.descriptor import package_contract
    >>> "## studies" in dictionary(package_contract())
    True
    """
    pages = [f"# {_both('dictionary.title')}"]
    pages += [phrase("dictionary.intro", language) for language in (Language.NB, Language.EN)]
    pages += [_section(table) for table in contract.tables.values()]
    return "\n\n".join(pages) + "\n"


def _section(table: TableContract) -> str:
    titles = [_both(f"dictionary.{heading}") for heading in HEADINGS]
    rows = [titles, ["---"] * len(titles), *(_row(table, column) for column in table.columns)]
    lines = "\n".join(f"| {' | '.join(cells)} |" for cells in rows)
    about = _beside(table.description_nb, table.description)
    return f"## {table.name}: {table.title}\n\n{about} (`{table.file}`)\n\n{lines}"


def _row(table: TableContract, column: Column) -> list[str]:
    cells = [
        f"`{column.name}`",
        column.title,
        _both(f"dictionary.kind.{column.kind}"),
        ", ".join(_allowed(column)),
        _both("dictionary.yes") if column.required else "",
        ", ".join(_keys(table, column)),
        _beside(column.description_nb, column.description),
    ]
    return [cell.replace("|", "\\|") for cell in cells]


def _allowed(column: Column) -> Iterator[str]:
    yield from (f"`{word}`" for word in column.words)
    yield from _limits(column.bounds)
    if column.example:
        yield _both("dictionary.form", example=f"`{column.example}`")


def _limits(bounds: Bounds) -> Iterator[str]:
    signs = {
        "≥": bounds.minimum,
        ">": bounds.exclusive_minimum,
        "≤": bounds.maximum,
        "<": bounds.exclusive_maximum,
    }
    yield from (f"{sign} {limit}" for sign, limit in signs.items() if limit is not None)


def _keys(table: TableContract, column: Column) -> Iterator[str]:
    if column.name in table.primary_key:
        yield _both("dictionary.own_key")
    if column.unique:
        yield _both("dictionary.unique")
    for reference in table.references:
        if column.name in reference.columns:
            yield f"→ {reference.table}"


def _both(key: str, **values: str) -> str:
    """Return a phrase in Norwegian and English, once where they are the same."""
    return _beside(*(phrase(key, language, **values) for language in (Language.NB, Language.EN)))


def _beside(norwegian: str, english: str) -> str:
    return " / ".join(dict.fromkeys(text for text in (norwegian, english) if text))
