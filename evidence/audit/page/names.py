"""Names of authors, compared as people misspell them."""

import re
import unicodedata
from functools import lru_cache

_STROKES = str.maketrans(
    {"ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "å": "a", "ß": "ss", "đ": "d", "ł": "l"}
)


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """Return a name in plain lower-case letters.

    Examples
    --------
    >>> folded("Müller"), folded("Bjørk-Åsen")
    ('muller', 'bjork-asen')
    """
    bare = unicodedata.normalize("NFKD", name.translate(_STROKES))
    kept = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return re.sub(r"[^a-z -]", "", kept.lower()).strip()


def same_name(cited: str, listed: str) -> bool:
    """Tell whether a cited name is the first author of an entry: the same, or its first part.

    Examples
    --------
    >>> same_name("Maas", "Maas Genannt Bermpohl"), same_name("Maas", "Maase")
    (True, False)
    """
    one, other = folded(cited), folded(listed)
    return bool(one) and (one == other or other.startswith((f"{one} ", f"{one}-")))


def alike(one: str, other: str) -> bool:
    """Tell whether two different names may be one misspelt.

    Examples
    --------
    >>> alike("Samper-Pedro", "Samper-Pardo"), alike("Berg", "Bakke"), alike("Cason", "Casson")
    (True, False, True)
    """
    first, second = folded(one), folded(other)
    if first == second or not first or not second:
        return False
    if " " not in first and " " in second and alike(first, second.split(" ")[0]):
        return True
    shorter = min(len(first), len(second))
    allowed = 1 if shorter < 6 else 2
    if shorter < 4 or abs(len(first) - len(second)) > allowed:
        return False
    return distance(first, second) <= allowed and (first[0] == second[0] or shorter > 5)


def distance(one: str, other: str) -> int:
    """Return the edits between two words; two neighbours that changed places are one edit.

    Examples
    --------
    >>> distance("retningslinljen", "retningslinjen"), distance("ab", "ba")
    (1, 1)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
