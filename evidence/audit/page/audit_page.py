"""The audit of a page: every check on its claims, what they found, and what passed."""

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.audit.page.block import Page
from evidence.audit.page.checks import (
    certainty_arithmetic,
    citations,
    contradictions,
    copied_values,
    dates,
    direction,
    directness,
    effect_claims,
    effect_words,
    heterogeneity,
    implied_numbers,
    imprecision,
    interval_shape,
    layout_parts,
    missing_numbers,
    number_writing,
    over_time,
    pico,
    ranges,
    restated,
    size_words,
    spelling,
    sums,
    terms,
)
from evidence.audit.page.claims import Claims
from evidence.audit.page.finding import Check, PageFinding
from evidence.audit.page.project_tables import table_checks
from evidence.audit.page.read_claims import read_claims
from evidence.tables.tables import Tables

CHECKS: tuple[Check, ...] = (
    citations.CHECK,
    pico.CHECK,
    missing_numbers.CHECK,
    interval_shape.CHECK,
    effect_words.CHECK,
    direction.CHECK,
    over_time.CHECK,
    implied_numbers.CHECK,
    copied_values.CHECK,
    certainty_arithmetic.CHECK,
    imprecision.CHECK,
    heterogeneity.CHECK,
    size_words.CHECK,
    sums.CHECK,
    ranges.CHECK,
    dates.CHECK,
    contradictions.CHECK,
    restated.CHECK,
    effect_claims.CHECK,
    directness.CHECK,
    terms.CHECK,
    spelling.CHECK,
    number_writing.CHECK,
    layout_parts.CHECK,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A code that found nothing among the things it looked at; at none it was not tested."""

    code: str
    looked_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAudit:
    """What an audit of a page gave: its claims, the findings by line, and the rest."""

    claims: Claims
    findings: tuple[PageFinding, ...]
    passed: tuple[Passed, ...]


def audit_page(page: Page, tables: Tables | None = None) -> PageAudit:
    """Test a page against itself, and against a project's tables where there are some.

    Parameters
    ----------
    page : Page
        As read.
    tables : Tables or None
        The project's tables.

    Returns
    -------
    PageAudit
        Findings in order of line, and for every other code how many things it looked at.
    """
    claims = read_claims(page)
    checks = (*CHECKS, *(table_checks(tables) if tables is not None else ()))
    findings: list[PageFinding] = []
    passed: list[Passed] = []
    for check in checks:
        own = tuple(check.test(claims))
        findings.extend(own)
        passed.extend(_passed(check, own, claims))
    return PageAudit(claims=claims, findings=_in_order(findings), passed=tuple(passed))


def _passed(check: Check, own: Sequence[PageFinding], claims: Claims) -> list[Passed]:
    fired = {one.code for one in own}
    looked_at = check.looked_at(claims)
    return [Passed(code=code, looked_at=looked_at) for code in check.codes if code not in fired]


def _in_order(findings: Sequence[PageFinding]) -> tuple[PageFinding, ...]:
    """Return findings by line, the most severe first, each told once."""
    seen: dict[tuple[str, int, str], PageFinding] = {}
    for one in findings:
        key = (one.code, one.line, repr(sorted(one.values.items(), key=lambda pair: pair[0])))
        seen.setdefault(key, one)
    return tuple(sorted(seen.values(), key=lambda one: (one.line, -one.severity, one.code)))
