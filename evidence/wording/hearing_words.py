"""The hearing in words: what came of a comment, and which changes no comment explains."""

from collections.abc import Iterator

from evidence.findings.hearing_trail import HearingTrail
from evidence.records.hearing import HearingComment
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase


def decision_word(comment: HearingComment, language: Language) -> str:
    """Return what was decided, or that nothing is."""
    return phrase(f"table.hearing.{comment.decision.replace(' ', '_') or 'open'}", language)


def state_trail(trail: HearingTrail | None, language: Language) -> tuple[str, ...]:
    """Return what comments led to, and what neither comment nor reason explains.

    Parameters
    ----------
    trail : HearingTrail or None
        The trail; None where nobody has commented.
    language : Language
        Language of the reader.

    Returns
    -------
    tuple of str
        One sentence a comment or a change; empty where nobody has commented.
    """
    return () if trail is None else tuple(_stated(trail, language))


def _stated(trail: HearingTrail, language: Language) -> Iterator[str]:
    for one in trail.led:
        words = {"id": one.comment.id, "sender": one.comment.sender}
        words["decision"] = decision_word(one.comment, language)
        yield phrase("hearing.led", language, changes=", ".join(one.changes), **words)
    for loose in trail.loose:
        words = {"id": loose.comment.id, "decision": decision_word(loose.comment, language)}
        if loose.names:
            words["names"] = ", ".join(loose.names)
        yield phrase(f"hearing.{loose.why}", language, **words)
    for change, reason in trail.reasoned.items():
        yield phrase("hearing.reasoned", language, change=change, reason=reason)
    for change in trail.unexplained:
        yield phrase("hearing.unexplained", language, change=change)
