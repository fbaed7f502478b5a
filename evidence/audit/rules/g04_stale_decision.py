"""G04: a decision made on other numbers than those there are now."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.ratings import rated
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    for one in rated(project):
        stale = {row.id for row in one.stale}
        for row in one.rating.judgements:
            if not row.numbers_sha256:
                yield NotCheckable(missing="judgements.numbers_sha256", about=row.id)
            elif row.id in stale:
                values = {"about": one.about_id, "domain": row.domain.value, "now": one.sha256}
                yield Fires(place=project.at(row.provenance, "numbers_sha256"), values=values)
            else:
                yield PASSES


RULE = Rule(
    code="G04",
    name="stale-decision",
    severity=Severity.STOP,
    reads=("judgements.numbers_sha256", "estimates", "analyses/results"),
    title=Text(
        "Foreldet vurdering",
        "Forelda vurdering",
        "Stale decision",
    ),
    catches=Text(
        "Tallene er endret etter at vurderingen ble gjort, men vurderingen står.",
        "Tala er endra etter at vurderinga vart gjord, men vurderinga står.",
        "The numbers changed after the decision was made, and the decision stands.",
    ),
    message=Text(
        "Vurderingen av {domain} i {about} ble gjort på andre tall enn de som står nå.",
        "Vurderinga av {domain} i {about} vart gjord på andre tal enn dei som står no.",
        "The decision on {domain} in {about} was made on other numbers than those there are now.",
    ),
    repair=Text(
        "Vurder på nytt, og kjør så «evidence stamp» (hashen av tallene nå er {now}).",
        "Vurder på nytt, og køyr så «evidence stamp» (hashen av tala no er {now}).",
        "Decide again, then run “evidence stamp” (the hash of the numbers now is {now}).",
    ),
    formula="numbers_sha256 ≠ SHA-256 of the rounded numbers a rater sees",
    source="Our own; decision record 0022",
    check=_check,
    fires={
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|pain|SMD|-0.4|-0.6|-0.2|95|300|moderate",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target|"
        "numbers_sha256\n"
        "j|e|risk of bias|1|unblinded|an effect|"
        "0000000000000000000000000000000000000000000000000000000000000000",
    },
    passes={
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|pain|SMD|-0.4|-0.6|-0.2|95|300|moderate",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target|"
        "numbers_sha256\n"
        "j|e|risk of bias|1|unblinded|an effect|"
        "23573212cbfd06a6851fc67dd84b7b2fa47917b7bed349390a3b0a4bba7ec10f",
    },
)
