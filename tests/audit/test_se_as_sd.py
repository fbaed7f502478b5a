"""Standard errors entered as standard deviations are told on simulated outcomes."""

import json

from validation.se_as_sd import WRITTEN, Told, simulated

RECALL, FALSE_FLAGS = 0.95, 0.005


def test_most_are_told_and_few_good_trials_flagged():
    told = Told()
    for seed in range(4):
        told = told.plus(simulated(seed, 0.25))
    assert told.found / told.wrong >= RECALL
    assert told.alarms / told.right <= FALSE_FLAGS


def test_what_was_measured_holds_at_every_spread():
    for row in json.loads(WRITTEN.read_text(encoding="utf-8")):
        assert row["recall"] >= RECALL
        assert row["false_flags_per_trial"] <= FALSE_FLAGS
