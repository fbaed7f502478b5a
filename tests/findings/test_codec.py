"""Reading what was written gives the same record."""

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.findings.codec import DIGITS, decode, encode
from evidence.records.provenance import Provenance
from evidence.synthesis.results import Heterogeneity, NotEstimable, Prediction
from evidence.vocabulary import Measure, Obtained


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Every kind of field a result has."""

    number: float
    maybe: float | None
    count: int
    measure: Measure
    either: Prediction | NotEstimable
    many: tuple[str, ...]
    pairs: tuple[Provenance, ...]


HALF_A_DIGIT = 5 * 10.0**-DIGITS
FINITE = st.floats(allow_nan=False, allow_infinity=False, width=32)


@given(FINITE, st.none() | FINITE, st.integers(0, 10**6), st.sampled_from(list(Measure)), st.text())
def test_a_record_survives_the_disk(number, maybe, count, measure, text):
    holder = Holder(
        number=number,
        maybe=maybe,
        count=count,
        measure=measure,
        either=NotEstimable(wanted=text, reason="one_study", values={"k": text}),
        many=(text, "b"),
        pairs=(Provenance(table="t", row=2, quote=text, obtained=Obtained.DERIVED),),
    )
    read = decode(Holder, json.loads(json.dumps(encode(holder))))
    assert read.number == pytest.approx(number, rel=HALF_A_DIGIT, abs=0)
    assert read.maybe == (None if maybe is None else pytest.approx(maybe, rel=HALF_A_DIGIT, abs=0))
    same = {"number": 0.0, "maybe": None}
    assert dataclasses.replace(read, **same) == dataclasses.replace(holder, **same)


def test_writing_twice_gives_the_same_bytes():
    value = Prediction(low=-1 / 3, high=2 / 3, level=0.95, rule="z")
    once = json.dumps(encode(value))
    assert json.dumps(encode(decode(Prediction, json.loads(once)))) == once


def test_a_last_bit_does_not_reach_the_disk():
    assert encode(0.1 + 0.2) == encode(0.3)
    assert json.dumps(encode(-0.0)) == "0.0"


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_not_a_number_is_refused(number):
    with pytest.raises(ValueError, match="cannot be saved"):
        encode(number)


def test_a_union_is_told_apart_by_its_name():
    missing = encode(NotEstimable(wanted="prediction", reason="few", values={}))
    assert isinstance(decode(Prediction | NotEstimable, missing), NotEstimable)


@pytest.mark.parametrize(
    "broken",
    [{"is": "Prediction", "low": 1.0}, {"is": "Other"}, [], "text", {"low": 1.0}],
)
def test_what_is_something_else_is_refused(broken):
    with pytest.raises(ValueError, match=r"is not a|lacks"):
        decode(Prediction, broken)


def test_optional_numbers_stay_none():
    fields = {f.name: 1.0 for f in dataclasses.fields(Heterogeneity)}
    fields |= {"df": 2, "i2_from": "Q", "interval_method": "QP", "tau2_low": None}
    assert decode(Heterogeneity, {"is": "Heterogeneity", **fields}).tau2_low is None
