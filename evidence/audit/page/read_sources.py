"""Which source a sentence speaks of: the one it cites, else the one its paragraph began with."""

from collections.abc import Mapping, Sequence

from evidence.audit.page.block import Sentence
from evidence.audit.page.claims import Citation
from evidence.audit.page.layout import Placed

Key = tuple[int, int]


def sources_of(
    sentences: Sequence[tuple[Placed, Sentence]], citations: Sequence[Citation]
) -> Mapping[Key, str]:
    """Return the source of each sentence by (block, start), empty where there are several.

    A paragraph that begins by naming a source speaks of it until it cites another as its subject.
    """
    cited: dict[Key, tuple[str, ...]] = {}
    for one in citations:
        key = (one.sentence.block.number, one.sentence.start)
        cited[key] = tuple(dict.fromkeys((*cited.get(key, ()), f"{one.name} {one.year}")))
    found, block, source = dict[Key, str](), -1, ""
    for placed, sentence in sentences:
        key = (placed.block.number, sentence.start)
        if placed.block.number != block:
            block, source = placed.block.number, ""
        own = cited.get(key, ())
        if len(own) == 1 and (not source or _is_subject(own[0], sentence)):
            source = own[0]
        found[key] = (own[0] if own else source) if len(own) < 2 else ""
    return found


def _is_subject(source: str, sentence: Sentence) -> bool:
    return sentence.plain.startswith(source.rsplit(" ", 1)[0])
