"""Findings of a page's audit in words: one sentence each, and where it stands."""

from evidence.audit.page.audit_page import PageAudit
from evidence.audit.page.finding import PageFinding, Value
from evidence.audit.page.implied import implied
from evidence.vocabulary import Certainty, Domain, Language
from evidence.wording.certainty_words import certainty_word, domain_word
from evidence.wording.lists import listed
from evidence.wording.numbers import integer, number, p_value
from evidence.wording.phrases import holes, phrase

_WORDED = {"cell": "cell", "rule": "rule", "unit": "unit", "parts": "part"}
_FOUR_DIGITS = 9999


def state_page_finding(finding: PageFinding, language: Language) -> str:
    """Return the sentence of a finding.

    Parameters
    ----------
    finding : PageFinding
        As the audit found it.
    language : Language
        Language of the reader.

    Returns
    -------
    str
        One sentence that names what disagrees.
    """
    key = f"page.{finding.code}"
    if "named" in finding.values:
        key = f"{key}.{finding.values['named']}"
    wanted = holes(key)
    values = {
        name: _in_words(finding.code, name, value, language)
        for name, value in finding.values.items()
        if name in wanted
    }
    return phrase(key, language, **values)


def page_finding_title(code: str, language: Language) -> str:
    """Return what a code is about when nothing is wrong."""
    return phrase(f"page.{code}.title", language)


def place_words(line: int, kind: str, language: Language) -> str:
    """Return a line in words; in Word files it is a paragraph."""
    name = "page.paragraph" if kind == "docx" else "page.line"
    return phrase(name, language, line=str(line))


def as_json(finding: PageFinding, language: Language) -> dict[str, str | int | None]:
    """Return a finding as the object that ``evidence audit --format json`` lists."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "line": finding.line,
        "quote": finding.quote,
        "message": state_page_finding(finding, language),
        "other_line": finding.other_line,
        "other_quote": finding.other_quote,
    }


def implied_rows(audit: PageAudit, language: Language) -> tuple[tuple[str, ...], ...]:
    """Return what each interval implies: line, estimate, SE, p, N, N given I², I² given N."""
    table = []
    for one in audit.claims.estimates:
        told = implied(one)
        if told is None:
            continue
        table.append(
            (
                str(one.line),
                f"{one.measure} {one.value.text}".strip(),
                number(told.se, 3, language),
                p_value(told.p, language),
                _whole(told.n_effective, language),
                _whole(told.n_from_i2, language),
                "–" if told.i2 is None else number(told.i2, 0, language),
            )
        )
    return tuple(table)


IMPLIED_HEADINGS = ("line", "estimate", "se", "p", "n", "n_i2", "i2")


def audit_summary(audit: PageAudit, language: Language) -> tuple[str, str]:
    """Return how many findings there are, and what was read."""
    counts = [sum(one.severity == level for one in audit.findings) for level in (3, 2, 1)]
    told = dict(zip(("three", "two", "one"), map(str, counts), strict=True))
    claims = audit.claims
    read = phrase(
        "page.read",
        language,
        questions=str(len(claims.questions)),
        estimates=str(len(claims.estimates)),
        ratings=str(len(claims.ratings)),
        citations=str(len(claims.citations)),
        references=str(len(claims.references)),
    )
    if not audit.findings:
        return phrase("page.clean", language), read
    return phrase("page.summary", language, findings=str(sum(counts)), **told), read


def _whole(value: float | None, language: Language) -> str:
    return "–" if value is None else number(value, 0, language)


def _in_words(code: str, name: str, value: Value, language: Language) -> str:
    if isinstance(value, tuple):
        words = [_in_words(code, name, one, language) for one in value]
        return listed(words, language) if words else phrase("page.none", language)
    if isinstance(value, Certainty):
        return certainty_word(value, language)
    if isinstance(value, Domain):
        return domain_word(value, language)
    if isinstance(value, float):
        return number(value, 2, language)
    if isinstance(value, int):
        return integer(value, language) if value > _FOUR_DIGITS else str(value)
    if name in _WORDED and not (name == "unit" and code != "CON08"):
        return phrase(f"page.{_WORDED[name]}.{value}", language) if value.isidentifier() else value
    return value
