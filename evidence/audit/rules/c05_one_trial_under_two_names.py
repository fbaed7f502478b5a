"""C05: what may be one trial under two names."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.study import Study
from evidence.records.text import Text

CLOSE = 0.05


def _check(project: Project) -> Iterator[Answer]:
    alike: dict[tuple[str, object], list[Study]] = defaultdict(list)
    for study in project.tables.studies.values():
        if study.registration:
            alike["registration", study.registration.upper()].append(study)
        name = study.label.split()[0].casefold()
        if study.year is not None and study.n_randomised is not None:
            alike["name + year + n", (name, study.year)].append(study)
    for (what, shared), studies in alike.items():
        pairs = [
            pair for pair in combinations(studies, 2) if what == "registration" or _as_large(*pair)
        ]
        if not pairs:
            yield PASSES
        for one, other in pairs:
            told = f"registration {shared}" if what == "registration" else what
            yield Fires(
                place=project.at(other.provenance, "registration"),
                values={"study": other.label, "other": one.label, "what": told},
                others=(project.at(one.provenance, "registration"),),
            )


def _as_large(one: Study, other: Study) -> bool:
    return abs((one.n_randomised or 0) / (other.n_randomised or 1) - 1) <= CLOSE


RULE = Rule(
    code="C05",
    name="one-trial-under-two-names",
    severity=Severity.WARN,
    reads=(
        "studies.registration",
        "studies.label",
        "studies.year",
        "studies.n_randomised",
    ),
    title=Text(
        "Kan være samme studie under to navn",
        "Kan vere same studie under to namn",
        "May be one trial under two names",
    ),
    catches=Text(
        "Flere artikler fra én studie ført som flere studier, så de samme personene telles to "
        "ganger.",
        "Fleire artiklar frå éin studie førte som fleire studiar, så dei same personane blir "
        "talde to gonger.",
        "Several articles of one trial entered as several trials, so that the same people are "
        "counted twice.",
    ),
    message=Text(
        "{study} og {other} har samme {what}.",
        "{study} og {other} har same {what}.",
        "{study} and {other} share {what}.",
    ),
    repair=Text(
        "Se etter i artiklene. Er det samme studie, før resultatene under én.",
        "Sjå etter i artiklane. Er det same studie, før resultata under éin.",
        "Check the articles. If it is one trial, enter its results under one.",
    ),
    formula=(
        "equal registration; or equal first word of the name and year, with n randomised within 5 %"
    ),
    source=(
        "Cochrane Handbook for Systematic Reviews of Interventions 5.1, section 7.2.2 "
        "(http://handbook-5-1.cochrane.org)"
    ),
    check=_check,
    fires={
        "studies": "study_id|label|registration\nA|Berg 2020|ISRCTN1\nB|Berg 2022|ISRCTN1",
    },
    passes={
        "studies": "study_id|label|registration\nA|Berg 2020|ISRCTN1\nB|Berg 2022|ISRCTN2",
    },
)
