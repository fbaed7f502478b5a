"""One question's numbers as tidy rows: what a pull request shows when a number changes."""

from collections.abc import Iterator

from evidence.findings.codec import encode
from evidence.findings.finding import Finding, PublishedFinding, QuestionFindings
from evidence.findings.retold import AbsoluteRisk, NotRetold, OnScale, Retold, Span
from evidence.synthesis.results import NotEstimable, PooledEffect, StudyEffect

COLUMNS = (
    "kind",
    "id",
    "outcome_id",
    "label",
    "measure",
    "estimate",
    "ci_low",
    "ci_high",
    "level",
    "k",
    "n",
    "tau2",
    "i2",
    "prediction_low",
    "prediction_high",
    "certainty",
    "tau2_method",
    "ci_method",
    "shared_control",
    "reason",
)

Row = dict[str, object]


def tidy_rows(findings: QuestionFindings) -> Iterator[Row]:
    """Yield published estimates as printed, then each synthesis with all it stands on."""
    for published in findings.published:
        yield _published(published)
        printed = published.estimate
        yield from _retold(printed.id, printed.outcome_id, published.retold)
    for finding in findings.findings:
        yield from _synthesis(finding)


def _published(published: PublishedFinding) -> Row:
    printed = published.estimate
    return {
        "kind": "published",
        "id": printed.id,
        "outcome_id": printed.outcome_id,
        "label": printed.intervention.id if printed.intervention else printed.comparison,
        "measure": printed.measure_as_printed,
        "estimate": printed.estimate,
        "ci_low": printed.ci_low,
        "ci_high": printed.ci_high,
        "level": None if printed.ci_level is None else printed.ci_level / 100,
        "k": printed.k,
        "n": printed.n,
        "i2": printed.i2,
        "certainty": printed.certainty,
    }


def _synthesis(finding: Finding) -> Iterator[Row]:
    analysis = finding.analysis
    about = {"id": analysis.synthesis_id, "outcome_id": analysis.outcome_id}
    stated = finding.rating.stated
    yield {
        "kind": "pooled",
        **about,
        "label": finding.synthesis.label,
        "certainty": stated,
        **_pooled(analysis.pooled),
    }
    yield from _retold(analysis.synthesis_id, analysis.outcome_id, finding.retold)
    for effect in analysis.effects:
        yield {"kind": "study", **about, **_effect(effect, analysis.measure)}
    for kind, variations in (
        ("variation", analysis.variations),
        ("leave one out", analysis.leave_one_out),
    ):
        for variation in variations:
            changed = [
                *(f"-{one}" for one in variation.left_out),
                *(f"+{one}" for one in variation.put_in),
            ]
            label = "; ".join((variation.key, *changed))
            yield {"kind": kind, **about, "label": label, **_pooled(variation.pooled)}
    for subgroup in analysis.subgroups:
        yield {"kind": "subgroup", **about, "label": subgroup.group, **_pooled(subgroup.pooled)}
    for row in analysis.left_out:
        yield {"kind": "left out", **about, "label": row.study_id, "reason": row.reason}


def _retold(identifier: str, outcome_id: str, retold: Retold | None) -> Iterator[Row]:
    about: Row = {"kind": "retold", "id": identifier, "outcome_id": outcome_id}
    if isinstance(retold, NotRetold):
        yield {**about, "reason": retold.reason}
    elif isinstance(retold, OnScale):
        scale, route = retold.scale.instrument_id, "; ".join(retold.route)
        told = {"points": retold.points, "MID": retold.mids}
        for unit, span in told.items():
            if span is not None:
                yield {**about, "label": scale, "reason": route} | _span(unit, span)
    elif isinstance(retold, AbsoluteRisk):
        yield {**about} | _span("RD", retold.difference)


def _span(unit: str, span: Span) -> Row:
    limits = (span.low, span.high)
    low, high = (None if limit is None else encode(limit) for limit in limits)
    return {"measure": unit, "estimate": encode(span.estimate), "ci_low": low, "ci_high": high}


def _effect(effect: StudyEffect, measure: str) -> Row:
    return {
        "label": effect.label,
        "measure": measure,
        "estimate": encode(effect.yi),
        "ci_low": encode(effect.ci_low),
        "ci_high": encode(effect.ci_high),
        "level": encode(effect.level),
        "reason": effect.route,
    }


def _pooled(pooled: PooledEffect | NotEstimable) -> Row:
    if isinstance(pooled, NotEstimable):
        return {"reason": pooled.reason}
    row: Row = {
        name: encode(getattr(pooled, name))
        for name in (
            "measure",
            "estimate",
            "ci_low",
            "ci_high",
            "level",
            "k",
            "n",
            "tau2_method",
            "ci_method",
            "shared_control",
        )
    }
    row |= {
        "tau2": encode(pooled.heterogeneity.tau2),
        "i2": encode(pooled.heterogeneity.i2),
        "reason": "; ".join(pooled.adjustments),
    }
    if not isinstance(pooled.prediction, NotEstimable):
        row |= {
            "prediction_low": encode(pooled.prediction.low),
            "prediction_high": encode(pooled.prediction.high),
        }
    return row
