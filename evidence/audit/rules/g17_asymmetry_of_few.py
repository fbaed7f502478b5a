"""G17: funnel asymmetry used as a reason with fewer than ten studies."""

import re
from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.ratings import rated
from evidence.audit.rule import Rule, Severity
from evidence.certainty.thresholds import FEWEST_FOR_ASYMMETRY
from evidence.records.text import Text
from evidence.vocabulary import Domain

TESTED = re.compile(r"egger|begg|funnel|trakt|asymm|trim|harbord|peters", re.IGNORECASE)


def _check(project: Project) -> Iterator[Answer]:
    for one in rated(project):
        for row in one.rating.judgements:
            if row.domain is not Domain.PUBLICATION_BIAS or not TESTED.search(row.reason):
                continue
            if one.body.k is None:
                yield NotCheckable(missing="estimates.k", about=one.about_id)
            elif one.body.k < FEWEST_FOR_ASYMMETRY.value:
                yield Fires(
                    place=project.at(row.provenance, "reason"),
                    values={"about": one.about_id, "k": one.body.k},
                )
            else:
                yield PASSES


RULE = Rule(
    code="G17",
    name="asymmetry-of-few",
    severity=Severity.WARN,
    reads=("judgements.reason", "estimates.k"),
    title=Text(
        "Traktplott vurdert med få studier",
        "Traktplott vurdert med få studiar",
        "Asymmetry judged on few studies",
    ),
    catches=Text(
        "Tester for asymmetri sier lite med færre enn ti studier, verken at skjevhet "
        "finnes eller at den ikke gjør det.",
        "Testar for asymmetri seier lite med færre enn ti studiar, verken at skeivskap "
        "finst eller at det ikkje gjer det.",
        "Tests for asymmetry say little with fewer than ten studies, neither that there "
        "is bias nor that there is none.",
    ),
    message=Text(
        "{about} har {k} studier, og begrunnelsen er «{found}».",
        "{about} har {k} studiar, og grunngivinga er «{found}».",
        "{about} has {k} studies, and the reason is “{found}”.",
    ),
    repair=Text(
        "Skriv at det ikke kan vurderes statistisk, eller gi en annen grunn.",
        "Skriv at det ikkje kan vurderast statistisk, eller gi ein annan grunn.",
        "Write that it cannot be judged statistically, or give another reason.",
    ),
    formula="a test of asymmetry as reason ⇒ k ≥ 10",
    source="https://doi.org/10.1136/bmj.d4002",
    check=_check,
    fires={
        "estimates": "estimate_id|outcome_id|measure|estimate|k|certainty\n"
        "e|pain|SMD|-0.4|6|moderate",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|publication bias|1|Egger p = 0.04|an effect",
    },
    passes={
        "estimates": "estimate_id|outcome_id|measure|estimate|k|certainty\n"
        "e|pain|SMD|-0.4|14|moderate",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|publication bias|1|Egger p = 0.04|an effect",
    },
)
