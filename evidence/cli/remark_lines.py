"""What rules found, in lines for the terminal."""

from collections.abc import Iterator

from evidence.audit.run import Checked
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase
from evidence.wording.remarks import printable, state_counts, state_missing, state_remark


def remark_lines(checked: Checked, language: Language) -> Iterator[str]:
    """Yield every remark, what is waived and why, what was not checkable, and the counts."""
    yield from (state_remark(remark, language) for remark in checked.remarks)
    for one in checked.waived:
        yield phrase(
            "check.waived.line",
            language,
            code=one.remark.rule.code,
            place=printable(one.remark.place.key),
            reason=printable(one.waiver.reason),
            who=printable(one.waiver.who),
            date=one.waiver.decided_on,
        )
    missing = [line for tally in checked.tallies for line in state_missing(tally, language)]
    if missing:
        yield phrase("check.missing.heading", language)
        yield from (f"  {line}" for line in missing)
    yield state_counts(checked, language)
