"""Many analyses at once give what each gives by itself, whoever computes."""

import json
import math
import subprocess
import sys
import threading
from pathlib import Path
from types import FunctionType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numba.core.dispatcher import Dispatcher

from evidence.bulk import engines, sweep
from evidence.bulk.choices import ManyChoices
from evidence.bulk.compiled import machine_code
from evidence.bulk.engines import engine_for
from evidence.bulk.finish import COLUMNS
from evidence.bulk.many_effects import by_analysis, many_effects
from evidence.bulk.pool_many import pool_by, pool_chunks, pool_many
from evidence.bulk.status import Status
from evidence.errors import ChoiceUnknown, EvidenceError
from evidence.stats.heterogeneity import (
    cochran_q,
    inconsistency_from_q,
    inconsistency_from_tau2,
    typical_variance,
)
from evidence.stats.pooling import pool_effects
from evidence.stats.prediction import prediction_interval
from evidence.stats.tau2 import estimate_tau2
from evidence.stats.tau2_interval import q_profile_interval

PEAKS = Path(__file__).parents[1] / "golden" / "several_peaks.json"
AGREE = 1e-10
"""What the contract asks for; sums in another order differ by some 1e-14."""
SQUARES = ("tau2", "tau2_low", "tau2_high")
ENGINES = ["numpy", "numba"]


def one(yi, vi, method, test):
    """The columns of one analysis by the functions of a single analysis."""
    tau2 = estimate_tau2(yi, vi, method=method)
    pooled = pool_effects(yi, vi, tau2=tau2.value, test=test)
    q = cochran_q(yi, vi)
    found = dict.fromkeys(COLUMNS, math.nan) | {
        name: getattr(pooled, name)
        for name in ("estimate", "se", "ci_low", "ci_high", "statistic", "guard_bit")
    }
    found |= {"df": pooled.df or math.inf, "tau2": tau2.value, "q": q.q}
    found |= {"local_maxima": tau2.local_maxima, "i2": inconsistency_from_q(q.q, q.df).i2}
    if method != "EE":
        found["i2"] = inconsistency_from_tau2(tau2.value, typical_variance(vi)).i2
        interval = q_profile_interval(yi, vi)
        if not interval.empty:
            found |= {"tau2_low": interval.low, "tau2_high": interval.high}
        if len(yi) > 2:
            rule = "HTS t(k-2)" if test == "z" else "t(k-1)"
            predicted = prediction_interval(
                pooled.estimate, pooled.se, tau2.value, k=len(yi), rule=rule
            )
            found |= {"pi_low": predicted.low, "pi_high": predicted.high}
    return found


def drawn(analyses=120, seed=4):
    """Analyses of unlike sizes and scales, a few of them bad."""
    draw = np.random.default_rng(seed)
    k = np.concatenate([draw.integers(0, 13, analyses), [60, 5000]])
    offsets = np.concatenate(([0], np.cumsum(k)))
    scale = np.exp(draw.normal(0, 2, len(k)))
    spread = draw.choice([0.3, 1.5], len(k)).repeat(k)
    vi = np.exp(draw.normal(-2, spread)) * scale.repeat(k)
    between = (draw.choice([0, 0.1, 1], len(k)) * scale).repeat(k)
    return many_effects(draw.normal(0.2, np.sqrt(vi + between)), vi, offsets), scale


def assert_as_single(pooled, effects, scale, method, test):
    for place in np.flatnonzero(pooled.status == Status.OK):
        part = slice(effects.offsets[place], effects.offsets[place + 1])
        single = one(effects.yi[part], effects.vi[part], method, test)
        for name, right in single.items():
            size = scale[place] if name in SQUARES else math.sqrt(scale[place])
            close = pytest.approx(right, rel=AGREE, abs=AGREE * size, nan_ok=True)
            assert getattr(pooled, name)[place] == close, (name, place)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("method", "test"),
    [("REML", "adhoc"), ("ML", "knha"), ("PM", "t"), ("DL", "z"), ("EE", "z")],
)
def test_each_analysis_is_what_it_is_by_itself(engine, method, test):
    effects, scale = drawn()
    pooled = pool_by(effects, ManyChoices(method=method, test=test, engine=engine))
    assert pooled.engine == engine
    assert (pooled.status == Status.OK).sum() > 90
    assert_as_single(pooled, effects, scale, method, test)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(2, 6).flatmap(
        lambda k: st.tuples(
            hnp.arrays(np.float64, (4, k), elements=st.floats(-5, 5)),
            hnp.arrays(np.float64, (4, k), elements=st.floats(1e-3, 10)),
        )
    ),
    st.sampled_from(["REML", "ML", "PM", "DL"]),
)
def test_engines_agree_on_whatever_comes(columns, method):
    yi, vi = (column.ravel() for column in columns)
    offsets = np.arange(0, yi.size + 1, columns[0].shape[1])
    by_numpy, by_numba = (
        pool_many(yi, vi, offsets, method=method, test="knha", engine=engine) for engine in ENGINES
    )
    assert by_numpy.status.tolist() == by_numba.status.tolist()
    for name in ("estimate", "tau2", "se", "tau2_high", "q"):
        ours, theirs = getattr(by_numpy, name), getattr(by_numba, name)
        # A likelihood flat to rounding has its top to half the digits.
        assert ours == pytest.approx(theirs, rel=1e-6, abs=1e-7, nan_ok=True), name


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("method", ["REML", "ML"])
def test_the_highest_peak_is_the_one_rs_grid_shows(engine, method):
    cases = json.loads(PEAKS.read_text(encoding="utf-8"))["cases"]
    cases = [case for case in cases if case["method"] == method]
    # Beside each other twice, so that equal sizes are searched together.
    cases = [*cases, *cases]
    offsets = np.concatenate(([0], np.cumsum([len(case["yi"]) for case in cases])))
    yi, vi = (np.concatenate([case[name] for case in cases]) for name in ("yi", "vi"))
    pooled = pool_many(yi, vi, offsets, method=method, engine=engine)
    assert pooled.tau2 == pytest.approx([c["highest"]["tau2"] for c in cases], rel=1e-11)
    assert pooled.local_maxima.tolist() == [len(c["peaks"]["tau2"]) for c in cases]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_bad_analysis_says_why_and_the_rest_goes_on(engine):
    sizes = [3, 0, 1, 3, 3, 3, 3, 3]
    offsets = np.concatenate(([0], np.cumsum(sizes)))
    yi, vi = np.tile([0.1, 0.3, 0.9], 7)[: offsets[-1]], np.full(offsets[-1], 0.02)
    yi[offsets[3]], vi[offsets[4]], vi[offsets[5]], vi[offsets[6]] = np.nan, np.nan, 0.0, -1.0
    pooled = pool_many(yi, vi, offsets, engine=engine)
    assert pooled.status_words.tolist() == [
        "ok",
        "no_effects",
        "one_effect",
        "effect_not_finite",
        "variance_not_finite",
        "variance_not_above_zero",
        "variance_not_above_zero",
        "ok",
    ]
    assert pooled.counts()["variance_not_above_zero"] == 2
    bad = pooled.status != Status.OK
    for name in COLUMNS:
        column = getattr(pooled, name)
        assert (np.isnan(column[bad]) if column.dtype.kind == "f" else ~column[bad]).all(), name
    assert pooled.estimate[[0, -1]].tolist() == pytest.approx([0.4333333, 0.4333333], abs=1e-6)


def test_a_search_that_does_not_end_is_counted_and_gives_no_number(monkeypatch):
    monkeypatch.setattr(sweep, "MOST_STRETCHES", 1)
    effects, _ = drawn()
    pooled = pool_by(effects, ManyChoices(engine="numpy"))
    lost = pooled.status == Status.NOT_CONVERGED
    assert pooled.counts()["not_converged"] == lost.sum() > 10
    assert np.isnan(pooled.estimate[lost]).all() and np.isnan(pooled.tau2[lost]).all()


def test_numbers_too_large_to_square_give_a_status_and_no_number():
    with np.errstate(all="ignore"):
        pooled = pool_many([1e200, -1e200, 3e200], [1.0, 1.0, 2.0], [0, 3], engine="numpy")
    assert pooled.status_words.tolist() == ["not_converged"]


def test_a_long_table_is_gathered_by_its_ids_wherever_its_rows_stand():
    ids = np.array(["b", "a", "b", "a", "b"])
    yi, vi = np.array([1.0, 2.0, 1.4, 2.2, 0.7]), np.full(5, 0.1)
    pooled = pool_many(yi, vi, analysis_id=ids)
    assert pooled.ids.tolist() == ["b", "a"]
    assert pooled.k.tolist() == [3, 2]
    apart = pool_many([1.0, 1.4, 0.7, 2.0, 2.2], vi, [0, 3, 5])
    assert pooled.estimate.tolist() == apart.estimate.tolist()
    frame = pooled.to_frame()
    assert frame["analysis_id"].tolist() == ["b", "a"]
    assert frame["status"].tolist() == ["ok", "ok"]
    assert frame["p_value"].tolist() == pytest.approx(
        [pool_effects(y, [0.1] * len(y), tau2=t, test="adhoc").p_value for y, t in
         (([1.0, 1.4, 0.7], apart.tau2[0]), ([2.0, 2.2], apart.tau2[1]))]
    )  # fmt: skip
    assert str(pooled) == "2 analyses by REML, adhoc (numpy): 2 ok"


def test_chunks_give_the_same_and_hold_one_chunk_at_a_time():
    effects, _ = drawn()
    taken = []

    def chunks():
        for first in range(0, len(effects.k), 40):
            offsets = effects.offsets[first : first + 41]
            part = slice(offsets[0], offsets[-1])
            taken.append(first)
            yield many_effects(effects.yi[part], effects.vi[part], offsets - offsets[0])

    whole = pool_by(effects, ManyChoices())
    found = pool_chunks(chunks(), ManyChoices())
    first = next(found)
    assert taken == [0]
    together = np.concatenate([first.estimate, *(chunk.estimate for chunk in found)])
    np.testing.assert_allclose(together, whole.estimate, rtol=1e-13)


def test_what_does_not_fit_together_is_refused():
    with pytest.raises(ValueError, match="offsets or analysis_id"):
        pool_many([1.0], [1.0])
    with pytest.raises(ValueError, match="must go from 0"):
        pool_many([1.0], [1.0], [0, 2])
    with pytest.raises(ValueError, match="not go down"):
        pool_many([1.0, 2.0], [1.0, 2.0], [0, 2, 1, 2])
    with pytest.raises(ValueError, match="shapes"):
        pool_many([1.0, 2.0], [1.0], [0, 2])
    with pytest.raises(ValueError, match="analysis_id of shape"):
        by_analysis(["a"], [1.0, 2.0], [1.0, 2.0])
    with pytest.raises(ValueError, match="for 1 analyses"):
        pool_many([1.0, 2.0], [1.0, 2.0], [0, 2], analysis_id=["a", "b"])


@pytest.mark.parametrize(
    "choice",
    [{"method": "HKSJ"}, {"test": "wald"}, {"level": 95}, {"engine": "jax"}, {"tau2": "REML"}],
)
def test_a_choice_that_does_not_exist_is_answered_with_those_that_do(choice):
    with pytest.raises(ChoiceUnknown) as refused:
        pool_many([1.0, 2.0], [1.0, 2.0], [0, 2], **choice)
    assert refused.value.choices


def test_hartung_knapp_is_not_for_a_common_effect():
    with pytest.raises(ChoiceUnknown):
        pool_many([1.0, 2.0], [1.0, 2.0], [0, 2], method="EE", test="adhoc")


def test_the_engine_is_chosen_by_the_work_and_missing_numba_is_told(monkeypatch):
    assert engine_for(engines.WORTH_COMPILING, ManyChoices()) == "numba"
    assert engine_for(engines.WORTH_COMPILING - 1, ManyChoices()) == "numpy"
    monkeypatch.setattr(engines, "find_spec", lambda name: None)
    assert engine_for(engines.WORTH_COMPILING, ManyChoices()) == "numpy"
    with pytest.raises(EvidenceError, match="Numba is not installed"):
        engine_for(1, ManyChoices(engine="numba"))


def test_numba_is_not_loaded_for_little_work():
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from evidence.bulk.pool_many import pool_many;"
            "pool_many([1.0, 2.0], [1.0, 2.0], [0, 2]); print(*sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not {"numba", "pandas", "llvmlite"} & set(told.stdout.split())


@pytest.mark.parametrize("fault", [RuntimeError("no locator"), OSError(28, "No space left")])
def test_machine_code_that_cannot_be_kept_is_made_all_the_same(monkeypatch, fault):
    def refuse(self):
        raise fault

    monkeypatch.setattr(Dispatcher, "enable_caching", refuse)
    copied = FunctionType(put_one.__code__, {}, "put_one")
    place = np.zeros(1)
    machine_code(copied, (place,))(place)
    assert place.tolist() == [1.0]


def put_one(place):
    place[0] = 1.0


def test_columns_that_may_not_be_written_to_are_pooled():
    effects, _ = drawn()
    for column in effects:
        column.flags.writeable = False
    whole = pool_by(effects, ManyChoices(engine="numba"))
    assert whole.counts()["ok"] > 90


def test_callers_in_threads_do_not_meet():
    effects, _ = drawn()
    whole = pool_by(effects, ManyChoices(engine="numba"))
    found = []

    def work():
        found.append(pool_by(effects, ManyChoices(engine="numba")).tau2)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    for tau2 in found:
        np.testing.assert_array_equal(tau2, whole.tau2)
