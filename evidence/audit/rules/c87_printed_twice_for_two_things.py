"""C87: one estimate with its interval printed for two different things."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.published import PublishedEstimate
from evidence.records.text import Text

FEWEST_DECIMALS = 2


def _check(project: Project) -> Iterator[Answer]:
    first: dict[tuple[object, ...], PublishedEstimate] = {}
    for one in project.tables.estimates.values():
        if one.ci_low is None or one.ci_high is None or one.decimals < FEWEST_DECIMALS:
            continue
        key = (one.review_id, one.estimate, one.ci_low, one.ci_high)
        known = first.setdefault(key, one)
        same = (one.construct_id, one.timepoint) == (known.construct_id, known.timepoint)
        if known is one or same:
            yield PASSES
        else:
            numbers = f"{one.estimate} ({one.ci_low}, {one.ci_high})"
            yield Fires(
                place=project.at(one.provenance, "estimate"),
                values={"one": known.id, "other": one.id, "numbers": numbers},
                others=(project.at(known.provenance, "estimate"),),
            )


RULE = Rule(
    code="C87",
    name="printed-twice-for-two-things",
    severity=Severity.NOTE,
    reads=(
        "estimates.estimate",
        "estimates.ci_low",
        "estimates.ci_high",
    ),
    title=Text(
        "Samme estimat og intervall for to ting",
        "Same estimat og intervall for to ting",
        "One estimate and interval for two things",
    ),
    catches=Text(
        "Et estimat kopiert fra en annen rad, i vår tabell eller i kilden.",
        "Eit estimat kopiert frå ei anna rad, i vår tabell eller i kjelda.",
        "An estimate copied from another row, in our table or in the source.",
    ),
    message=Text(
        "{one} og {other} har samme estimat og intervall ({numbers}), men gjelder ulike utfall"
        " eller tidspunkter.",
        "{one} og {other} har same estimat og intervall ({numbers}), men gjeld ulike utfall "
        "eller tidspunkt.",
        "{one} and {other} have the same estimate and interval ({numbers}), but are about "
        "different outcomes or timepoints.",
    ),
    repair=Text(
        "Se etter begge i kilden.",
        "Sjå etter begge i kjelda.",
        "Check both in the source.",
    ),
    formula=(
        "equal estimate and limits (at least two decimals), one review, unequal construct or "
        "timepoint"
    ),
    source=("Our own: copied values are among the commonest slips of tables"),
    check=_check,
    fires={
        "estimates": "estimate_id|review_id|construct_id|estimate|ci_low|ci_high|decimals\n"
        "E1|R|pain|-0.41|-0.65|-0.18|2\nE2|R|sleep|-0.41|-0.65|-0.18|2",
    },
    passes={
        "estimates": "estimate_id|review_id|construct_id|estimate|ci_low|ci_high|decimals\n"
        "E1|R|pain|-0.41|-0.65|-0.18|2\nE2|R|sleep|-0.40|-0.66|-0.14|2",
    },
)
