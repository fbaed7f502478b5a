"""The numbers a rater saw, as a hash: when they change, the decision made on them is stale.

The hash is over the numbers as a reader meets them, rounded, so that a last digit nobody sees
does not make a decision stale. Rounding here prints nothing: it only decides what counts as the
same number.
"""

import hashlib
from decimal import ROUND_HALF_UP, Decimal

from evidence.certainty.body import BodyOfEvidence
from evidence.vocabulary import Measure

DECIMALS = {Measure.RD: 3}
USUAL = 2


def numbers_seen(body: BodyOfEvidence) -> tuple[tuple[str, str], ...]:
    """Return the numbers a rater sees, by name, as text.

    Parameters
    ----------
    body : BodyOfEvidence
        The evidence.

    Returns
    -------
    tuple of pairs of str
        Estimate and interval (on the analysis scale) with two decimals, three for differences of
        risks; the confidence level; studies and people; I squared with no decimals; the
        prediction interval; and for each study its effect, interval, weight in whole per cent
        and risk of bias. What is not known is empty.
    """
    places = DECIMALS.get(body.measure, USUAL) if body.measure else USUAL
    values = {
        "estimate": _rounded(body.estimate, places),
        "ci_low": _rounded(body.ci_low, places),
        "ci_high": _rounded(body.ci_high, places),
        "level": _rounded(body.level, 3),
        "k": _rounded(body.k, 0),
        "n": _rounded(body.n, 0),
        "i2": _rounded(body.i2, 0),
        "prediction_low": _rounded(body.prediction_low, places),
        "prediction_high": _rounded(body.prediction_high, places),
    }
    rows = [("measure", body.measure.value if body.measure else ""), *values.items()]
    for study in sorted(body.studies, key=lambda one: (one.study_id, one.label)):
        seen = [_rounded(one, places) for one in (study.yi, study.ci_low, study.ci_high)]
        rows.append((study.study_id, " ".join([*seen, _rounded(study.weight, 0), study.risk])))
    return tuple(rows)


def numbers_sha256(body: BodyOfEvidence) -> str:
    """Return the hash of the numbers a rater sees, as 64 hexadecimal digits.

    Parameters
    ----------
    body : BodyOfEvidence
        The evidence.

    Returns
    -------
    str
        SHA-256 of a line for each of :func:`numbers_seen`.

    Examples
    --------
    >>> body = BodyOfEvidence(about_id="E1", is_published=True, estimate=-0.331)
    >>> same = BodyOfEvidence(about_id="E1", is_published=True, estimate=-0.334)
    >>> numbers_sha256(body) == numbers_sha256(same)
    True
    """
    text = "".join(f"{name}={value}\n" for name, value in numbers_seen(body))
    return hashlib.sha256(text.encode()).hexdigest()


def _rounded(value: float | None, places: int) -> str:
    if value is None:
        return ""
    step = Decimal(1).scaleb(-places)
    found = Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP)
    return str(found if found else abs(found))
