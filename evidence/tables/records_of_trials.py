"""Records of trials: the trial, its arms, what they were given and what was assessed."""

from collections.abc import Collection, Mapping

from evidence.records.risk_of_bias import RiskOfBias
from evidence.records.study import Arm, Intervention, Study
from evidence.tables.row_parts import provenance_of, text_of
from evidence.tables.typed_table import TypedRow


def study(row: TypedRow, own: Collection[str]) -> Study:
    """Return the trial of a row; ``own`` are the columns the project has added."""
    return Study(
        id=row.text("study_id"),
        label=row.text("label"),
        source_id=row.text("study_source_id"),
        year=row.count("year"),
        country=row.text("country"),
        design=row.text("design"),
        diagnostic_criteria=row.text("diagnostic_criteria"),
        n_randomised=row.count("n_randomised"),
        registration=row.text("registration"),
        own={column: row.text(column) for column in own},
        provenance=provenance_of(row),
    )


def intervention(row: TypedRow) -> Intervention:
    """Return what an arm can be given, as a row names it."""
    return Intervention(
        id=row.text("intervention_id"),
        name=text_of(row, "name"),
        kind=row.text("kind"),
        group_id=row.text("group_id") or row.text("intervention_id"),
    )


def arm(row: TypedRow, interventions: Mapping[str, Intervention]) -> Arm:
    """Return the arm of a row, with what it was given."""
    return Arm(
        id=row.text("arm_id"),
        study_id=row.text("study_id"),
        label=row.text("label"),
        intervention=interventions[row.text("intervention_id")],
        n_randomised=row.count("n_randomised"),
        provenance=provenance_of(row),
    )


def risk_of_bias(row: TypedRow) -> RiskOfBias:
    """Return one domain of an assessment."""
    return RiskOfBias(
        study_id=row.text("study_id"),
        construct_id=row.text("construct_id"),
        tool=row.text("tool"),
        domain=row.text("domain"),
        level=row.text("level"),
        support=row.text("support"),
        provenance=provenance_of(row),
    )
