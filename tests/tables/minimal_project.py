"""A tiny, valid guideline: aspirin for headache. Every number in it is invented, as an example.

``project()`` gives the tables as rows of text, to be changed by a test and then written to a
folder as CSV, as the CSV of a Norwegian Excel, or as workbooks.
"""

import csv
import json
from pathlib import Path

from openpyxl import Workbook

CONTRACT = json.loads(
    (Path(__file__).parents[2] / "evidence/tables/datapackage.json").read_text(encoding="utf-8")
)
HEADINGS = {
    resource["name"]: [field["name"] for field in resource["schema"]["fields"]]
    for resource in CONTRACT["resources"]
}
NUMERIC = {
    (resource["name"], field["name"])
    for resource in CONTRACT["resources"]
    for field in resource["schema"]["fields"]
    if field["type"] != "string"
}
EXAMPLE = {"source_id": "Example", "place": "p. 1", "obtained": "first-hand"}

Project = dict[str, list[dict[str, str]]]


def project() -> Project:
    """Return a valid project; each call gives a fresh one."""
    tables = {name: [] for name in HEADINGS}
    tables |= {name: [dict(row) for row in rows] for name, rows in _ROWS.items()}
    return {
        name: [{heading: row.get(heading, "") for heading in HEADINGS[name]} for row in rows]
        for name, rows in tables.items()
    }


def write_csv(tables: Project, folder: Path, separator: str = ",", mark: str = "") -> Path:
    """Write every table as CSV; with a semicolon, numbers get a decimal comma."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        lines = [_headings(name, rows), *(list(row.values()) for row in rows)]
        if separator == ";":
            lines = _with_decimal_comma(name, lines)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            stream.write(mark)
            csv.writer(stream, delimiter=separator).writerows(lines)
    return folder


def write_xlsx(tables: Project, folder: Path) -> Path:
    """Write every table as a workbook, numbers as numbers."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        workbook = Workbook()
        sheet = workbook.active
        sheet.title = name
        headings = _headings(name, rows)
        sheet.append(headings)
        for row in rows:
            sheet.append([_typed(name, heading, row[heading]) for heading in headings])
        workbook.save(folder / f"{name}.xlsx")
    return folder


def _headings(name: str, rows: list[dict[str, str]]) -> list[str]:
    return list(rows[0]) if rows else HEADINGS[name]


def _with_decimal_comma(name: str, lines: list[list[str]]) -> list[list[str]]:
    numeric = [(name, heading) in NUMERIC for heading in lines[0]]
    return [
        [
            cell.replace(".", ",") if number else cell
            for number, cell in zip(numeric, line, strict=True)
        ]
        for line in lines
    ]


def _typed(name: str, heading: str, cell: str) -> str | float | None:
    if not cell:
        return None
    return float(cell) if (name, heading) in NUMERIC else cell


_ROWS = {
    "recommendations": [
        {
            "recommendation_id": "R1",
            "title_nb": "Acetylsalisylsyre kan tilbys ved hodepine (eksempel)",
            "title_en": "Aspirin may be offered for headache (example)",
            "strength": "conditional",
            **EXAMPLE,
        }
    ],
    "questions": [
        {
            "question_id": "Q1",
            "recommendation_id": "R1",
            "text_nb": "Bør acetylsalisylsyre brukes ved hodepine?",
            "population_nb": "Voksne med hodepine",
            "intervention_nb": "Acetylsalisylsyre",
            "comparison_nb": "Placebo",
            **EXAMPLE,
        }
    ],
    "constructs": [
        {
            "construct_id": "relief",
            "name_nb": "Smertefri etter to timer",
            "family": "symptom",
            "higher_is": "better",
        },
        {
            "construct_id": "pain",
            "name_nb": "Smerte",
            "family": "symptom",
            "higher_is": "worse",
        },
    ],
    "outcomes": [
        {
            "outcome_id": "Q1.relief",
            "question_id": "Q1",
            "construct_id": "relief",
            "in_pico": "yes",
            "order": "2",
            "importance": "critical",
            **EXAMPLE,
        },
        {
            "outcome_id": "Q1.pain",
            "question_id": "Q1",
            "construct_id": "pain",
            "in_pico": "yes",
            "order": "1",
            "threshold_scale": "VAS",
            "threshold_small": "5",
            "threshold_moderate": "10.5",
            "threshold_source_id": "Example",
            **EXAMPLE,
        },
    ],
    "instruments": [
        {
            "instrument_id": "VAS",
            "name": "Visual analogue scale 0-100",
            "construct_id": "pain",
            "range_min": "0",
            "range_max": "100",
            "higher_is": "worse",
        },
        {"instrument_id": "NRS", "name": "Numerical rating scale", "construct_id": "pain"},
    ],
    "sources": [
        {
            "source_id": "Example",
            "csl_type": "report",
            "authors": "Hansen, K.; Berg, A.",
            "year": "2024",
            "title": "Invented trials of aspirin",
            "doi": "10.1234/example",
            "date_read": "2024-03-01",
        }
    ],
    "reviews": [
        {
            "review_id": "Berg2024",
            "label": "Berg 2024",
            "review_source_id": "Example",
            "kind": "systematic review",
            "k_trials": "2",
            **EXAMPLE,
        }
    ],
    "review_roles": [{"question_id": "Q1", "review_id": "Berg2024", "role": "included", **EXAMPLE}],
    "review_quality": [
        {
            "review_id": "Berg2024",
            "tool": "AMSTAR 2",
            "item": "overall",
            "judgement": "moderate",
            **EXAMPLE,
        }
    ],
    "studies": [
        {
            "study_id": f"Trial{letter}",
            "label": f"Trial {letter}",
            "study_source_id": "Example",
            "year": "2020",
            "design": "parallel",
            "n_randomised": "60",
            **EXAMPLE,
        }
        for letter in "AB"
    ],
    "interventions": [
        {
            "intervention_id": "aspirin",
            "name_nb": "Acetylsalisylsyre",
            "kind": "treatment",
        },
        {"intervention_id": "placebo", "name_nb": "Placebo", "kind": "passive control"},
    ],
    "arms": [
        {
            "arm_id": f"{letter}.{given}",
            "study_id": f"Trial{letter}",
            "label": given,
            "intervention_id": given,
            **EXAMPLE,
        }
        for letter in "AB"
        for given in ("aspirin", "placebo")
    ],
    "results": [
        {
            "result_id": f"{letter}.{given}.relief",
            "arm_id": f"{letter}.{given}",
            "construct_id": "relief",
            "timepoint_weeks": "0.5",
            "events": events,
            "total": "30",
            **EXAMPLE,
        }
        for letter, given, events in (
            ("A", "aspirin", "20"),
            ("A", "placebo", "10"),
            ("B", "aspirin", "18"),
            ("B", "placebo", "12"),
        )
    ]
    + [
        {
            "result_id": f"A.{given}.pain",
            "arm_id": f"A.{given}",
            "construct_id": "pain",
            "instrument_id": "VAS",
            "n": "28",
            "mean": mean,
            "dispersion": "12.5",
            "dispersion_type": "SD",
            **EXAMPLE,
        }
        for given, mean in (("aspirin", "31.5"), ("placebo", "40.25"))
    ],
    "contrasts": [
        {
            "contrast_id": "A.pain.adjusted",
            "arm_id": "A.aspirin",
            "versus_arm_id": "A.placebo",
            "construct_id": "pain",
            "instrument_id": "VAS",
            "measure": "MD",
            "estimate": "-8.5",
            "ci_low": "-15.2",
            "ci_high": "-1.8",
            "ci_level": "97.5",
            "adjusted": "adjusted",
            "favours": "arm",
            **EXAMPLE,
        }
    ],
    "estimates": [
        {
            "estimate_id": "E1",
            "review_id": "Berg2024",
            "outcome_id": "Q1.relief",
            "construct_id": "relief",
            "intervention_id": "aspirin",
            "timepoint": "post",
            "measure": "RR",
            "measure_as_printed": "relative risk",
            "estimate": "1.7",
            "ci_low": "1.2",
            "ci_high": "2.4",
            "decimals": "1",
            "k": "2",
            "n": "120",
            "certainty": "low",
            **EXAMPLE,
        }
    ],
    "judgements": [
        {
            "judgement_id": "J1",
            "estimate_id": "E1",
            "domain": "imprecision",
            "decided_levels": "2",
            "reason": "Få hendelser",
            **EXAMPLE,
        }
    ],
    "rater_levels": [
        {"estimate_id": "E1", "domain": "imprecision", "rater": "Kari", "levels": "1"},
    ],
    "directness": [
        {"estimate_id": "E1", "element": "population", "fits": "partly", "reason": "Eldre"},
    ],
    "risk_of_bias": [
        {
            "study_id": "TrialA",
            "construct_id": "pain",
            "tool": "RoB 2",
            "domain": "missing data",
            "level": "some concerns",
            **EXAMPLE,
        }
    ],
    "overlap": [{"review_id": "Berg2024", "study_id": "TrialA", "included": "yes"}],
    "search": [
        {"search_id": "S1", "question_id": "Q1", "search_date": "2024-02", **EXAMPLE},
    ],
    "flow": [
        {
            "flow_id": "F1",
            "question_id": "Q1",
            "step": "included",
            "unit": "reviews",
            "count": "1",
            **EXAMPLE,
        }
    ],
    "excluded": [
        {
            "excluded_id": "X1",
            "question_id": "Q1",
            "excluded_source_id": "Example",
            "reason": "Feil populasjon",
            **EXAMPLE,
        }
    ],
    "claims": [
        {
            "claim_id": "C1",
            "question_id": "Q1",
            "line": "12",
            "kind": "effect",
            "claims": "Aspirin relieves headache",
            "about_ids": "E1; Berg2024",
            **EXAMPLE,
        }
    ],
    "syntheses": [
        {
            "synthesis_id": "Q1.relief.pooled",
            "label": "relief",
            "outcome_id": "Q1.relief",
            "title_nb": "Smertefri",
            "measure": "RR",
            "action": "pool",
        },
        {
            "synthesis_id": "Q1.pain.pooled",
            "label": "pain",
            "outcome_id": "Q1.pain",
            "title_nb": "Smerte",
            "measure": "MD",
            "instrument_id": "VAS",
            "action": "show",
            "reason_nb": "Bare én studie",
        },
    ],
    "members": [
        {
            "synthesis_id": "Q1.relief.pooled",
            "study_id": f"Trial{letter}",
            "result_id": f"{letter}.aspirin.relief",
            "versus_result_id": f"{letter}.placebo.relief",
            "use": "primary",
        }
        for letter in "AB"
    ]
    + [
        {
            "synthesis_id": "Q1.pain.pooled",
            "study_id": "TrialA",
            "contrast_id": "A.pain.adjusted",
            "use": "set aside",
            "reason_nb": "Justert forskjell",
        }
    ],
    "ongoing": [
        {
            "ongoing_id": "O1",
            "question_id": "Q1",
            "title": "A larger trial",
            "status": "recruiting",
            **EXAMPLE,
        }
    ],
    "hearing": [
        {
            "comment_id": "H1",
            "received": "2024-04-02",
            "from": "En leser",
            "comment": "Hva med barn?",
            "claim_id": "C1",
        }
    ],
    "checklists": [
        {"checklist": "PRISMA2020", "item": "24a", "answer": "no", "where": "Ikke registrert"}
    ],
    "web_texts": [
        {
            "text_id": "W1",
            "recommendation_id": "R1",
            "field": "praktisk",
            "order": "1",
            "text_nb": "Gi aspirin med mat.",
            "about_ids": "C1",
            **EXAMPLE,
        }
    ],
}
