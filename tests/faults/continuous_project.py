"""A clean project made from invented people: every number follows from their scores.

Scores are whole points of each person, so that means and spreads are such as scores give;
differences, intervals and p-values are computed from them and rounded as articles round.
"""

import math
from collections.abc import Collection, Iterator

import numpy as np

from evidence.stats.reported import standard_error_from_ci
from tests.faults.table_set import Row, TableSet, empty_tables

TRIALS = 24
PEOPLE = (34, 96)
SCALES = {
    # id: lowest, highest, usual mean and spread, what a higher score means
    "VAS": (0, 100, 52.0, 15.0, "worse"),
    "HAD": (0, 21, 10.5, 3.4, "worse"),
    "PF": (0, 50, 26.0, 7.5, "better"),
}
EFFECTS = {"VAS": -0.55, "HAD": -0.5, "PF": 0.5}
CONSTRUCTS = {"VAS": "pain", "HAD": "mood", "PF": "function"}
THREE_ARMS = (3, 11, 17)
FACT = {"source_id": "Review", "obtained": "second-hand"}


def continuous_project(
    seed: int, trials: int = TRIALS, scales: Collection[str] = tuple(SCALES)
) -> TableSet:
    """Return the tables of a clean project; another seed, other people."""
    chance = np.random.default_rng(seed)
    tables = empty_tables()
    _frame(tables)
    for number in range(trials):
        _trial(tables, number, chance, scales)
    _reviews(tables, trials)
    return tables


def _frame(tables: TableSet) -> None:
    tables["recommendations"] = [{"recommendation_id": "R1", "title_nb": "Øvelse", **FACT}]
    tables["questions"] = [
        {
            "question_id": "Q1",
            "recommendation_id": "R1",
            "text_nb": "Hjelper øvelse?",
            "population_nb": "Voksne",
            "intervention_nb": "Øvelse",
            "comparison_nb": "Vanlig behandling",
            **FACT,
        }
    ]
    tables["interventions"] = [
        {"intervention_id": "exercise", "name_nb": "Øvelse", "kind": "treatment"},
        {"intervention_id": "talk", "name_nb": "Samtale", "kind": "treatment"},
        {"intervention_id": "usual", "name_nb": "Vanlig", "kind": "passive control"},
    ]
    tables["sources"] = [_source("Review", 2024), _source("Review2", 2023)]
    for order, (scale, (low, high, _, _, higher)) in enumerate(SCALES.items(), start=1):
        construct = CONSTRUCTS[scale]
        tables["constructs"].append(
            {
                "construct_id": construct,
                "name_nb": construct,
                "family": "symptom",
                "higher_is": higher,
            }
        )
        tables["instruments"].append(
            {
                "instrument_id": scale,
                "name": f"Scale {scale}",
                "construct_id": construct,
                "range_min": str(low),
                "range_max": str(high),
                "higher_is": higher,
                "step": "1",
            }
        )
        tables["outcomes"].append(
            {
                "outcome_id": f"Q1_{construct}",
                "question_id": "Q1",
                "construct_id": construct,
                "in_pico": "yes",
                "order": str(order),
                "threshold_scale": "SMD",
                "threshold_mid": "0.3",
                "threshold_source_id": "Review",
                **FACT,
            }
        )
        pooled_as = {"VAS": "MD", "HAD": "SMD", "PF": "MD"}[scale]
        tables["syntheses"].append(
            {
                "synthesis_id": f"S_{scale}",
                "label": scale,
                "outcome_id": f"Q1_{construct}",
                "title_nb": scale,
                "measure": pooled_as,
                "instrument_id": "" if pooled_as == "SMD" else scale,
                "action": "pool",
            }
        )


def _source(name: str, year: int) -> Row:
    return {
        "source_id": name,
        "csl_type": "article-journal",
        "title": name,
        "year": str(year),
        "retraction_status": "none found",
        "retraction_checked": "2026-01-01",
    }


def _trial(
    tables: TableSet, number: int, chance: np.random.Generator, scales: Collection[str]
) -> None:
    name, year = f"T{number:02d}", 2003 + number % 17
    given = ["exercise", "usual"] + (["talk"] if number in THREE_ARMS else [])
    sizes = [int(chance.integers(*PEOPLE)) for _ in given]
    randomised = [n + int(chance.integers(1, 5)) for n in sizes]
    tables["sources"].append(_source(f"A{name}", year))
    tables["studies"].append(
        {
            "study_id": name,
            "label": f"{_surname(number)} {year}",
            "study_source_id": f"A{name}",
            "year": str(year),
            "design": "parallel",
            "n_randomised": str(sum(randomised)),
            "registration": f"ISRCTN{10_000 + number}",
            "n_registered": str(sum(randomised)),
            "registered_on": f"{year - 3}-02-01",
            "started_on": f"{year - 3}-05-01",
            **FACT,
        }
    )
    tables["risk_of_bias"].append(
        {"study_id": name, "tool": "RoB 2", "domain": "overall", "level": "low", **FACT}
    )
    for arm, n in zip(given, randomised, strict=True):
        tables["arms"].append(
            {
                "arm_id": f"{name}_{arm}",
                "study_id": name,
                "label": arm,
                "intervention_id": arm,
                "n_randomised": str(n),
                **FACT,
            }
        )
    for scale in scales:
        if scale == "VAS" or number % 2:
            _outcome(tables, name, scale, dict(zip(given, sizes, strict=True)), chance)


def _surname(number: int) -> str:
    """Return a name of its own for each trial."""
    letters = ""
    while True:
        number, last = divmod(number, 26)
        letters = chr(97 + last) + letters
        if not number:
            return f"{letters.capitalize()}berg"


def _outcome(
    tables: TableSet, name: str, scale: str, sizes: dict[str, int], chance: np.random.Generator
) -> None:
    low, high, middle, spread, _ = SCALES[scale]
    middle = middle * float(chance.normal(1, 0.05))
    spread = spread * float(np.exp(chance.normal(0, 0.12)))
    effect = EFFECTS[scale] + float(chance.normal(0, 0.1))
    told = {}
    for arm, n in sizes.items():
        for week in (0, 12):
            better = effect * spread if week and arm != "usual" else 0.0
            scores = _scores(chance, n, middle + better, spread, (low, high), week == 0)
            told[arm, week] = (n, float(np.mean(scores)), float(np.std(scores, ddof=1)))
            tables["results"].append(_result(name, arm, scale, week, told[arm, week]))
    for arm, versus in (("exercise", "usual"), ("talk", "usual"), ("exercise", "talk")):
        if arm in sizes and versus in sizes:
            row = _contrast(name, (arm, versus), scale, told[arm, 12], told[versus, 12])
            tables["contrasts"].append(row)
    arms = {
        "result_id": f"{name}_exercise_{scale}_12",
        "versus_result_id": f"{name}_usual_{scale}_12",
    }
    printed = {"contrast_id": f"{name}_exercise_usual_{scale}"}
    tables["members"].append(
        {
            "synthesis_id": f"S_{scale}",
            "study_id": name,
            **(printed if scale == "PF" else arms),
            "use": "primary",
        }
    )


def _scores(
    chance: np.random.Generator,
    n: int,
    middle: float,
    spread: float,
    ends: tuple[int, int],
    is_baseline: bool,
) -> np.ndarray:
    scores = chance.normal(middle, spread, n)
    if is_baseline:
        scores = scores - scores.mean() + middle
    return np.clip(np.rint(scores), *ends)


def _result(name: str, arm: str, scale: str, week: int, told: tuple[int, float, float]) -> Row:
    n, mean, sd = told
    return {
        "result_id": f"{name}_{arm}_{scale}_{week}",
        "arm_id": f"{name}_{arm}",
        "construct_id": CONSTRUCTS[scale],
        "instrument_id": scale,
        "timepoint_weeks": str(week),
        "timepoint_text": f"{week} weeks",
        "n": str(n),
        "mean": f"{mean:.2f}",
        "dispersion": f"{sd:.2f}",
        "dispersion_type": "SD",
        "score": "final",
        "quote": f"{arm} n={n}: {mean:.2f} (SD {sd:.2f})",
        **FACT,
    }


def _contrast(
    name: str,
    arms: tuple[str, str],
    scale: str,
    one: tuple[int, float, float],
    other: tuple[int, float, float],
) -> Row:
    estimate = round(one[1], 2) - round(other[1], 2)
    se = math.sqrt(one[2] ** 2 / one[0] + other[2] ** 2 / other[0])
    low, high = estimate - 1.96 * se, estimate + 1.96 * se
    p = math.erfc(abs(estimate / se) / math.sqrt(2))
    higher = SCALES[scale][4]
    did_better = (estimate > 0) == (higher == "better")
    return {
        "contrast_id": f"{name}_{arms[0]}_{arms[1]}_{scale}",
        "arm_id": f"{name}_{arms[0]}",
        "versus_arm_id": f"{name}_{arms[1]}",
        "construct_id": CONSTRUCTS[scale],
        "instrument_id": scale,
        "timepoint_weeks": "12",
        "timepoint_text": "12 weeks",
        "measure": "MD",
        "estimate": f"{estimate:.2f}",
        "ci_low": f"{low:.2f}",
        "ci_high": f"{high:.2f}",
        "ci_level": "95",
        "se": f"{float(standard_error_from_ci(low, high, level=0.95).item()):.2f}",
        "p_value": f"{p:.3f}",
        "n": str(one[0]),
        "versus_n": str(other[0]),
        "adjusted": "raw",
        "favours": "neither" if estimate == 0 else "arm" if did_better else "versus",
        "quote": f"difference {estimate:.2f} (95% CI {low:.2f} to {high:.2f}), p={p:.3f}",
        **FACT,
    }


def _reviews(tables: TableSet, trials: int) -> None:
    """Two reviews of different trials, each with an estimate of every outcome."""
    for name, source, year, own in (
        ("RevA", "Review", 2024, range(0, trials, 2)),
        ("RevB", "Review2", 2023, range(1, trials, 2)),
    ):
        fact = {**FACT, "source_id": source}
        tables["reviews"].append(
            {
                "review_id": name,
                "label": f"{name} {year}",
                "review_source_id": source,
                "kind": "meta-analysis",
                "k_trials": str(len(own)),
                "n_participants": str(200 * len(own)),
                "search_date": f"{year - 1}-03",
                **fact,
            }
        )
        for trial in own:
            tables["overlap"].append(
                {"review_id": name, "study_id": f"T{trial:02d}", "included": "yes", **fact}
            )
        tables["estimates"].extend(_estimates(name, fact, len(own)))


def _estimates(name: str, fact: Row, size: int) -> Iterator[Row]:
    for place, (scale, effect) in enumerate(EFFECTS.items()):
        shift = 0.03 * place + (0.02 if name == "RevB" else 0.0)
        estimate, low, high = effect + shift, effect + shift - 0.2, effect + shift + 0.2
        yield {
            "estimate_id": f"{name}_{scale}",
            "review_id": name,
            "outcome_id": f"Q1_{CONSTRUCTS[scale]}",
            "construct_id": CONSTRUCTS[scale],
            "intervention_id": "exercise",
            "timepoint": "post",
            "measure": "SMD",
            "measure_as_printed": "SMD",
            "estimate": f"{estimate:.2f}",
            "ci_low": f"{low:.2f}",
            "ci_high": f"{high:.2f}",
            "ci_level": "95",
            "decimals": "2",
            "k": str(size - 1),
            "n": str(100 * (size - 1)),
            "i2": "31",
            "quote": f"SMD {estimate:.2f} [{low:.2f}, {high:.2f}], I2 31 %",
            **fact,
        }
