"""Errors planted in written pages: how many kinds the audit finds, and what it cries out at.

Each plant is one change to a page: what stood there, what stands there now, and the codes that
would name it. It is found when the audit gives a finding it did not give before, with one of those
codes, on the line changed or pointing to it. The pages are one published page, which has errors of
its own, and clean ones in bokmål and nynorsk written for this; each as text, HTML and Word.
"""

import csv
import html
import io
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evidence.audit.page.audit_page import audit_page
from evidence.audit.page.block import Page
from evidence.audit.page.finding import PageFinding
from evidence.audit.page.read_page import page_of
from evidence.audit.page.sentences import sentences
from evidence.tables.open_tables import open_tables
from evidence.vocabulary import Language
from evidence.wording.page_findings import state_page_finding

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "tests" / "golden" / "pages"
PLANTS = PAGES / "plants.csv"
MEASURED = ROOT / "validation" / "planted_pages.json"
AGAINST_TABLES = (
    ("-0,41 (KI -0,65", "-0,40 (KI -0,65"),
    ("KI -0,31 til 0,00", "KI -0,30 til 0,00"),
    ("dvs g (Hedge's g)=-0,34", "g (Hedge's g)=-0,34"),
    ("lav tillit til effektestimatet", "moderat tillit til effektestimatet"),
    ("2094 pasienter", "2049 pasienter"),
)
KINDS = ("txt", "html", "docx")
CLEAN = tuple(sorted(path.stem for path in PAGES.glob("clean_*.txt")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """One planted error: its kind, its page, the change, and the codes that name it.

    ``at`` is a text on the line where it shows, where that is not the line changed.
    """

    kind: str
    page: str
    old: str
    new: str
    codes: frozenset[str]
    at: str = ""

    def into(self, text: str) -> tuple[str, int]:
        """Return the page with the error in it, and the line it stands on."""
        if text.count(self.old) < 1:
            raise ValueError(f"{self.kind}: {self.old!r} is not on {self.page}")
        place = text.index(self.old)
        line = text.count("\n", 0, place) + 1
        if self.at:
            return text.replace(self.old, self.new, 1), text.count("\n", 0, text.index(self.at)) + 1
        same = 0
        while same < min(len(self.old), len(self.new)) and self.old[same] == self.new[same]:
            same += 1
        line += self.old.count("\n", 0, same)
        return text[:place] + self.new + text[place + len(self.old) :], line


def plants() -> tuple[Plant, ...]:
    """Return every planted error."""
    with PLANTS.open(encoding="utf-8", newline="") as stream:
        return tuple(
            Plant(
                kind=row["kind"],
                page=row["page"],
                old=row["old"].replace("\\n", "\n"),
                new=row["new"].replace("\\n", "\n"),
                codes=frozenset(row["codes"].split()),
                at=row["at"].replace("\\n", "\n"),
            )
            for row in csv.DictReader(stream)
        )


def page_text(name: str) -> str:
    """Return a page's text."""
    return (PAGES / f"{name}.txt").read_text(encoding="utf-8")


def as_kind(text: str, kind: str) -> Page:
    """Return a text as a page read from a file of a kind, each line on its own line again."""
    if kind == "html":
        lines = [f"<p>{html.escape(line)}</p>" if line else "" for line in text.split("\n")]
        content = "<!DOCTYPE html><html lang='nb'><body>" + "\n".join(lines) + "</body></html>"
        return page_of(content.encode(), "page.html")
    if kind == "docx":
        from docx import Document

        document, stream = Document(), io.BytesIO()
        for line in text.split("\n"):
            document.add_paragraph(line)
        document.save(stream)
        return page_of(stream.getvalue(), "page.docx")
    return page_of(text.encode(), "page.txt")


@cache
def _before(name: str, kind: str) -> frozenset[tuple[str, str]]:
    findings = audit_page(as_kind(page_text(name), kind)).findings
    return frozenset((one.code, repr(sorted(one.values.items()))) for one in findings)


def told_by(plant: Plant, kind: str = "txt") -> tuple[PageFinding, ...]:
    """Return the new findings that name a planted error at its place."""
    changed, line = plant.into(page_text(plant.page))
    before = _before(plant.page, kind)
    return tuple(
        one
        for one in audit_page(as_kind(changed, kind)).findings
        if (one.code, repr(sorted(one.values.items()))) not in before
        and one.code in plant.codes
        and line in (one.line, one.other_line)
    )


def is_found(plant: Plant, kind: str = "txt") -> bool:
    """Tell whether the audit finds a planted error."""
    return bool(told_by(plant, kind))


def false_alarms(name: str, kind: str = "txt") -> tuple[tuple[PageFinding, ...], int]:
    """Return what the audit finds on a clean page, and how many sentences the page has."""
    page = as_kind(page_text(name), kind)
    count = sum(len(list(sentences(block))) for block in page.blocks)
    return audit_page(page).findings, count


def measure() -> dict[str, object]:
    """Return recall by kind of error, alarms on clean pages, and an example of each code."""
    rows: dict[str, dict[str, object]] = {}
    examples: dict[str, dict[str, str]] = {}
    for plant in plants():
        row = rows.setdefault(plant.kind, {"codes": [], "planted": 0, "found": 0})
        for kind in KINDS:
            told = told_by(plant, kind)
            row["planted"] += 1  # type: ignore[operator]
            row["found"] += bool(told)  # type: ignore[operator]
            for one in told:
                if one.code not in row["codes"]:  # type: ignore[operator]
                    row["codes"].append(one.code)  # type: ignore[attr-defined]
                examples.setdefault(one.code, _example(one))
    for one in _others():
        examples.setdefault(one.code, _example(one))
    clean = {}
    for name in CLEAN:
        alarms = [false_alarms(name, kind) for kind in KINDS]
        clean[name] = {"alarms": sum(len(found) for found, _ in alarms), "sentences": alarms[0][1]}
    return {"kinds": rows, "clean": clean, "examples": examples}


def _others() -> Iterator[PageFinding]:
    """Yield examples of what no planted error shows: the page as it is, tables, another layout."""
    yield from audit_page(as_kind(page_text("shipped_nb"), "txt")).findings
    changed = page_text("shipped_nb")
    for old, new in AGAINST_TABLES:
        changed = changed.replace(old, new, 1)
    yield from audit_page(as_kind(changed, "txt"), open_tables(ROOT / "data")).findings
    yield from audit_page(page_of(b"zzz qqq xxx", "page.txt")).findings


def _example(one: PageFinding) -> dict[str, str]:
    told = {language.value: state_page_finding(one, language) for language in Language}
    return {"quote": one.quote, **told}


def main() -> None:
    """Print what is not found and every alarm on a clean page; ``--write`` keeps it all."""
    told = Counter[str]()
    for plant in plants():
        for kind in KINDS if "--all" in sys.argv else ("txt",):
            good = is_found(plant, kind)
            told["found" if good else "missed"] += 1
            if not good:
                print("MISSED", kind, plant.page, plant.kind, "|", plant.old, "->", plant.new)
    print(dict(told), len({plant.kind for plant in plants()}), "kinds")
    for name in CLEAN:
        found, count = false_alarms(name)
        print(name, len(found), "alarms in", count, "sentences")
    if "--write" in sys.argv:
        MEASURED.write_text(
            json.dumps(measure(), ensure_ascii=False, indent=1, sort_keys=True) + "\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
