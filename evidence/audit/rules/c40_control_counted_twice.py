"""C40: one control group in several rows of a pool, as if each had its own people."""

from collections import defaultdict
from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.pooled_rows import PooledRow, pools
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.provenance import Provenance
from evidence.records.text import Text
from evidence.synthesis.member import control_id


def _check(project: Project) -> Iterator[Answer]:
    for rows in pools(project).values():
        alike: dict[tuple[object, ...], list[PooledRow]] = defaultdict(list)
        for row in rows:
            control = row.member.versus
            if control is not None and (control.n or control.total):
                numbers = (control.n, control.mean, control.dispersion, control.events)
                alike[row.member.study_id, *numbers, control.total].append(row)
        for shared in alike.values():
            controls = dict.fromkeys(control_id(row.member) for row in shared)
            if len(controls) == 1:
                yield PASSES
                continue
            place = project.at(_control(shared[-1]), "arm_id")
            values = {"controls": ", ".join(controls), "synthesis": shared[0].synthesis_id}
            others = (project.at(_control(shared[0]), "arm_id"),)
            yield Fires(place=place, values=values, others=others)


def _control(row: PooledRow) -> Provenance:
    return row.rows[-1].provenance


RULE = Rule(
    code="C40",
    name="control-counted-twice",
    severity=Severity.STOP,
    reads=("members", "results.arm_id", "results.n", "results.mean", "results.events"),
    title=Text(
        "Samme kontrollgruppe talt flere ganger",
        "Same kontrollgruppe talt fleire gonger",
        "The same control group counted more than once",
    ),
    catches=Text(
        "Folk i kontrollgruppen telles én gang for hver rad, og den samlede effekten blir for "
        "sikker: variansen blir 33 % for liten med to grupper mot én, 50 % med tre.",
        "Folk i kontrollgruppa blir talde éin gong for kvar rad, og den samla effekten blir for "
        "sikker: variansen blir 33 % for liten med to grupper mot éi, 50 % med tre.",
        "People of the control group are counted once for each row, and the pooled effect is too "
        "certain: its variance is 33 % too small with two arms against one, 50 % with three.",
    ),
    message=Text(
        "Kontrollgruppene {controls} i syntesen {synthesis} har samme antall, gjennomsnitt og "
        "spredning, som om det var de samme personene.",
        "Kontrollgruppene {controls} i syntesen {synthesis} har same tal på personar, gjennomsnitt "
        "og spreiing, som om det var dei same personane.",
        "The control groups {controls} of the synthesis {synthesis} have the same number, mean "
        "and spread, as if they were the same people.",
    ),
    repair=Text(
        "Er det én gruppe, før den som én (samme arm_id) og velg shared_control på analysesiden.",
        "Er det éi gruppe, før ho som éi (same arm_id) og vel shared_control på analysesida.",
        "If it is one group, enter it as one (the same arm_id) and choose shared_control on the "
        "analysis page.",
    ),
    formula="two rows of one trial in one pool: equal (n, mean, SD) or (n, events) of the "
    "comparators, unequal arm_id. Rows that name the same arm are never pooled without a choice.",
    source="Cochrane Handbook for Systematic Reviews of Interventions, chapter 23 "
    "(https://training.cochrane.org/handbook); shares of the variance are our own, for equal n",
    check=_check,
    fires={
        "syntheses": "synthesis_id|measure|instrument_id|action|outcome_id\ns|MD|VAS|pool|pain",
        "members": "synthesis_id|study_id|result_id|versus_result_id|use\n"
        "s|A|a|c|primary\ns|A|b|d|primary",
        "results": "result_id|arm_id|instrument_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|VAS|40|26|12|SD\nb|A.talk|VAS|40|28|12|SD\n"
        "c|A.placebo|VAS|40|30|11|SD\nd|A.waiting|VAS|40|30|11|SD",
    },
    passes={
        "syntheses": "synthesis_id|measure|instrument_id|action|outcome_id\ns|MD|VAS|pool|pain",
        "members": "synthesis_id|study_id|result_id|versus_result_id|use\n"
        "s|A|a|c|primary\ns|A|b|c|primary",
        "results": "result_id|arm_id|instrument_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|VAS|40|26|12|SD\nb|A.talk|VAS|40|28|12|SD\nc|A.placebo|VAS|40|30|11|SD",
    },
)
