"""Four invented trials of headache with the choices that real ones leave open.

Two scales, a trial with two arms against one control, one with an adjusted difference, one whose
numbers are not first-hand, and timepoints from 4 to 52 weeks.
"""

from pathlib import Path

import evidence as ev
from evidence.synthesis.results import Analysis
from evidence.tables.tables import Tables
from tests.tables.minimal_project import EXAMPLE, project, write_csv

ARMS = {
    "C.aspirin": ("TrialC", "NRS", 12, 40, 4.1, 2.2),
    "C.strong": ("TrialC", "NRS", 12, 38, 3.2, 2.4),
    "C.placebo": ("TrialC", "NRS", 12, 42, 5.6, 1.9),
    "D.aspirin": ("TrialD", "VAS", 26, 55, 38.0, 14.0),
    "D.placebo": ("TrialD", "VAS", 26, 52, 44.5, 12.0),
    "E.aspirin": ("TrialE", "VAS", 52, 31, 41.0, 15.5),
    "E.placebo": ("TrialE", "VAS", 52, 30, 42.0, 16.0),
    "F.aspirin": ("TrialF", "VAS", 4, 25, 30.0, 11.0),
    "F.placebo": ("TrialF", "VAS", 4, 27, 39.0, 13.0),
}
PRIMARY = ("C.aspirin", "D.aspirin", "E.aspirin", "F.aspirin")


def tables_of(folder: Path) -> Tables:
    """Write the trials to a folder and open it."""
    rows = project()
    rows["instruments"][0] |= {"mid": "10", "mid_source_id": "Example"}
    rows["instruments"][1] |= {"higher_is": "worse"}
    rows["interventions"].append(
        {**dict.fromkeys(rows["interventions"][0], ""), "intervention_id": "strong"}
        | {"name_nb": "Sterk tablett", "kind": "treatment"}
    )
    for name, values in _added():
        empty = dict.fromkeys(rows[name][0] if rows[name] else (), "")
        rows[name].append({**empty, **values})
    return ev.open_tables(write_csv(rows, folder))


def analysis_of(tables: Tables) -> Analysis:
    """The analysis on the page."""
    return ev.analyse(tables.synthesis("PAIN"))


def _added():
    for letter in "CDEF":
        yield (
            "studies",
            {
                "study_id": f"Trial{letter}",
                "label": f"Trial {letter}",
                "study_source_id": "Example",
                "design": "parallel",
                "diagnostic_criteria": "old" if letter == "E" else "new",
                **EXAMPLE,
            },
        )
    for arm, (study, scale, weeks, n, mean, sd) in ARMS.items():
        given = arm.partition(".")[2]
        own = {"arm_id": arm, **EXAMPLE}
        yield "arms", {"study_id": study, "label": given, "intervention_id": given, **own}
        yield (
            "results",
            {
                "result_id": f"{arm}.pain",
                "construct_id": "pain",
                "instrument_id": scale,
                "timepoint_weeks": str(weeks),
                "n": str(n),
                "mean": str(mean),
                "dispersion": str(sd),
                "dispersion_type": "SD",
                **own,
                "obtained": "AI-extracted" if study == "TrialF" else "first-hand",
            },
        )
    yield (
        "contrasts",
        {
            "contrast_id": "D.adjusted",
            "arm_id": "D.aspirin",
            "versus_arm_id": "D.placebo",
            "construct_id": "pain",
            "instrument_id": "VAS",
            "timepoint_weeks": "26",
            "measure": "MD",
            "estimate": "-5.5",
            "ci_low": "-9.4",
            "ci_high": "-1.6",
            "ci_level": "95",
            "adjusted": "adjusted",
            **EXAMPLE,
        },
    )
    yield (
        "syntheses",
        {
            "synthesis_id": "PAIN",
            "label": "P",
            "outcome_id": "Q1.pain",
            "title_nb": "Smerte",
            "measure": "SMD",
            "action": "pool",
            **EXAMPLE,
        },
    )
    for arm in PRIMARY:
        yield (
            "members",
            {
                "synthesis_id": "PAIN",
                "study_id": ARMS[arm][0],
                "result_id": f"{arm}.pain",
                "versus_result_id": f"{arm[0]}.placebo.pain",
                "use": "primary",
            },
        )


def text(**changes: str) -> str:
    """Return a file of choices; a change replaces the text of one choice."""
    parts = {**_PARTS, **changes}
    return "[PAIN]\n" + "\n".join(f"[[PAIN.choices]]\n{part}\n" for part in parts.values())


WHY = 'reason = { nb = "fordi", nn = "fordi", en = "because" }'
ONE = '{ result = "C.aspirin.pain", versus = "C.placebo.pain" }'
OTHER = '{ result = "C.strong.pain", versus = "C.placebo.pain" }'
RAW = '{ result = "D.aspirin.pain", versus = "D.placebo.pain" }'
ADJUSTED = '{ contrast = "D.adjusted", sd_from = ["D.aspirin.pain", "D.placebo.pain"] }'


def choice(about: str, *options: str, more: str = "") -> str:
    """Return a choice as it is written in a file."""
    written = "".join(f"  {{ {option} }},\n" for option in options)
    return f'about = "{about}"\n{more}\n{WHY}\noptions = [\n{written}]'


def named(word: str, more: str = "") -> str:
    """Return a name in three languages, and what else is said."""
    name = f'name = {{ nb = "{word}", nn = "{word}", en = "{word}" }}'
    return f"{name}, {more}" if more else name


_PARTS = {
    "c": choice(
        "rows",
        named("one", f"rows = [{ONE}]"),
        named("both", f"rows = [{ONE}, {OTHER}]"),
        named("out", "rows = []"),
        more='study = "TrialC"',
    ),
    "d": choice(
        "rows",
        named("raw", f"rows = [{RAW}]"),
        named("adjusted", f"rows = [{ADJUSTED}]"),
        more='study = "TrialD"',
    ),
    "weeks": choice("trials", named("all"), named("early", "weeks = [0, 26]"), more=named("weeks")),
    "origin": choice(
        "trials",
        named("all"),
        named("first-hand", 'obtained = ["first-hand"]'),
        named("new", 'study.diagnostic_criteria = ["new"], without = ["TrialF"]'),
        more=named("origin"),
    ),
    "measure": choice("measure", 'use = "SMD"', 'use = "MD", instrument = "VAS"'),
    "sd": choice("sd", 'use = "pooled"', 'use = "control"'),
    "shared": choice(
        "shared_control",
        'use = "merge"',
        'use = "split"',
        'use = "correlated"',
        'use = "correlated", correlation = 0.25',
    ),
    "tau2": choice("tau2", *(f'use = "{one}"' for one in ("REML", "DL", "PM", "ML", "EE"))),
    "ci": choice(
        "ci",
        *(f'use = "{one}"' for one in ("hartung-knapp", "hartung-knapp-unguarded", "t", "wald")),
    ),
}
