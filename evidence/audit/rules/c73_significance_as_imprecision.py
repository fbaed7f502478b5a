"""C73: “not significant” given as a reason for imprecision."""

import re
from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text
from evidence.vocabulary import Domain

SIGNIFICANCE = re.compile(
    r"\b(ik(ke|kje) (statistisk )?signifikan|not (statistically )?significan|non-?significan"
    r"|insignifican|p\s*[>=]\s*[01]?[.,]\d)",
    re.IGNORECASE,
)


def _check(project: Project) -> Iterator[Answer]:
    for judgement in project.tables.judgements.values():
        if judgement.domain is not Domain.IMPRECISION or not judgement.reason:
            continue
        if SIGNIFICANCE.search(judgement.reason):
            yield Fires(place=project.at(judgement.provenance, "reason"))
        else:
            yield PASSES


RULE = Rule(
    code="C73",
    name="significance-as-imprecision",
    severity=Severity.WARN,
    reads=("judgements.domain", "judgements.reason"),
    title=Text(
        "«Ikke signifikant» som grunn til nedgradering",
        "«Ikkje signifikant» som grunn til nedgradering",
        "“Not significant” as a reason to rate down",
    ),
    catches=Text(
        "Presisjon handler om hvor bredt intervallet er mot en terskel som betyr noe, "
        "ikke om p-verdien.",
        "Presisjon handlar om kor breitt intervallet er mot ein terskel som betyr noko, "
        "ikkje om p-verdien.",
        "Imprecision is about how wide the interval is against a threshold that matters, "
        "not about the p-value.",
    ),
    message=Text(
        "Begrunnelsen for manglende presisjon er «{found}».",
        "Grunngivinga for manglande presisjon er «{found}».",
        "The reason for imprecision is “{found}”.",
    ),
    repair=Text(
        "Begrunn med intervallet, terskelen og antall deltakere.",
        "Grunngi med intervallet, terskelen og talet på deltakarar.",
        "Give the interval, the threshold and the number of people as the reason.",
    ),
    formula="reason matches “not significant” or a p-value",
    source="https://doi.org/10.1136/bmj-2024-081904",
    check=_check,
    fires={
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|imprecision|1|not statistically significant|an effect",
    },
    passes={
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|imprecision|1|the interval holds no important effect|an effect",
    },
)
