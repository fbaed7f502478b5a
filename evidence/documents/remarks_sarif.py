"""What ``evidence check`` found as SARIF 2.1.0, which editors and code hosts show in place.

The format is OASIS's: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import json
from collections.abc import Sequence
from typing import Any

from evidence import __version__
from evidence.audit.answers import Place
from evidence.audit.rule import Rule, Severity
from evidence.audit.run import Checked, Remark
from evidence.audit.waivers import Waiver
from evidence.vocabulary import Language
from evidence.wording.remarks import message_of, repair_of

LEVELS = {Severity.STOP: "error", Severity.WARN: "warning", Severity.NOTE: "note"}
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def remarks_sarif(checked: Checked, language: Language) -> str:
    """Return one run: the rules held, a result for each remark, waived ones as suppressed.

    Parameters
    ----------
    checked : Checked
        What rules said.
    language : Language
        Language of the messages.

    Returns
    -------
    str
        A SARIF log.
    """
    rules = [tally.rule for tally in checked.tallies]
    results = [_result(remark, rules, language) for remark in checked.remarks]
    results += [
        {**_result(one.remark, rules, language), "suppressions": [_suppression(one.waiver)]}
        for one in checked.waived
    ]
    driver = {
        "name": "evidence",
        "version": __version__,
        "rules": [_rule(rule, language) for rule in rules],
    }
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "language": language.value,
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=1)


def _rule(rule: Rule, language: Language) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.title.in_language(language)},
        "fullDescription": {"text": rule.catches.in_language(language)},
        "help": {"text": f"{rule.formula}\n{rule.source}"},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(remark: Remark, rules: Sequence[Rule], language: Language) -> dict[str, Any]:
    text = f"{message_of(remark, language)} {repair_of(remark, language)}"
    result: dict[str, Any] = {
        "ruleId": remark.rule.code,
        "ruleIndex": rules.index(remark.rule),
        "level": LEVELS[remark.severity],
        "message": {"text": text},
        "locations": [_location(remark.place)],
        "partialFingerprints": {"place/v1": f"{remark.place.key}#{remark.place.column}"},
    }
    if remark.others:
        result["relatedLocations"] = [_location(place) for place in remark.others]
    return result


def _location(place: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": f"data/{place.file}"}}
    if place.row is not None:
        physical["region"] = {"startLine": place.row}
    logical = f"{place.key}/{place.column}" if place.column else place.key
    return {
        "physicalLocation": physical,
        "logicalLocations": [{"fullyQualifiedName": logical, "kind": "member"}],
    }


def _suppression(waiver: Waiver) -> dict[str, str]:
    return {
        "kind": "external",
        "status": "accepted",
        "justification": f"{waiver.reason} ({waiver.who}, {waiver.decided_on})",
    }
