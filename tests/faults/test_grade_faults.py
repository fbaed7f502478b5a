"""Errors of rating planted in clean projects: each is found, and clean projects are left alone."""

import random
from copy import deepcopy
from functools import cache

import pytest

from evidence.audit.run import run
from evidence.cli.grade import rating_rules
from tests.faults.grade_project import LEVELS, clean_project, looked_at, stamped

SEEDS = (1, 2, 3)
RULES = rating_rules()


def codes(tables):
    return {remark.rule.code for remark in run(looked_at(tables), RULES).remarks}


def rows_of(tables, estimate, domain=None):
    """The decisions on an estimate, or the one in a domain."""
    rows = [row for row in tables["judgements"] if row["estimate_id"] == estimate["estimate_id"]]
    if domain is None:
        return rows
    return next(row for row in rows if row["domain"] == domain)


def decide(tables, estimate, domain, levels, reason=None):
    """Decide otherwise, and let the stated certainty follow."""
    row = rows_of(tables, estimate, domain)
    row["decided_levels"] = str(levels)
    row["reason"] = f"{domain}: another view" if reason is None else reason
    add_up(tables, estimate)


def add_up(tables, estimate):
    down = sum(int(row["decided_levels"]) for row in rows_of(tables, estimate))
    estimate["certainty"] = LEVELS[max(1, 4 - down)]


def kind(tables, crosses):
    """An estimate whose interval crosses the threshold, or one whose does not."""
    for estimate in tables["estimates"]:
        if (float(estimate["ci_high"]) > -0.5) is crosses:
            return estimate
    raise AssertionError("no such estimate")


def certainty_too_high(tables, one, _):
    one["certainty"] = "high"


def certainty_too_low(tables, one, _):
    one["certainty"] = "very low"


def certainty_of_another_row(tables, one, _):
    one["certainty"] = "low" if one["certainty"] == "moderate" else "moderate"


def no_reason(tables, one, _):
    rows_of(tables, one, "risk of bias")["reason"] = ""


def imprecision_missed(tables, one, _):
    decide(tables, kind(tables, True), "imprecision", 0, "precise enough")


def imprecision_without_cause(tables, one, _):
    decide(tables, kind(tables, False), "imprecision", 2)


def not_significant(tables, one, _):
    decide(tables, kind(tables, True), "imprecision", 1, "Ikke statistisk signifikant")


def p_value_as_reason(tables, one, _):
    decide(tables, kind(tables, True), "imprecision", 1, "p = 0,08")


def twin_rated_otherwise(tables, one, _):
    twin = dict(one, estimate_id="twin", certainty="very low", review_id="other")
    tables["estimates"].append(twin)


def rated_up(tables, one, _):
    row = dict(rows_of(tables, one)[0], judgement_id="up", domain="large effect")
    tables["judgements"].append(dict(row, decided_levels="1", reason="large"))


def no_target(tables, one, _):
    rows_of(tables, one)[0]["target"] = ""


def two_targets(tables, one, _):
    rows_of(tables, one)[0]["target"] = "an effect"


def domain_forgotten(tables, one, chance):
    forgotten = rows_of(tables, one, chance.choice(["inconsistency", "publication bias"]))
    tables["judgements"].remove(forgotten)


def interval_changed(tables, one, _):
    one["ci_low"] = f"{float(one['ci_low']) - 0.05:.2f}"


def studies_changed(tables, one, _):
    one["k"] = str(int(one["k"]) + 1)


def people_changed(tables, one, _):
    one["n"] = str(int(one["n"]) + 40)


def another_suggestion_recorded(tables, one, _):
    rows_of(tables, one, "imprecision")["suggested_levels"] = "3"


def departs_silently(tables, one, _):
    row = rows_of(tables, kind(tables, True), "imprecision")
    row |= {"decided_levels": "0", "reason": ""}
    add_up(tables, kind(tables, True))


def bold_sentence(tables, one, _):
    weak = kind(tables, True)
    claim = next(row for row in tables["claims"] if row["about_ids"] == weak["estimate_id"])
    claim["quote"] = "The drug reduces pain."


def strong_recommendation(tables, one, _):
    decide(tables, kind(tables, True), "risk of bias", 1, "unblinded")
    tables["recommendations"][0]["strength"] = "strong"


def should_without_strength(tables, one, _):
    decide(tables, kind(tables, True), "risk of bias", 1, "unblinded")
    tables["recommendations"][0] |= {"strength": "", "title_nb": "Pasienter bør få legemidlet"}


def other_patients(tables, one, _):
    tables["judgements"].remove(rows_of(tables, one, "indirectness"))
    row = next(r for r in tables["directness"] if r["estimate_id"] == one["estimate_id"])
    row |= {"fits": "no", "reason": "children"}


def interval_gone(tables, one, _):
    weak = kind(tables, True)
    weak |= {"ci_low": "", "ci_high": ""}


def same_pattern_two_ratings(tables, one, _):
    weak = kind(tables, True)
    twin = dict(weak, estimate_id="twin", review_id="other", estimate="-0.57")
    tables["estimates"].append(twin)
    for row in rows_of(tables, weak):
        copied = dict(row, judgement_id="twin" + row["domain"][:4], estimate_id="twin")
        copied["reason"] = f"{row['domain']}: again" if row["decided_levels"] != "0" else ""
        tables["judgements"].append(copied)
    decide(tables, twin, "imprecision", 2, "imprecision: very wide")


def precise_at_follow_up(tables, one, _):
    weak = kind(tables, True)
    later = dict(weak, estimate_id="later", timepoint="follow-up", certainty="moderate")
    tables["estimates"].append(later)
    row = dict(rows_of(tables, weak, "risk of bias"), judgement_id="later", estimate_id="later")
    tables["judgements"].append(row)


def low_i2_rated_down(tables, one, _):
    one["i2"] = "12"
    decide(tables, one, "inconsistency", 1)


def high_i2_ignored(tables, one, _):
    one["i2"] = "88"


def raters_left_apart(tables, one, _):
    tables["rater_levels"][1]["levels"] = "2"
    first = tables["rater_levels"][1]["estimate_id"]
    row = next(r for r in tables["judgements"] if r["estimate_id"] == first)
    row["reason"] = ""


def one_reason_twice(tables, one, _):
    weak = kind(tables, True)
    for domain in ("risk of bias", "imprecision"):
        rows_of(tables, weak, domain)["reason"] = "Few small trials"


def three_levels_for_inconsistency(tables, one, _):
    decide(tables, one, "inconsistency", 3)


def funnel_of_six(tables, one, _):
    one["k"] = "6"
    decide(tables, one, "publication bias", 1, "Egger p = 0.03")


def target_beyond_the_estimate(tables, one, _):
    for row in rows_of(tables, one):
        row["target"] = "little or no effect"


def certainty_left_out(tables, one, _):
    first, second = tables["estimates"][:2]
    second["review_id"] = first["review_id"]
    second["certainty"] = ""


FAULTS = [
    (certainty_too_high, "C70"),
    (certainty_too_low, "C70"),
    (certainty_of_another_row, "C70"),
    (no_reason, "C71"),
    (imprecision_missed, "C72"),
    (imprecision_without_cause, "C72"),
    (not_significant, "C73"),
    (p_value_as_reason, "C73"),
    (twin_rated_otherwise, "C75"),
    (rated_up, "G01"),
    (no_target, "G02"),
    (two_targets, "G02"),
    (domain_forgotten, "G03"),
    (interval_changed, "G04"),
    (studies_changed, "G04"),
    (people_changed, "G04"),
    (another_suggestion_recorded, "G05"),
    (departs_silently, "G06"),
    (bold_sentence, "G07"),
    (strong_recommendation, "G08"),
    (other_patients, "G09"),
    (interval_gone, "G10"),
    (same_pattern_two_ratings, "G11"),
    (precise_at_follow_up, "G12"),
    (low_i2_rated_down, "G13"),
    (high_i2_ignored, "G13"),
    (raters_left_apart, "G14"),
    (one_reason_twice, "G15"),
    (three_levels_for_inconsistency, "G16"),
    (funnel_of_six, "G17"),
    (should_without_strength, "G18"),
    (target_beyond_the_estimate, "G19"),
    (certainty_left_out, "G20"),
]


@cache
def _clean(seed):
    return stamped(clean_project(seed))


def planted(fault, seed):
    chance = random.Random(seed)
    tables = deepcopy(_clean(seed))
    fault(tables, chance.choice(tables["estimates"]), chance)
    return codes(tables)


@pytest.mark.parametrize(("fault", "code"), FAULTS, ids=lambda one: getattr(one, "__name__", one))
def test_a_planted_fault_is_found(fault, code):
    seed = SEEDS[[one for one, _ in FAULTS].index(fault) % len(SEEDS)]
    assert code in planted(fault, seed)


def test_clean_projects_are_left_alone():
    for seed in (*SEEDS, 11):
        assert codes(_clean(seed)) == set()


def test_every_rule_about_ratings_of_estimates_has_a_planted_fault():
    # C74 is about our own syntheses, whose studies are known; its example plants that.
    assert {code for _, code in FAULTS} | {"C74"} == {rule.code for rule in RULES}
