"""Words of the trade with one letter wrong, and a word that is once spelt unlike all other times.

Only differences inside a word are told: endings belong to the language.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from evidence.audit.page.block import Sentence
from evidence.audit.page.claims import Claims
from evidence.audit.page.finding import Check, PageFinding, at, found
from evidence.audit.page.names import distance
from evidence.audit.page.words import forms

SHORTEST = 8
SHORTEST_OWN = 11
OFTEN = 2
_WORD = re.compile(r"[a-zæøåé]{8,40}")


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield words that are most likely misspelt."""
    counts: Counter[str] = Counter()
    first: dict[str, tuple[Sentence, int]] = {}
    for placed, sentence in claims.sentences:
        if placed.part in ("references", "footer"):
            continue
        for match in _WORD.finditer(sentence.plain.lower()):
            counts[match.group()] += 1
            first.setdefault(match.group(), (sentence, match.start()))
    often = _by_edges({word: n for word, n in counts.items() if n >= OFTEN})
    for word in first:
        right = _meant(word) or (_other_times(word, often) if counts[word] == 1 else "")
        if right:
            sentence, start = first[word]
            yield found(
                "TRM06",
                at(sentence, sentence.start + start),
                wrong=word,
                right=right,
                n=counts[word],
                lines=(str(sentence.line_at(start)),),
            )


@cache
def _trade() -> Mapping[str, tuple[str, ...]]:
    """Return the words of the trade by their first letter."""
    found_words: dict[str, tuple[str, ...]] = {}
    for form in forms("trade_words"):
        if " " not in form:
            found_words[form[0]] = (*found_words.get(form[0], ()), form.lower())
    return found_words


def _meant(word: str) -> str:
    """Return the word of the trade that a word misspells inside, or empty."""
    candidates = _trade().get(word[0], ())
    if word in candidates:
        return ""
    for right in candidates:
        if len(right) < SHORTEST or abs(len(right) - len(word)) > 1:
            continue
        inside = word[-3:] == right[-3:] or sorted(word) == sorted(right)
        if inside and word[:2] == right[:2] and distance(word, right) == 1:
            return right
    return ""


def _by_edges(counts: Mapping[str, int]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return frequent long words by their first four and last six letters."""
    found_words: dict[tuple[str, str], tuple[str, ...]] = {}
    for word in counts:
        if len(word) >= SHORTEST_OWN:
            key = (word[:4], word[-6:])
            found_words[key] = (*found_words.get(key, ()), word)
    return found_words


def _other_times(word: str, often: Mapping[tuple[str, str], tuple[str, ...]]) -> str:
    """Return the frequent word that a rare one equals but for some letters inside."""
    if len(word) < SHORTEST_OWN:
        return ""
    for right in often.get((word[:4], word[-6:]), ()):
        lost = len(right) - len(word)
        if right != word and 0 <= lost <= 3 and _is_cut_from(word, right):
            return right
    return ""


def _is_cut_from(word: str, right: str) -> bool:
    """Tell whether a word is another with one stretch of letters left out or changed."""
    same = 0
    while same < len(word) and word[same] == right[same]:
        same += 1
    tail = 0
    while tail < len(word) - same and word[-1 - tail] == right[-1 - tail]:
        tail += 1
    return len(word) - same - tail <= 1


CHECK = Check(codes=("TRM06",), test=test, looked_at=lambda claims: len(claims.sentences))
