"""Counts: how many studies, participants, articles, reviews or records a sentence names."""

import re
from collections.abc import Iterator, Sequence

from evidence.audit.page.block import Sentence
from evidence.audit.page.claims import Citation, Count
from evidence.audit.page.layout import Placed
from evidence.audit.page.read_sources import sources_of
from evidence.audit.page.words import either, meanings
from evidence.audit.page.written_number import COUNT, count_of

_COUNTED = re.compile(
    rf"(?P<number>(?:(?<=[a-zæøå]{{4}})\d{{1,4}}(?!\w)|{COUNT})|(?<!\w){either('numerals')}(?!\w))\s+"
    rf"(?P<between>(?:(?!av\b|til\b|fra\b|og\b|eller\b)[\wæøå-]+\s+){{0,3}}?)"
    rf"(?P<unit>{either('units')})(?!\w)",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:inkluder\w*|omfatt\w*|innehold\w*|inneheld\w*|basert på|bygger på|byggjer på|består av"
    r"|til sammen|totalt|i alt|sammenfatt\w*|oppsummer\w*|samla|med|blant|hos|included|fant|fann)"
    r"\s*(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:,|og|med|med totalt|med til sammen|med i alt)\s*")
_PART_OF = re.compile(
    r"(?:hvorav|derav|av disse|av desse|herav|kun|bare|berre|relevante|resterende|ytterligere"
    r"|nylig|nyleg|små|ekskluder\w*|andre|øvrige|enkeltstud\w*)",
    re.IGNORECASE,
)


def read_counts(
    sentences: Sequence[tuple[Placed, Sentence]], citations: Sequence[Citation]
) -> tuple[Count, ...]:
    """Return the counts of a page, each with the source its paragraph speaks of.

    Parameters
    ----------
    sentences : sequence of (Placed, Sentence)
        The sentences of the page.
    citations : sequence of Citation
        Its citations, of which the one before a count is what it is about.

    Returns
    -------
    tuple of Count
        ``total`` marks those said of a source as a whole.
    """
    sources = sources_of(sentences, citations)
    return tuple(
        count
        for placed, sentence in sentences
        if placed.part not in ("references", "footer")
        for count in _in_sentence(placed, sentence, sources[placed.block.number, sentence.start])
    )


def _in_sentence(placed: Placed, sentence: Sentence, source: str) -> Iterator[Count]:
    end, total = -1, False
    for match in _COUNTED.finditer(sentence.plain):
        written = match.group("number")
        words = meanings("numerals", "number")
        value = int(words[written.lower()]) if written.lower() in words else count_of(written)
        before = sentence.plain[max(0, match.start() - 45) : match.start()]
        around = before[-25:] + match.group("between")
        joined = total and _JOINED.fullmatch(sentence.plain[end : match.start()]) is not None
        total = joined or (bool(_TOTAL.search(before)) and not _PART_OF.search(around))
        end = match.end()
        yield Count(
            sentence=sentence,
            value=value,
            text=match.group(),
            unit=meanings("units", "unit")[match.group("unit").lower()],
            start=sentence.start + match.start(),
            total=total,
            source=source,
            part=placed.part,
            question=placed.question,
        )
