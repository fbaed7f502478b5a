"""What a code of ``evidence check`` means, for the terminal."""

from evidence.audit.catalogue import all_rules
from evidence.errors import ChoiceUnknown
from evidence.vocabulary import Language
from evidence.wording.error_page import example_problems, problem_codes
from evidence.wording.phrases import phrase
from evidence.wording.problems import state_problem
from evidence.wording.rule_pages import rule_text


def explain_code(code: str, language: Language) -> str:
    """Return the page of a rule, or the meaning and an example of a fault of the tables.

    Raises
    ------
    ChoiceUnknown
        No rule or fault has the code.

    Examples
    --------
    >>> print(explain_code("E207", Language.EN).splitlines()[0])
    E207 The number is too low
    """
    rules, faults = all_rules(), problem_codes()
    if code in rules:
        return rule_text(rules[code], language)
    if code not in faults:
        raise ChoiceUnknown("--explain", code, [*rules, *sorted(faults)])
    meaning = phrase(f"problem.{code}.meaning", language)
    return f"{code} {meaning}\n\n{state_problem(example_problems()[code], language)}"
