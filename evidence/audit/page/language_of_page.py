"""Which language a page is written in, by words that only one of them has."""

import re

MARKS = {
    "nb": {"ikke", "et", "fra", "ble", "være", "hvordan", "noen", "mer", "effekten", "deltakere"},
    "nn": {"ikkje", "eit", "frå", "vart", "vere", "korleis", "nokon", "meir", "ein", "dei", "blei"},
    "en": {"the", "of", "and", "was", "with", "were", "not", "from", "is", "to"},
}
SHARE = 0.004


def language_of(text: str) -> str:
    """Return ``nb``, ``nn`` or ``en``, or empty where it is none of them.

    Examples
    --------
    >>> language_of("Det er ikke kjent hvordan dette ble målt."), language_of("Dette vart ikkje")
    ('nb', 'nn')
    """
    words = re.findall(r"[a-zæøå]+", text[:200_000].lower())
    counts = {name: sum(word in marks for word in words) for name, marks in MARKS.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] > SHARE * len(words) and counts[best] > 0 else ""
