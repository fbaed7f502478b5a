"""The numbers of each result that people compare between versions, on the scale people read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evidence.findings.finding import Chapter, Finding, PublishedFinding
from evidence.synthesis.readers_scale import readers_scale
from evidence.synthesis.results import NotEstimable, PooledEffect
from evidence.vocabulary import Measure

Value = float | str | None

NUMBERS = (
    "k",
    "n",
    "estimate",
    "ci_low",
    "ci_high",
    "prediction_low",
    "prediction_high",
    "tau2",
    "certainty",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultNumbers:
    """One result: a published estimate or a synthesis of ours.

    ``values`` has a key for each of ``NUMBERS``, None where there is none; ``decimals`` are those
    a published estimate was printed with.
    """

    id: str
    kind: str
    question_id: str
    outcome_id: str
    measure: Measure | None
    instrument_id: str
    decimals: int | None
    values: Mapping[str, Value]


def result_numbers(chapter: Chapter) -> Mapping[str, ResultNumbers]:
    """Return the numbers of every result of a chapter by its id.

    Parameters
    ----------
    chapter : Chapter
        The saved findings.

    Returns
    -------
    mapping of str to ResultNumbers
        In the order of the chapter.

    Examples
    --------
    >>> from evidence.findings.store import load
    >>> numbers = result_numbers(load("analyses/results"))
    >>> {"published", "synthesis"} == {one.kind for one in numbers.values()}
    True
    """
    return {one.id: one for one in _all(chapter)}


def _all(chapter: Chapter) -> Iterator[ResultNumbers]:
    for question in chapter.questions:
        for published in question.published:
            yield _published(published, question.question.id)
        for finding in question.findings:
            yield _synthesis(finding, question.question.id)


def _published(published: PublishedFinding, question_id: str) -> ResultNumbers:
    printed = published.estimate
    given = {name: getattr(printed, name) for name in ("k", "n", "estimate", "ci_low", "ci_high")}
    return ResultNumbers(
        id=printed.id,
        kind="published",
        question_id=question_id,
        outcome_id=printed.outcome_id,
        measure=printed.measure,
        instrument_id=printed.instrument_id,
        decimals=printed.decimals,
        values=dict.fromkeys(NUMBERS) | given | {"certainty": published.rating.stated},
    )


def _synthesis(finding: Finding, question_id: str) -> ResultNumbers:
    analysis = finding.analysis
    return ResultNumbers(
        id=analysis.synthesis_id,
        kind="synthesis",
        question_id=question_id,
        outcome_id=analysis.outcome_id,
        measure=analysis.measure,
        instrument_id=analysis.instrument_id,
        decimals=None,
        values=dict.fromkeys(NUMBERS)
        | _pooled(analysis.pooled)
        | {"certainty": finding.rating.stated or finding.rating.computed},
    )


def _pooled(pooled: PooledEffect | NotEstimable) -> dict[str, Value]:
    if isinstance(pooled, NotEstimable):
        return {}
    estimate, low, high = pooled.as_read()
    found: dict[str, Value] = {
        "k": pooled.k,
        "n": pooled.n,
        "estimate": estimate,
        "ci_low": low,
        "ci_high": high,
        "tau2": pooled.heterogeneity.tau2 if pooled.model != "common" else None,
    }
    if not isinstance(pooled.prediction, NotEstimable):
        expected = pooled.prediction
        _, low, high = readers_scale(pooled.measure, pooled.estimate, expected.low, expected.high)
        found |= {"prediction_low": low, "prediction_high": high}
    return found
