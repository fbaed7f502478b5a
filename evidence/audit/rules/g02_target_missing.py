"""G02: a rating that does not say what its certainty is about."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.judgement import Judgement
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    ratings: dict[str, list[Judgement]] = {}
    for judgement in project.tables.judgements.values():
        ratings.setdefault(judgement.about_id, []).append(judgement)
    for about, rows in ratings.items():
        without = [row for row in rows if not row.target]
        targets = {row.target for row in rows if row.target}
        if without or len(targets) > 1:
            yield Fires(
                place=project.at((without or rows)[0].provenance, "target"),
                values={
                    "about": about,
                    "without": len(without),
                    "all": len(rows),
                    "targets": len(targets),
                },
            )
        else:
            yield PASSES


RULE = Rule(
    code="G02",
    name="target-missing",
    severity=Severity.WARN,
    reads=("judgements.target",),
    title=Text(
        "Det står ikke hva tilliten gjelder",
        "Det står ikkje kva tilliten gjeld",
        "What the certainty is about is not stated",
    ),
    catches=Text(
        "«Lav tillit» til en viktig effekt og «lav tillit» til en effekt i det hele tatt "
        "er to ulike utsagn.",
        "«Låg tillit» til ein viktig effekt og «låg tillit» til ein effekt i det heile er "
        "to ulike utsegner.",
        "“Low certainty” of an important effect and “low certainty” of any effect are two "
        "different statements.",
    ),
    message=Text(
        "{about}: {without} av {all} vurderinger sier ikke hva tilliten gjelder "
        "({targets} ulike er oppgitt).",
        "{about}: {without} av {all} vurderingar seier ikkje kva tilliten gjeld "
        "({targets} ulike er oppgitte).",
        "{about}: {without} of {all} decisions do not say what the certainty is about "
        "({targets} different ones are stated).",
    ),
    repair=Text(
        "Skriv i target: an effect, an important effect, little or no effect eller en "
        "størrelse, likt i alle radene.",
        "Skriv i target: an effect, an important effect, little or no effect eller ein "
        "storleik, likt i alle radene.",
        "Write in target: an effect, an important effect, little or no effect or a size, "
        "the same in every row.",
    ),
    formula="|{target}| = 1 over the rows of a rating, none empty",
    source="Guyatt G, et al. Core GRADE 2. https://doi.org/10.1136/bmj-2024-081904",
    check=_check,
    fires={
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|imprecision|1|wide|",
    },
    passes={
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|imprecision|1|wide|an effect",
    },
)
