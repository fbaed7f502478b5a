"""What ``evidence check`` found as JSON, for programs."""

import json
from typing import Any

from evidence.audit.answers import Place
from evidence.audit.rule import Severity
from evidence.audit.run import Checked, Remark
from evidence.vocabulary import Language
from evidence.wording.remarks import message_of, missing_reason, repair_of


def remarks_json(checked: Checked, language: Language) -> str:
    """Return remarks, waived ones, what was not checkable, and counts.

    Parameters
    ----------
    checked : Checked
        What rules said.
    language : Language
        Language of the messages.

    Returns
    -------
    str
        JSON; the same remarks give the same text.
    """
    counts = {severity.value: checked.count(severity) for severity in Severity}
    counts |= {"not_checkable": checked.not_checkable, "waived": len(checked.waived)}
    told = {
        "remarks": [_remark(remark, language) for remark in checked.remarks],
        "waived": [
            {**_remark(one.remark, language), "reason": one.waiver.reason, "who": one.waiver.who}
            for one in checked.waived
        ],
        "rules": [
            {
                "code": tally.rule.code,
                "name": tally.rule.name,
                "fired": tally.fired,
                "passed": tally.passed,
                "not_checkable": [
                    {
                        "missing": missing,
                        "count": count,
                        "reason": missing_reason(tally.rule, missing, language),
                        "first": tally.about[missing],
                    }
                    for missing, count in tally.missing.items()
                ],
            }
            for tally in checked.tallies
        ],
        "counts": {**counts, "passed": checked.passed},
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _remark(remark: Remark, language: Language) -> dict[str, Any]:
    return {
        "code": remark.rule.code,
        "name": remark.rule.name,
        "severity": remark.severity.value,
        **_place(remark.place),
        "message": message_of(remark, language),
        "repair": repair_of(remark, language),
        "values": dict(remark.values),
        "others": [_place(place) for place in remark.others],
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "place": place.key,
        "file": place.file,
        "row": place.row,
        "column": place.column,
        "found": place.found,
    }
