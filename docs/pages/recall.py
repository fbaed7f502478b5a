"""The page that says how many planted table errors are told, and how many clean rows are not."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

HEAD = """# How many errors are told

Errors people make in tables are planted, one at a time and at a place chosen by chance, in projects
that are clean: one of invented people (means, spreads, intervals and p-values follow from their
scores), the starter that `evidence new` makes, and the shipped project, in which every remark has
been read and is true. An error is *told* when one of the codes it should be told by is new.
`python -m validation.faults` plants them and writes this page's numbers; nothing in the tables is
written by hand.
"""


def recall_page(measured: Mapping[str, Any]) -> str:
    """Return the page as Markdown.

    Parameters
    ----------
    measured : mapping
        What ``validation/faults.py`` wrote.

    Returns
    -------
    str
        All errors together, each kind, each rule, and false alarms.
    """
    kinds = measured["kinds"]
    planted = sum(sum(kind["planted"].values()) for kind in kinds)
    told = sum(sum(kind["told"].values()) for kind in kinds)
    clean = measured["clean"]
    alarms = sum(clean["alarms"].values())
    said = (
        f"**{len(kinds)} kinds, {planted:,} errors planted, {told:,} told: "
        f"{told / planted:.1%}.** On {clean['projects']} clean projects with {clean['rows']:,} "
        f"rows there were {alarms} false alarms ({100 * alarms / clean['rows']:.2f} in 100 rows)."
    )
    parts = [HEAD + "\n" + said, "## By kind of error", _kinds(kinds)]
    parts += ["## By rule", _rules(kinds, clean["alarms"])]
    return "\n\n".join(parts) + "\n"


def _kinds(kinds: list[Mapping[str, Any]]) -> str:
    lines = ["| error | should be told by | planted | told | recall |", "| --- " * 5 + "|"]
    for kind in kinds:
        planted, told = sum(kind["planted"].values()), sum(kind["told"].values())
        recall = f"{told / planted:.0%}" if planted else "no place"
        codes = ", ".join(kind["codes"])
        lines.append(f"| {kind['name']} | {codes} | {planted} | {told} | {recall} |")
    return "\n".join(lines)


def _rules(kinds: list[Mapping[str, Any]], alarms: Mapping[str, int]) -> str:
    """Return, for each code, the errors meant for it alone and how many it told."""
    told: Counter[str] = Counter()
    own: Counter[str] = Counter()
    for kind in kinds:
        told.update(kind["told_by"])
        for code in kind["codes"] if len(kind["codes"]) == 1 else ():
            own[code] += sum(kind["planted"].values())
    lines = ["| rule | errors told | planted for it alone | recall of these | false alarms |"]
    lines.append("| --- " * 5 + "|")
    for code in sorted({code for kind in kinds for code in kind["codes"]} | set(alarms)):
        recall = f"{min(told[code], own[code]) / own[code]:.0%}" if own[code] else ""
        alone = own[code] or ""
        lines.append(f"| {code} | {told[code]} | {alone} | {recall} | {alarms.get(code, 0)} |")
    return "\n".join(lines)
