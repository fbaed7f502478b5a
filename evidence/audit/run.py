"""Hold rules against a project: every remark, and how much was looked at."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from evidence.audit.answers import Fires, NotCheckable, Place, Value
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.audit.waivers import Waiver, holding, unused
from evidence.tables.open_tables import nothing_thrown_away

UNUSED = "W02"
"""The rule of waivers that answer nothing: it is known when all others have been held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A rule that fired, at a place, with what its message names."""

    rule: Rule
    severity: Severity
    place: Place
    values: Mapping[str, Value]
    others: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waived:
    """A remark with the waiver that answers it."""

    remark: Remark
    waiver: Waiver


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How much one rule looked at; ``missing`` counts what was not checkable, by what is missing.

    ``about`` names the first thing not checked for each of these.
    """

    rule: Rule
    fired: int = 0
    passed: int = 0
    missing: Mapping[str, int] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def not_checkable(self) -> int:
        """How many things the rule could not tell about."""
        return sum(self.missing.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What rules said of a project; remarks by file, row and code."""

    remarks: tuple[Remark, ...]
    tallies: tuple[Tally, ...]
    waived: tuple[Waived, ...] = ()

    def count(self, severity: Severity) -> int:
        """Return the number of remarks of a severity."""
        return sum(remark.severity is severity for remark in self.remarks)

    @property
    def not_checkable(self) -> int:
        """How many things could not be checked, over all rules."""
        return sum(tally.not_checkable for tally in self.tallies)

    @property
    def passed(self) -> int:
        """How many things were looked at and found well, over all rules."""
        return sum(tally.passed for tally in self.tallies)


def run(project: Project, rules: Iterable[Rule], known: Collection[str] = ()) -> Checked:
    """Hold rules against a project, and answer what its waivers answer.

    Parameters
    ----------
    project : Project
        What to look at.
    rules : iterable of Rule
        The rules.
    known : collection of str
        The codes of all rules there are, so that a waiver of another is told from one that was
        not asked for.

    Returns
    -------
    Checked
        Every remark that is not waived, those that are, and a tally for each rule.
    """
    held = {rule.code: rule for rule in rules}
    remarks: list[Remark] = []
    with nothing_thrown_away():
        tallies = [_hold(project, rule, remarks) for rule in held.values()]
    waiving = holding(project)
    waived = [
        Waived(remark=one, waiver=waiving[one.rule.code, one.place.key])
        for one in remarks
        if (one.rule.code, one.place.key) in waiving
    ]
    answered = {id(one.remark) for one in waived}
    left = [one for one in remarks if id(one) not in answered]
    if UNUSED in held:
        used = {(one.waiver.code, one.waiver.about) for one in waived}
        left += [
            _remark(held[UNUSED], Fires(place=one.place, values={"code": one.code}))
            for one in unused(project, used, held, known or held)
        ]
    return Checked(
        remarks=tuple(sorted(left, key=_order)), tallies=tuple(tallies), waived=tuple(waived)
    )


def _hold(project: Project, rule: Rule, remarks: list[Remark]) -> Tally:
    passed = fired = 0
    missing: Counter[str] = Counter()
    about: dict[str, str] = {}
    for answer in rule.check(project):
        if isinstance(answer, Fires):
            fired += 1
            remarks.append(_remark(rule, answer))
        elif isinstance(answer, NotCheckable):
            missing[answer.missing] += 1
            about.setdefault(answer.missing, answer.about)
        else:
            passed += answer.count
    return Tally(rule=rule, fired=fired, passed=passed, missing=dict(missing), about=about)


def _remark(rule: Rule, answer: Fires) -> Remark:
    return Remark(
        rule=rule,
        severity=Severity(answer.severity) if answer.severity else rule.severity,
        place=answer.place,
        values=answer.values,
        others=answer.others,
    )


def _order(remark: Remark) -> tuple[str, int, str, str, str]:
    place = remark.place
    return (place.file, place.row or 0, remark.rule.code, place.column, place.id)
