"""One fault of each kind in cells, keys and the rows they belong to."""

from datetime import datetime
from typing import Any

from tests.tables.minimal_project import Project
from tests.tables.planting import cell, cells, descriptor, rows, typed


def _copy_of_first_arm(tables: Project) -> None:
    tables["arms"].append({**tables["arms"][0], "label": "again"})


def _below_a_limit(tables: dict[str, Any]) -> None:
    fields = {field["name"]: field for field in tables["results"]["schema"]["fields"]}
    fields["mean"]["constraints"] = {"exclusiveMaximum": 40.25}


def _decided_again(tables: Project) -> None:
    first = tables["judgements"][0]
    tables["judgements"].append(first | {"judgement_id": "J2"})


def _never_cited(tables: Project) -> None:
    tables["sources"].append({**tables["sources"][0], "source_id": "Lie2025"})


def _other_scale(tables: Project) -> None:
    tables["results"][0]["instrument_id"] = "NRS"
    tables["results"][1]["instrument_id"] = "VAS"


FAULTS_OF_CELLS = (
    cell("E201", "arms", 3, "label", ""),
    cell("E202", "studies", 2, "n_randomised", "60 personer"),
    cell("E203", "studies", 2, "n_randomised", "12.5"),
    cell("E204", "results", 6, "dispersion", "NA"),
    cell("E205", "results", 6, "mean", "1,234"),
    cell("E206", "results", 6, "mean", "31,5"),
    cell("E207", "results", 6, "n", "0", "n is zero"),
    cell("E208", "contrasts", 2, "ci_level", "975"),
    cell("E209", "results", 6, "dispersion", "-12.5", "negative SD"),
    cell("E209", "results", 7, "dispersion", "0", "SD is zero"),
    descriptor("E210", _below_a_limit, ("results.csv", 7, "mean")),
    cell("E211", "estimates", 2, "certainty", "Modreate"),
    cell("E212", "sources", 2, "date_read", "01.03.2024"),
    cell("E213", "studies", 3, "label", "01.mar"),
    cell("E213", "studies", 3, "label", "2024-03-01 00:00:00", "with the time"),
    cell("E217", "results", 6, "mean", "01.mai"),
    typed("E213", ("studies.xlsx", 3, "label"), datetime(2024, 3, 1), "d-mmm", "typed, in a name"),
    typed("E217", ("results.xlsx", 6, "n"), datetime(2024, 3, 1), "d-mmm", "typed"),
    cell("E214", "studies", 3, "country", "Nor\x07ge"),
    cell("E214", "studies", 3, "country", "Nor\ufffdge", "a lost letter"),
    cell("E215", "studies", 3, "country", "=A1&B1"),
    cell("E215", "results", 6, "mean", "#REF!", "error value"),
    typed("E215", ("results.xlsx", 6, "n"), "=14*2", "General", "formula in a workbook"),
    cell("E216", "estimates", 2, "i2", "86.6 %"),
    typed("E216", ("estimates.xlsx", 2, "i2"), 0.866, "0.0%", "cell in per cent format"),
    cell("E218", "studies", 2, "n_randomised", "1 234"),
)

FAULTS_OF_KEYS = (
    rows("E301", _copy_of_first_arm, ("arms.csv", 6, "arm_id")),
    cell("E302", "studies", 3, "label", "Trial A"),
    cell("E303", "outcomes", 2, "source_id", "Exampel"),
    cell("E304", "outcomes", 3, "threshold_scale", "vas 100"),
    cell("E305", "claims", 2, "about_ids", "E1; Berg2042"),
    rows("E306", _never_cited, ("sources.csv", 3, "source_id")),
)

FAULTS_BETWEEN_CELLS = (
    cell("E401", "results", 2, "events", "31"),
    cell("E402", "results", 6, "mean", "131.5"),
    cells("E403", "contrasts", 2, {"ci_low": "-1.8", "ci_high": "-15.2"}, "ci_low"),
    cell("E404", "contrasts", 2, "estimate", "8.5"),
    cell("E404", "estimates", 2, "estimate", "2.5", "as printed"),
    cells(
        "E404",
        "results",
        6,
        {
            "dispersion": "",
            "dispersion_low": "33",
            "dispersion_high": "36.5",
            "dispersion_type": "CI",
        },
        "mean",
        "an arm's mean",
    ),
    cell("E405", "contrasts", 2, "ci_level", ""),
    cell("E406", "estimates", 2, "ci_high", ""),
    cells("E407", "estimates", 2, {"ci_low": "-0.2"}, "ci_low"),
    cells(
        "E408",
        "estimates",
        2,
        {"measure": "RD", "estimate": "0.5", "ci_low": "0.1", "ci_high": "47"},
        "ci_high",
    ),
    cell("E409", "instruments", 2, "range_min", "100"),
    cell("E410", "outcomes", 3, "threshold_moderate", "5"),
    cell("E411", "outcomes", 3, "threshold_scale", ""),
    cells("E412", "contrasts", 2, {"t_value": "2.4"}, "t_value"),
    cells("E413", "contrasts", 2, {"t_value": "-2.4", "f_value": "9.1"}, "f_value"),
    cell("E420", "contrasts", 2, "versus_arm_id", "A.aspirin"),
    cell("E421", "contrasts", 2, "versus_arm_id", "B.placebo"),
    cells("E430", "members", 4, {"result_id": "A.aspirin.pain"}, "contrast_id", "too many"),
    cells("E430", "members", 2, {"versus_result_id": ""}, "contrast_id", "one result alone"),
    cell("E430", "members", 4, "contrast_id", "", "nothing"),
    cell("E431", "members", 2, "versus_result_id", "B.placebo.relief"),
    cells("E432", "members", 4, {"synthesis_id": "Q1.relief.pooled"}, "contrast_id"),
    cell("E433", "members", 2, "versus_result_id", "A.aspirin.relief"),
    rows("E434", _other_scale, ("members.csv", 2, "versus_result_id")),
    cell("E436", "members", 4, "reason_nb", ""),
    cell("E437", "syntheses", 3, "reason_nb", ""),
    cells("E440", "judgements", 2, {"synthesis_id": "Q1.relief.pooled"}, "estimate_id"),
    cell("E440", "review_roles", 2, "review_id", "", "neither"),
    rows("E441", _decided_again, ("judgements.csv", 3, "domain")),
    cell("E442", "checklists", 2, "item", "24z"),
    cell("E303", "web_texts", 2, "recommendation_id", "R9", "web text of no recommendation"),
    cell("E305", "web_texts", 2, "about_ids", "C9", "web text about nothing"),
)
