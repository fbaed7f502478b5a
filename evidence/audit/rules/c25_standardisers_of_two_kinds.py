"""C25: standardised differences as printed among those computed from arms."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.pooled_rows import pools
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text
from evidence.vocabulary import Measure


def _check(project: Project) -> Iterator[Answer]:
    for synthesis_id, rows in pools(project).items():
        if project.tables.syntheses[synthesis_id].measure is not Measure.SMD:
            continue
        printed = [row.member.study_id for row in rows if row.member.contrast is not None]
        computed = [row.member.study_id for row in rows if row.member.contrast is None]
        if printed and computed:
            values = {
                "synthesis": synthesis_id,
                "printed": ", ".join(printed),
                "computed": ", ".join(computed),
            }
            yield Fires(place=project.place("syntheses", synthesis_id, "measure"), values=values)
        else:
            yield PASSES


RULE = Rule(
    code="C25",
    name="standardisers-of-two-kinds",
    severity=Severity.NOTE,
    reads=(
        "members",
        "contrasts.measure",
        "syntheses.measure",
    ),
    title=Text(
        "Trykte og beregnede standardiserte forskjeller sammen",
        "Trykte og berekna standardiserte forskjellar saman",
        "Printed and computed standardised differences together",
    ),
    catches=Text(
        "En trykt SMD kan være delt på en annen SD (start, kontroll, endring) enn den vi "
        "regner med.",
        "Ein trykt SMD kan vere delt på ein annan SD (start, kontroll, endring) enn den vi "
        "reknar med.",
        "A printed SMD may be divided by another SD (baseline, control, change) than the one "
        "computed here.",
    ),
    message=Text(
        "Syntesen {synthesis} blander trykte SMD ({printed}) med beregnede ({computed}).",
        "Syntesen {synthesis} blandar trykte SMD ({printed}) med berekna ({computed}).",
        "The synthesis {synthesis} mixes printed SMDs ({printed}) with computed ones ({computed}).",
    ),
    repair=Text(
        "Finn gruppedata, eller se etter i kilden hvilken SD den trykte SMD-en er delt på.",
        "Finn gruppedata, eller sjå etter i kjelda kva SD den trykte SMD-en er delt på.",
        "Find arm data, or check in the source which SD the printed SMD is divided by.",
    ),
    formula=("an SMD pool with rows from contrasts and rows from arms"),
    source=(
        "Hopkins WG, Rowlands DS. Sports Med 2024 "
        "(https://mro.massey.ac.nz/items/65f093f2-33bb-4e47-aab9-5d2732426903/full), on the "
        "choice of standardiser"
    ),
    check=_check,
    fires={
        "syntheses": "synthesis_id|measure|action|outcome_id\ns|SMD|pool|pain",
        "members": "synthesis_id|study_id|contrast_id|result_id|versus_result_id|use\n"
        "s|A||a|b|primary\ns|B|x|||primary",
        "results": "result_id|arm_id|n|mean|dispersion|dispersion_type\na|A.drug|40|20|5|SD\n"
        "b|A.placebo|40|22|5|SD",
        "contrasts": "contrast_id|arm_id|versus_arm_id|measure|estimate|se\n"
        "x|B.drug|B.placebo|SMD|0.4|0.2",
    },
    passes={
        "syntheses": "synthesis_id|measure|action|outcome_id\ns|SMD|pool|pain",
        "members": "synthesis_id|study_id|result_id|versus_result_id|use\ns|A|a|b|primary",
        "results": "result_id|arm_id|n|mean|dispersion|dispersion_type\na|A.drug|40|20|5|SD\n"
        "b|A.placebo|40|22|5|SD",
    },
)
