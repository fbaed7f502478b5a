"""What a sentence says about its estimates: outcome, intervention, time, size, I², k and n."""

import re
from collections.abc import Iterable, Iterator, Sequence

from evidence.audit.page.block import Sentence
from evidence.audit.page.claims import SizeWord
from evidence.audit.page.words import either, finder, forms, meanings
from evidence.audit.page.written_number import COUNT, Written, count_of, written

_NOUN = (
    r"(?:effekt(?:en|er|ar)?|forskjell(?:en|er)?|skilnad(?:en|er)?|bedring|betring|forbedring"
    r"|reduksjon|økning|auke|virkning|verknad|nedgang|gevinst|effect|difference|improvement)"
)
SIZED = re.compile(
    rf"(?<!\w)(?P<word>{either('size')})(?:\s+(?:positiv|negativ|gunstig|ønsket|klinisk|samlet))?"
    rf"\s+{_NOUN}(?!\w)",
    re.IGNORECASE,
)
I_SQUARED = re.compile(
    r"(?<!\w)I\s?(?:2|²|\^2|-kvadrat)\s*(?:[:=]|på|var|er)?\s*(?P<value>\d{1,3}(?:[.,]\d+)?)\s?%?"
)
P_VALUE = re.compile(
    r"(?<!\w)[pP](?:-verdi(?:en)?)?\s*(?P<sign>[=<>≤≥])\s*(?P<value>[0-9]?[.,]\d+)"
)
_WORDS = f"(?i:{either('numerals')})"
K_STATED = re.compile(
    rf"(?<!\w)[kK]\s*=\s*(?P<k>\d{{1,3}})(?!\w)|(?P<count>{COUNT}|(?<!\w){_WORDS}(?!\w))\s+"
    r"(?:\w+\s+){0,3}?"
    r"(?:studier|studiar|RCT-er|RCT-ar|RCTer|RCT|forsøk|trials|studies)(?!\w)"
)
N_STATED = re.compile(
    rf"(?<!\w)[nN]\s*=\s*(?P<n>{COUNT})|(?P<count>{COUNT})\s+(?:\w+\s+){{0,2}}?"
    r"(?:deltakere|deltagere|deltakarar|pasienter|pasientar|personer|personar|participants"
    r"|patients|voksne|vaksne|barn|born|foreldre|kvinner|menn|kvinnor|elever|elevar|ungdommer"
    r"|ungdommar|eldre|brukere|brukarar|pårørende|pårørande|søsken|ansatte|tilsette)(?!\w)"
)
_SHOWS = (
    r"(?:viste|viser|hadde|har|ga|gav|gir|gjev|synte|reduserte|reduserer|bedret|bedrer|betra|betrar"
    r"|økte|øker|auka|aukar|medførte|førte|lindret|lindrer|dempet|demper|kan)"
)
_SUBJECT = re.compile(
    rf"^(?:Både\s+)?(?P<one>\w[\w-]{{0,40}}(?:\s[a-zæøå][\w-]{{0,40}}){{0,3}}?)"
    rf"(?:\s+og\s+(?P<two>[a-zæøå][\w-]{{0,40}}(?:\s[a-zæøå][\w-]{{0,40}}){{0,2}}?))?\s+{_SHOWS}(?!\w)"
)
_TURNED = re.compile(
    r"(?:hadde|viste|ga|gav)\s+(?P<one>[\wæøå-]+(?:\s[a-zæøå-]+)?)\s+"
    rf"(?={either('size')}\s+{_NOUN})",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"^(?:begge|både|det|den|de|dei|dette|disse|resultat|effekt|tillit|studi|ingen|flere|fleire"
    r"|oppfølging|metaanalys|oversikt|forfatter|the|tre|to|alle|vi|samlet|ved|etter|en|ein|et|eit"
    r"|ei|artikkel|utvikl|forskjell|estimat|gjennomsnitt|pasient|deltak|som|og)",
    re.IGNORECASE,
)


def outcome_of(heading: str, sentence: Sentence, known: Iterable[str], part: str) -> str:
    """Return the outcome of a sentence: the one it names, else that of the heading above it."""
    named = [name for name in known if mentions(sentence.plain, name)]
    if part == "results" and heading:
        own = [name for name in known if same_outcome(name, heading)]
        return own[0] if own else heading
    return named[0] if len(set(named)) == 1 else ""


def mentions(text: str, outcome: str) -> bool:
    """Tell whether a text names an outcome, in any ending.

    Examples
    --------
    >>> mentions("effekt på livskvaliteten", "Livskvalitet"), mentions("effekt", "Angst")
    (True, False)
    """
    return stem(outcome) in f" {text.lower()}"


def stem(outcome: str) -> str:
    """Return an outcome in lower case without the ending of its last word."""
    text = outcome.lower().strip()
    return re.sub(r"(?<=\w{4})(?:ene|ane|en|et|er|ar|a|e)$", "", text)


def same_outcome(one: str, other: str) -> bool:
    """Tell whether two names are of one outcome: equal, or the one holds the other.

    Examples
    --------
    >>> same_outcome("Livskvalitet", "Helserelatert livskvalitet")
    True
    """
    first, second = stem(one), stem(other)
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    return len(short) > 4 and re.search(rf"(?:^|\W){re.escape(short)}", long) is not None


def timepoint_of(text: str) -> str:
    """Return when a text measures: ``post``, ``follow-up``, or empty where it does not say.

    Examples
    --------
    >>> timepoint_of("etter langtidsoppfølging"), timepoint_of("etter behandling")
    ('follow-up', 'post')
    """
    found = [meanings("timepoints", "timepoint")[word.lower()] for word in _times(text)]
    if re.search(r"(?:etter|ved)\s+(?:\w+\s+){0,2}?(?:måned|månad|år\b)", text, re.IGNORECASE):
        found.append("follow-up")
    if re.search(
        r"lang\w{0,20}oppfølging|(?<!\d)\d{1,3}\s?(?:måneder|månader)s?\s+oppfølging", text
    ):
        found.append("follow-up")
    return "follow-up" if "follow-up" in found else (found[0] if found else "")


def _times(text: str) -> list[str]:
    return [found.group() for found in finder("timepoints").finditer(text)]


def size_words(sentence: Sentence) -> tuple[SizeWord, ...]:
    """Return the words for the size of effects in a sentence."""
    return tuple(
        SizeWord(
            text=found.group("word"),
            rank=int(meanings("size", "rank")[found.group("word").lower()]),
            proper=meanings("size", "proper")[found.group("word").lower()] == "yes",
            start=sentence.start + found.start("word"),
        )
        for found in SIZED.finditer(sentence.plain)
    )


def i_squared(sentence: Sentence) -> tuple[Written, ...]:
    """Return every I² of a sentence, in per cent as printed."""
    return tuple(
        written(found, "value", sentence.start) for found in I_SQUARED.finditer(sentence.plain)
    )


def p_values(sentence: Sentence) -> tuple[tuple[str, Written], ...]:
    """Return every p-value of a sentence with its sign."""
    return tuple(
        (found.group("sign"), written(found, "value", sentence.start))
        for found in P_VALUE.finditer(sentence.plain)
    )


def stated(pattern: re.Pattern[str], text: str) -> int | None:
    """Return the first count a pattern finds, or None."""
    found = pattern.search(text)
    if found is None:
        return None
    text = next(group for group in found.groups() if group)
    word = meanings("numerals", "number").get(text.lower())
    return int(word) if word else count_of(text)


def intervention_names(sentences: Sequence[Sentence], cells: Sequence[str]) -> tuple[str, ...]:
    """Return the names of interventions: subjects of results, abbreviations and PICO cells.

    Returns
    -------
    tuple of str
        In lower case, the longest first.
    """
    found: dict[str, int] = {}
    for sentence in sentences:
        for name in _names_in(sentence.plain):
            found[name] = found.get(name, 0) + 1
    for cell in cells:
        for name in re.split(r"[,;]|\s+og\s+", re.sub(r"\([^()]*\)", "", cell)):
            if 3 < len(name.strip()) < 40:
                found[name.strip().lower()] = 2
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def _names_in(text: str) -> Iterator[str]:
    subject = _SUBJECT.match(text)
    groups = [subject.group("one"), subject.group("two")] if subject else []
    turned = _TURNED.search(text)
    groups += [turned.group("one")] if turned else []
    for name in groups:
        if name and not _NOT_A_NAME.match(name) and len(name) > 2:
            yield name.lower()


def named_in_order(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the interventions a text names, in the order they first stand."""
    lower, places = text.lower(), list[tuple[int, str]]()
    for name in names:
        place = lower.find(name)
        if place >= 0 and not any(start <= place < start + len(one) for start, one in places):
            places.append((place, name))
    return tuple(name for _, name in sorted(places))


BOTH = re.compile(r"(?<!\w)(?:begge|alle)(?!\w)", re.IGNORECASE)
SIZE_FORMS = forms("size")
