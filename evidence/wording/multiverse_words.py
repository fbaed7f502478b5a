"""A multiverse in three sentences: what comes out, how often, and which choice decides it."""

from collections.abc import Iterator

from evidence.findings.finding import Finding, QuestionFindings
from evidence.multiverse.results import Multiverse, OptionResult, Pooled, Tally
from evidence.synthesis.readers_scale import readers_scale
from evidence.vocabulary import Language
from evidence.wording.direction import Direction, change, direction, null_value
from evidence.wording.lists import listed
from evidence.wording.multiverse_names import choice_name, option_name, share_of
from evidence.wording.numbers import decimals_for, exact, integer, number
from evidence.wording.phrases import counted, phrase
from evidence.wording.statement import Statement


def state_multiverse(
    finding: Finding, question: QuestionFindings, language: Language
) -> tuple[Statement, ...]:
    """Return what every reasonable combination of choices says, in three sentences.

    Parameters
    ----------
    finding : Finding
        A synthesis of ours; without a multiverse nothing is said.
    question : QuestionFindings
        The question it answers.
    language : Language
        Language of the reader.

    Returns
    -------
    tuple of Statement
        How far estimates go; how many exclude no difference and a smallest important one; which
        single choice moves the interval of the analysis on the page across a threshold.
    """
    found = finding.multiverse
    if found is None:
        return ()
    told = (
        state_range(found, language),
        state_shares(finding, question, found, language),
        state_moves(found, question, language),
    )
    sources = (finding.synthesis.id, found.important_source_id)
    refs = tuple(one for one in sources if one)
    return tuple(Statement(text=text, refs=refs) for text in told)


def state_range(found: Multiverse, language: Language) -> str:
    """Return how many specifications there are, and how far their estimates go."""
    middle = found.page.estimate if found.tally.median is None else found.tally.median
    ends = readers_scale(found.measure, found.lowest, found.highest)
    (median,) = readers_scale(found.measure, middle)
    decimals = decimals_for(found.measure, ends)
    count = len(found.choices)
    return phrase(
        "multiverse.range",
        language,
        ways=counted("multiverse.ways", count, language, n=integer(count, language)),
        n=integer(found.tally.specifications, language),
        low=number(ends[0], decimals, language),
        high=number(ends[1], decimals, language),
        median=number(median, decimals, language),
        combinations=integer(found.combinations, language),
        repeated=integer(found.repeated, language),
        impossible=integer(sum(found.impossible.values()), language),
    )


def state_shares(
    finding: Finding, question: QuestionFindings, found: Multiverse, language: Language
) -> str:
    """Return how many intervals exclude no difference, which way, and a smallest important one."""
    tally = found.tally
    excluding = tally.below + tally.above
    return phrase(
        "multiverse.excludes",
        language,
        n=integer(excluding, language),
        all=integer(tally.specifications, language),
        share=share_of(excluding, tally.specifications, language),
        towards=_towards(finding, question, tally, language),
        important=_important(found, language),
    )


def state_moves(found: Multiverse, question: QuestionFindings, language: Language) -> str:
    """Return which single choice moves the interval across a threshold."""
    by_move: dict[str, list[str]] = {}
    for choice in found.choices:
        for option in choice.options:
            for key in _moves(found, option):
                words = {
                    "choice": choice_name(choice, question, language),
                    "option": option_name(option, choice.about, language),
                }
                by_move.setdefault(key, []).append(phrase("multiverse.option", language, **words))
    if not by_move:
        return phrase("multiverse.alone.nothing", language)
    moves = [
        phrase(f"multiverse.move.{key}", language, options=listed(options, language))
        for key, options in by_move.items()
    ]
    return phrase("multiverse.alone.moves", language, moves="; ".join(moves))


def _towards(finding: Finding, question: QuestionFindings, tally: Tally, language: Language) -> str:
    """Return which way the intervals point that exclude no difference."""
    outcome = next(one for one in question.outcomes if one.id == finding.synthesis.outcome_id)
    scale = finding.analysis.instrument_id
    instrument = next((one for one in question.instruments if one.id == scale), None)
    counts: dict[Direction, int] = {}
    for sign, count in ((-1.0, tally.below), (1.0, tally.above)):
        if count:
            value = null_value(finding.analysis.measure) + 0.5 * sign
            counts[direction(value, finding.analysis.measure, outcome.construct, instrument)] = (
                count
            )
    words = [change(way, outcome.construct, language) for way in counts]
    if len(words) == 2:
        n, others = (integer(count, language) for count in counts.values())
        told = {"change": words[0], "opposite": words[1], "n": n, "others": others}
        return phrase("multiverse.towards.both", language, **told)
    return phrase("multiverse.towards.all", language, change=words[0]) if words else ""


def _important(found: Multiverse, language: Language) -> str:
    if found.important is None:
        return phrase("multiverse.beyond.none", language)
    beyond = found.tally.beyond_below + found.tally.beyond_above
    return phrase(
        "multiverse.beyond.all",
        language,
        n=integer(beyond, language),
        share=share_of(beyond, found.tally.measured, language),
        mid=exact(found.important, language),
    )


def _moves(found: Multiverse, option: OptionResult) -> Iterator[str]:
    alone = option.alone
    if alone is None:
        return
    if "null" in option.moves:
        before, after = _side(found.page), _side(alone)
        yield "null.includes" if not after else "null.turns" if before else "null.excludes"
    if "important" in option.moves and found.important is not None:
        reach = min(abs(alone.ci_low), abs(alone.ci_high))
        beyond = _side(alone) != 0 and reach >= found.important
        yield "important.beyond" if beyond else "important.within"


def _side(pooled: Pooled) -> int:
    return int(pooled.ci_low > 0) - int(pooled.ci_high < 0)
