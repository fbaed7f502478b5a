"""Effect estimates in a sentence: the measure, its numbers, and the intervals beside them.

Read are a measure with one number or several (``SMD: -0,33 og -0,65``), each with an interval
after it where there is one (``(95 % KI -0,69 til -0,35)``), and a number without a measure where
an interval follows it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from evidence.audit.page.block import Sentence
from evidence.audit.page.claims import Interval
from evidence.audit.page.words import forms, meanings, rows
from evidence.audit.page.written_number import Written, written

_TO = r"\s*(?:til|to|opp til|;|,(?=\s)|–|-(?=\s)|(?<=\d)[-–](?=[-–]?\d))\s*"
_LEVEL = r"(?P<level>\d{2}(?:[.,]\d+)?)\s?(?:%|prosent|pst\.?)s?\s?-?\s?"
_NAME = r"(?:KI|CI|konfidensintervall(?:et)?|konfidensinterval|confidence interval)"
_ONE = r"\d{1,6}(?:[.,]\d{1,4})?"
_LIMITS = rf"(?P<low>[-–]?{_ONE})(?:{_TO})(?P<high>[-–]?\s?{_ONE})"
INTERVAL = re.compile(
    rf"(?:{_LEVEL})?(?<![A-Za-zÆØÅæøå]){_NAME}\b(?:\s*\(?(?P<late>9\d|80)\s?%\)?)?"
    rf"\s*(?:[:=]|er|var|fra|frå|from|på)?\s*(?:fra\s+|frå\s+)?[\[(]?\s*{_LIMITS}",
    re.IGNORECASE,
)
_BARE = re.compile(rf"\s*[\[(]\s*{_LIMITS}\s*[\])]")
_AFTER = re.compile(
    r"(?P<gap>[^\d.;:!?]{0,40}?)(?=[\[(]?\s*(?:(?:\d{2}(?:[.,]\d+)?\s?(?:%|prosent)s?\s?-?\s?)?"
    r"(?:KI|CI|konfidensinterval)))",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|og|and|respektive|henholdsvis)\s+(?=[-–]?\d)")
_LINK = (
    r"(?:\s*\([^()]{0,90}\))?(?:\s*(?:på|var|er|lik|is|was|of|ble|vart|blei|estimert til|"
    r"ved oppfølging var))?\s*[:=≈|]?\s*"
)
MOST = 100
_DIGIT = re.compile(r"\d")
_GLOSS = re.compile(r"\(([^()\d]{3,90})\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A number that is an estimate, before anything else is known about it."""

    measure: str
    scale: str
    value: Written
    interval: Interval | None
    end: int


def _measure_pattern() -> re.Pattern[str]:
    letters = {form for form, letter in meanings("measures", "letter").items() if letter == "yes"}
    words = [form for form in forms("measures") if form.lower() not in letters]
    named = "|".join(re.escape(word) for word in words)
    singles = "|".join(sorted(re.escape(form) for form in forms("measures", "letter", "yes")))
    return re.compile(
        rf"(?<![\w'])(?:(?P<word>(?i:{named})){_LINK}|(?P<letter>{singles})"
        rf"(?:\s*\([^()]{{0,60}}\))?\s*[=:]\s*)(?P<value>[-–]?\d{{1,6}}(?:[.,]\d{{1,4}})?)(?!\w)"
    )


MEASURED = _measure_pattern()
_LONELY = re.compile(r"(?<![\w.,-])[-–]?\d{1,6}(?:[.,]\d{1,4})?(?![\w-]|[.,]\d)")
_PER = re.compile(r"(?:\bper|\bpr\.?|\bav|\bfor hver|\bSF|\bav de)\s*-?$")


def find_estimates(sentence: Sentence) -> Iterator[Found]:
    """Yield the estimates of a sentence in the order they stand.

    Examples
    --------
    >>> from evidence.audit.page.block import Block
    >>> text = "Det ga MD: 8,38 og RR 0,85 (95 % KI 0,72 til 0,98)."
    >>> block = Block(number=0, text=text, starts=((0, 1),))
    >>> sentence = Sentence(block=block, start=0, text=text, plain=text)
    >>> [(one.measure, one.value.text, one.interval is not None)
    ...  for one in find_estimates(sentence)]
    [('MD', '8,38', False), ('RR', '0,85', True)]
    """
    if not _DIGIT.search(sentence.plain):
        return
    estimates = list(islice(_measured(sentence), MOST))
    alone = len(estimates) == 1 and estimates[0].interval is None
    if alone:
        yield _with_later_interval(estimates[0], sentence)
    elif estimates:
        yield from estimates
    else:
        yield from _without_measure(sentence)


def _with_later_interval(one: Found, sentence: Sentence) -> Found:
    """Return a sentence's only estimate with its only interval, however far apart they stand."""
    after = list(INTERVAL.finditer(sentence.plain, one.value.start - sentence.start))
    if len(after) != 1:
        return one
    return replace(one, interval=_interval(after[0], sentence.start))


def _measured(sentence: Sentence) -> Iterator[Found]:
    """Yield the numbers that follow the name of a measure."""
    plain, offset, taken = sentence.plain, sentence.start, -1
    for found in MEASURED.finditer(plain):
        if found.start() < taken:
            continue
        form = (found.group("word") or found.group("letter")).lower()
        measure, scale = meanings("measures", "measure")[form], meanings("measures", "scale")[form]
        value, place = written(found, "value", offset), found.end("value")
        if _is_limit_or_part(plain, found):
            continue
        while True:
            interval, place = _interval_after(plain, place, offset)
            yield Found(measure=measure, scale=scale, value=value, interval=interval, end=place)
            more = _next_number(plain, place, value, offset)
            if more is None:
                break
            value, place = more
        taken = place


def glosses(sentence: Sentence) -> Iterator[tuple[str, str, int]]:
    """Yield measures explained in parentheses: (measure as written, explanation, place)."""
    for found in re.finditer(r"(?<!\w)(SMD|MD|WMD|RR|OR|HR|RD)\s*(?=\()", sentence.plain):
        explained = _GLOSS.match(sentence.plain, found.end())
        if explained:
            yield found.group(1), explained.group(1), sentence.start + explained.start(1)


def _is_limit_or_part(plain: str, found: re.Match[str]) -> bool:
    """Tell a number of studies or per cent from an estimate."""
    rest = plain[found.end("value") : found.end("value") + 14].lower()
    return bool(
        re.match(r"\s?%|\s(?:studier|studiar|rct|delta|pasient|måned|uke|veke)", rest)
    ) and ("." not in found.group("value") and "," not in found.group("value"))


def _next_number(
    plain: str, place: int, before: Written, offset: int
) -> tuple[Written, int] | None:
    """Return the next number of a list such as ``-0,33 og -0,65``."""
    joined = _AND.match(plain, place)
    if joined is None:
        return None
    found = re.compile(r"[-–]?\d{1,6}(?:[.,]\d{1,4})?(?!\w|\s?%)").match(plain, joined.end())
    if found is None or (before.decimals and not re.search(r"[.,]\d", found.group())):
        return None
    return written(found, 0, offset), found.end()


def _interval_after(plain: str, place: int, offset: int) -> tuple[Interval | None, int]:
    bare = _BARE.match(plain, place)
    if bare:
        return _interval(bare, offset), bare.end()
    gap = _AFTER.match(plain, place)
    found = INTERVAL.match(plain, _skip_bracket(plain, gap.end())) if gap else None
    if found is None:
        return None, place
    end = found.end()
    return _interval(found, offset), end + (plain[end : end + 1] in ")]" and end < len(plain))


def _skip_bracket(plain: str, place: int) -> int:
    while place < len(plain) and plain[place] in "[( ":
        place += 1
    return place


def _interval(found: re.Match[str], offset: int) -> Interval:
    groups = found.re.groupindex
    level = found.group("level") if "level" in groups else None
    late = found.group("late") if "late" in groups else None
    stated = level or late
    return Interval(
        low=_limit(found, "low", offset),
        high=_limit(found, "high", offset),
        level=float(stated.replace(",", ".")) if stated else None,
    )


def _limit(found: re.Match[str], group: str, offset: int) -> Written:
    text = found.group(group).replace(" ", "")
    value = float(text.lstrip("-–").replace(",", ".")) * (-1 if text[0] in "-–" else 1)
    decimals = len(text.replace(",", ".").partition(".")[2])
    return Written(text=text, value=value, decimals=decimals, start=found.start(group) + offset)


def _without_measure(sentence: Sentence) -> Iterator[Found]:
    """Yield numbers that only their interval shows to be estimates."""
    plain, offset = sentence.plain, sentence.start
    for found in INTERVAL.finditer(plain):
        numbers = list(_LONELY.finditer(plain, max(0, found.start() - 90), found.start()))
        numbers = [one for one in numbers if not _PER.search(plain[: one.start()][-12:])]
        if not numbers:
            continue
        interval = _interval(found, offset)
        value = written(numbers[-1], 0, offset)
        yield Found(measure="", scale="", value=value, interval=interval, end=found.end())


STANDARDISED = frozenset(row["measure"] for row in rows("measures") if row["scale"][0] == "s")
