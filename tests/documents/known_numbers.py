"""Which numbers an id of a chapter vouches for, and which numbers an element prints."""

import dataclasses
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from evidence.audit.checklist import answer_checklist
from evidence.certainty.thresholds import COHEN
from evidence.display.plots.funnel import CONTOURS, FEWEST_FOR_A_TEST
from evidence.display.tables.overlap_shares import chapter_overlap
from evidence.findings.finding import Chapter
from evidence.synthesis.added_in_turn import added_in_turn
from evidence.synthesis.as_pooled import effects_as_pooled, options_as_pooled
from evidence.synthesis.results import NotEstimable, PooledEffect
from evidence.synthesis.study_points import baujat
from evidence.tables.checklist_items import CHECKLISTS
from evidence.vocabulary import Language

_IDS = ("id", "synthesis_id", "about_id", "study_id", "row_ids", "review_id")


class KnownNumbers:
    """Every number behind every id of a chapter."""

    def __init__(self, chapter: Chapter) -> None:
        self.by_id: dict[str, set[float]] = {}
        for question in chapter.questions:
            self._read(question, ())
        self._of_the_chapter(chapter)
        self._of_the_scales(chapter)
        self._of_the_subgroups(chapter)
        self._of_what_is_retold(chapter)
        self._of_the_overlap(chapter)
        self._of_the_multiverses(chapter)
        self._of_the_checklists(chapter)
        self._of_single_studies(chapter)

    def behind(self, ids: list[str]) -> set[float]:
        unknown = [i for i in ids if i not in self.by_id]
        assert not unknown, f"no record has the ids {unknown}"
        return set().union(*(self.by_id[i] for i in ids))

    def _read(self, record: Any, owners: tuple[str, ...]) -> None:
        """File a record's numbers under its own ids and those of what holds it."""
        if dataclasses.is_dataclass(record):
            fields = {f.name: getattr(record, f.name) for f in dataclasses.fields(record)}
            owners = (*owners, *_names(fields))
            self._file(_numbers(record), tuple(_names(fields)))
            for value in fields.values():
                self._read(value, owners)
        elif isinstance(record, Mapping):
            for value in record.values():
                self._read(value, owners)
        elif isinstance(record, tuple | list):
            for value in record:
                self._read(value, owners)

    def _file(self, numbers: set[float], ids: tuple[str, ...]) -> None:
        for identifier in ids:
            self.by_id.setdefault(identifier, set()).update(numbers)

    def _of_the_chapter(self, chapter: Chapter) -> None:
        everything: set[float] = set(range(0, 1 + _count(chapter)))
        everything |= _numbers(chapter.overview)
        everything |= _numbers([question.manifest.sha256 for question in chapter.questions])
        self._file(everything, ("chapter",))
        for record in (*chapter.overview.unused, *chapter.overview.web_texts):
            self._read(record, ())

    def _of_the_scales(self, chapter: Chapter) -> None:
        """What is measured on a scale vouches for the numbers in the scale's name."""
        for question in chapter.questions:
            measured = [published.estimate for published in question.published]
            for one in (*measured, *(finding.synthesis for finding in question.findings)):
                self._file(self.by_id.get(one.instrument_id, set()), (one.id,))

    def _of_what_is_retold(self, chapter: Chapter) -> None:
        """A result vouches for the numbers it is told anew with."""
        for question in chapter.questions:
            for published in question.published:
                self._file(_numbers(published.retold), (published.estimate.id,))
            for finding in question.findings:
                self._file(_numbers(finding.retold), (finding.synthesis.id,))

    def _of_the_subgroups(self, chapter: Chapter) -> None:
        """A subgroup weighs what its studies weigh together."""
        for finding in (f for question in chapter.questions for f in question.findings):
            pooled = finding.analysis.pooled
            if isinstance(pooled, PooledEffect):
                groups = [group.members for group in finding.analysis.subgroups]
                sums = {sum(pooled.weights[i] for i in members) for members in groups}
                self._file(sums, (finding.synthesis.id,))
                levels = {level for level, _ in CONTOURS}
                self._file({*levels, FEWEST_FOR_A_TEST}, (finding.synthesis.id,))

    def _of_the_overlap(self, chapter: Chapter) -> None:
        """A review vouches for how many trials it has, and how many it shares with another."""
        overlap = chapter_overlap(chapter)
        for name in overlap.reviews:
            counts = {float(overlap.included[name]), float(overlap.unclear[name])}
            self._file(counts, (name,))
        areas = [(pair.area, (pair.one, pair.other)) for pair in overlap.pairs]
        for area, ids in [*areas, (overlap.area, overlap.reviews)]:
            if area is not None:
                self._file({100 * area.low, 100 * area.high, 15.0}, ids)

    def _of_the_checklists(self, chapter: Chapter) -> None:
        """A checklist vouches for its items' numbers, its year and how much of each is filled."""
        numbers = {2020.0}
        for name, (_, doi) in CHECKLISTS.items():
            answers = answer_checklist(chapter, name)
            numbers |= _digits(doi)
            numbers |= {float(count) for count in range(len(answers) + 1)}
            numbers |= _numbers([one.parts for one in answers])
        self._file(numbers, ("checklists",))

    def _of_single_studies(self, chapter: Chapter) -> None:
        """A synthesis vouches for itself as its trials came, and for what each study adds."""
        for question in chapter.questions:
            years = {study.id: study.year for study in question.studies if study.year}
            for finding in question.findings:
                analysis = finding.analysis
                numbers = _numbers([step.pooled for step in added_in_turn(analysis, years)])
                if isinstance(analysis.pooled, PooledEffect):
                    methods = options_as_pooled(analysis.pooled)
                    table = baujat(effects_as_pooled(analysis), **methods)
                    if not isinstance(table, NotEstimable):
                        parts = table["contribution"]
                        numbers |= {*parts, *table["influence"], *(100 * parts / parts.sum())}
                self._file(numbers, (finding.synthesis.id,))

    def _of_the_multiverses(self, chapter: Chapter) -> None:
        """Every reasonable analysis vouches for its counts taken together, and their shares."""
        for finding in (f for question in chapter.questions for f in question.findings):
            found = finding.multiverse
            if found is None:
                continue
            options = [option for choice in found.choices for option in choice.options]
            sums = {float(sum(found.impossible.values()))}
            for tally in (found.tally, *(option.tally for option in options)):
                excluding, beyond = (
                    tally.below + tally.above,
                    tally.beyond_below + tally.beyond_above,
                )
                sums |= {float(excluding), float(beyond)}
                sums.add(100 * excluding / max(1, tally.specifications))
                sums.add(100 * beyond / max(1, tally.measured))
            sums.add(float(found.tally.specifications - found.on_scale))
            sums.add(float(round(found.on_scale / len(found.curve))))
            self._file(sums, (finding.synthesis.id,))


def _names(fields: Mapping[str, Any]) -> Iterator[str]:
    for name in _IDS:
        value = fields.get(name, "")
        if isinstance(value, str):
            if value:
                yield value
        else:
            yield from value


def _numbers(record: Any) -> set[float]:
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        values = [getattr(record, f.name) for f in dataclasses.fields(record)]
        return set().union(*map(_numbers, values))
    if isinstance(record, Mapping):
        return set().union(*map(_numbers, record.values()))
    if isinstance(record, tuple | list):
        return {len(record), *set().union(*map(_numbers, record))}
    if isinstance(record, str):
        return _digits(record)
    if isinstance(record, bool) or record is None:
        return set()
    found = {float(record)}
    if abs(record) < 20:
        found |= {math.exp(record), 100 * record}
    return found


def _digits(text: str) -> set[float]:
    """Every way to read the digits of a text: as decimals, thousands or apart."""
    apart = re.findall(r"\d+", text)
    decimals = [part.replace(",", ".") for part in re.findall(r"\d+[.,]\d+", text)]
    thousands = re.findall(r"\d{1,3}(?:[\u00a0 ,]\d{3})+", text)
    return {float(re.sub(r"[\u00a0 ,]", "", part)) for part in (*apart, *decimals, *thousands)}


def _count(chapter: Chapter) -> int:
    return sum(len(question.manifest.rows) for question in chapter.questions)


def _pattern(thousands: str, point: str) -> re.Pattern[str]:
    whole = rf"\d{{1,3}}(?:{thousands}\d{{3}}(?!\d))+|\d+"
    return re.compile(rf"(?<![\w.,:/])({whole})(?:{point}(\d+))?(?![\w:/]|[.,]\d)")


_PRINTED = {
    Language.NB: _pattern("\u00a0", ","),
    Language.NN: _pattern("\u00a0", ","),
    Language.EN: _pattern(",", r"\."),
}


def printed(text: str, language: Language) -> list[tuple[float, int]]:
    """Return the size of each number of a text and the decimals it is printed with."""
    return [
        (float(f"{re.sub(r'[^0-9]', '', whole)}.{fraction or 0}"), len(fraction))
        for whole, fraction in _PRINTED[language].findall(text)
    ]


def is_known(value: float, decimals: int, known: set[float]) -> bool:
    """Tell whether a printed number is a known one, rounded; the sign is in the words too."""
    room = 0.5 * 10**-decimals * (1 + 1e-9)
    return any(abs(abs(number) - value) <= room for number in known)


RULES = {COHEN.small, COHEN.moderate, COHEN.large, 95.0, 1000.0}
"""Cuts of the rule of thumb, named with it where they are printed, the usual level, and the
thousand people that risks are told of."""
