"""Records of the numbers trials reported, and of the syntheses they speak in."""

from collections.abc import Mapping

from evidence.records.reported import ArmResult, Contrast, Member
from evidence.records.study import Arm
from evidence.tables.row_parts import provenance_of, text_of
from evidence.tables.typed_table import TypedRow
from evidence.vocabulary import Measure


def arm_result(row: TypedRow, arms: Mapping[str, Arm]) -> ArmResult:
    """Return one arm's result."""
    return ArmResult(
        id=row.text("result_id"),
        arm=arms[row.text("arm_id")],
        construct_id=row.text("construct_id"),
        instrument_id=row.text("instrument_id"),
        timepoint_weeks=row.value("timepoint_weeks"),
        timepoint_text=row.text("timepoint_text"),
        n=row.count("n"),
        mean=row.value("mean"),
        dispersion=row.value("dispersion"),
        dispersion_low=row.value("dispersion_low"),
        dispersion_high=row.value("dispersion_high"),
        dispersion_type=row.text("dispersion_type"),
        events=row.count("events"),
        total=row.count("total"),
        definition=row.text("definition"),
        provenance=provenance_of(row),
    )


def contrast(row: TypedRow, arms: Mapping[str, Arm]) -> Contrast:
    """Return a difference between two arms."""
    return Contrast(
        id=row.text("contrast_id"),
        arm=arms[row.text("arm_id")],
        versus=arms[row.text("versus_arm_id")],
        construct_id=row.text("construct_id"),
        instrument_id=row.text("instrument_id"),
        timepoint_weeks=row.value("timepoint_weeks"),
        timepoint_text=row.text("timepoint_text"),
        measure=Measure(row.text("measure")),
        estimate=row.value("estimate"),
        ci_low=row.value("ci_low"),
        ci_high=row.value("ci_high"),
        ci_level=row.value("ci_level"),
        se=row.value("se"),
        p_value=row.value("p_value"),
        t_value=row.value("t_value"),
        f_value=row.value("f_value"),
        n=row.count("n"),
        versus_n=row.count("versus_n"),
        adjusted=row.text("adjusted"),
        population=row.text("population"),
        favours=row.text("favours"),
        provenance=provenance_of(row),
    )


def member(
    row: TypedRow, contrasts: Mapping[str, Contrast], results: Mapping[str, ArmResult]
) -> Member:
    """Return a member of a synthesis, with the numbers it names."""
    return Member(
        synthesis_id=row.text("synthesis_id"),
        study_id=row.text("study_id"),
        use=row.text("use"),
        reason=text_of(row, "reason"),
        contrast=contrasts.get(row.text("contrast_id")),
        result=results.get(row.text("result_id")),
        versus=results.get(row.text("versus_result_id")),
        provenance=provenance_of(row),
    )
