"""How well standard errors entered as standard deviations are told, on simulated outcomes.

Trials measure outcomes on named instruments; the standard deviation of a trial varies around the
instrument's by a lognormal factor, and both arms estimate it from chi-squared. In one trial in
ten the extractor enters standard errors, in both arms or in one. ``C10`` sees n, SD and
instrument, as it does in a project. Run from the top of the repository:

    python -m validation.se_as_sd
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evidence.audit.catalogue import all_rules
from evidence.audit.examples import example_project
from evidence.audit.run import run

WRITTEN = Path(__file__).with_name("se_as_sd.json")
SEEDS = 40
SHARE = 0.10
INSTRUMENTS = {"A": 22.0, "B": 3.1, "C": 9.4, "D": 1.3, "E": 0.45, "F": 140.0}
TRIALS_A_SCALE = (4, 25)
PEOPLE = (12, 150)
VARIES = (0.15, 0.25, 0.35)
"""Standard deviation of the logarithm of a trial's own SD around the instrument's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Trials with the error and without, and how many of each were told."""

    wrong: int = 0
    found: int = 0
    right: int = 0
    alarms: int = 0

    def plus(self, other: "Told") -> "Told":
        """Return both together."""
        return Told(
            wrong=self.wrong + other.wrong,
            found=self.found + other.found,
            right=self.right + other.right,
            alarms=self.alarms + other.alarms,
        )


def simulated(seed: int, varies: float) -> Told:
    """Simulate one project and return what C10 tells of its trials."""
    chance = np.random.default_rng(seed)
    lines = ["result_id|arm_id|construct_id|instrument_id|n|mean|dispersion|dispersion_type"]
    wrong: set[str] = set()
    trials: list[str] = []
    for scale, usual in INSTRUMENTS.items():
        for number in range(int(chance.integers(*TRIALS_A_SCALE))):
            trial = f"{scale}{number:02d}"
            trials.append(trial)
            spread = usual * float(np.exp(chance.normal(0, varies)))
            is_wrong = chance.random() < SHARE
            arms = ("drug", "placebo")
            in_error = arms if chance.random() < 0.7 else arms[:1]
            if is_wrong:
                wrong.add(trial)
            for arm in arms:
                n = int(chance.integers(*PEOPLE))
                sd = spread * float(np.sqrt(chance.chisquare(n - 1) / (n - 1)))
                told = sd / np.sqrt(n) if is_wrong and arm in in_error else sd
                cells = f"{trial}.{arm}|x|{scale}|{n}|1|{told:.3g}|SD"
                lines.append(f"{trial}_{arm}|{cells}")
    project = example_project({"results": "\n".join(lines)})
    remarks = run(project, [all_rules()["C10"]]).remarks
    flagged = {remark.place.id.rsplit("_", 1)[0] for remark in remarks}
    return Told(
        wrong=len(wrong),
        found=len(wrong & flagged),
        right=len(trials) - len(wrong),
        alarms=len(flagged - wrong),
    )


def main() -> None:
    """Simulate and write; print the two shares."""
    written = []
    for varies in VARIES:
        told = Told()
        for seed in range(SEEDS):
            told = told.plus(simulated(seed, varies))
        recall, alarms = told.found / told.wrong, told.alarms / told.right
        written.append(
            {
                "sd_of_log_sd": varies,
                "trials": told.wrong + told.right,
                "with_the_error": told.wrong,
                "told": told.found,
                "recall": round(recall, 4),
                "false_flags": told.alarms,
                "false_flags_per_trial": round(alarms, 5),
            }
        )
        print(f"spread {varies}: recall {recall:.3f}, false flags {alarms:.4f} a trial")
    WRITTEN.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
