"""A page for each rule and an index of them, made from the rules' own files."""

from collections.abc import Mapping

from evidence.audit.catalogue import all_rules
from evidence.audit.examples import RESULTS, example_project, table_rows
from evidence.audit.rule import Example, Rule
from evidence.audit.run import run
from evidence.records.text import Text
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase
from evidence.wording.remarks import severity_word, state_remark

LANGUAGES = (Language.NB, Language.EN)


def rule_pages() -> Mapping[str, str]:
    """Return the pages by file name: one a rule, and ``README.md`` with all of them.

    Examples
    --------
    >>> "C10.md" in rule_pages()
    True
    """
    pages = {f"{rule.code}.md": _page(rule) for rule in all_rules().values()}
    return {"README.md": _index(), **pages}


def rule_text(rule: Rule, language: Language) -> str:
    """Return what a rule is, for a terminal.

    Examples
    --------
    >>> print(rule_text(all_rules()["W01"], Language.EN).splitlines()[0])
    W01 waiver-expired: The waiver has expired
    """
    told = [f"{rule.code} {rule.name}: {rule.title.in_language(language)}"]
    lines = {
        "catches": rule.catches.in_language(language),
        "severity": severity_word(rule.severity, language),
        "formula": rule.formula,
        "source": rule.source,
        "reads": ", ".join(rule.reads),
    }
    told += [f"{phrase(f'check.explain.{key}', language)}: {text}" for key, text in lines.items()]
    for reason in rule.lacking.values():
        lacking = phrase("check.explain.lacking", language)
        told.append(f"{lacking}: {reason.in_language(language)}")
    for key, example in (("fires", rule.fires), ("passes", rule.passes)):
        told.append(f"\n{phrase(f'check.explain.{key}', language)}:")
        told.append("\n\n".join(f"{name}\n{text}" for name, text in example.items()))
    told += [f"\n{phrase('check.explain.message', language)}:", *example_remarks(rule, language)]
    return "\n".join(told)


def example_remarks(rule: Rule, language: Language) -> list[str]:
    """Return what a rule says of its own example."""
    rules = all_rules()
    found = run(example_project(rule.fires), [rule], rules).remarks
    return [state_remark(remark, language) for remark in found]


def _index() -> str:
    lines = [f"# {_both('check.pages.title')}", ""]
    lines += [phrase("check.pages.intro", language) + "\n" for language in LANGUAGES]
    lines += ["| | | |", "| --- | --- | --- |"]
    for rule in all_rules().values():
        severity = " / ".join(dict.fromkeys(severity_word(rule.severity, one) for one in LANGUAGES))
        lines.append(f"| [{rule.code}]({rule.code}.md) | {_beside(rule.title)} | {severity} |")
    return "\n".join(lines) + "\n"


def _page(rule: Rule) -> str:
    severity = " / ".join(dict.fromkeys(severity_word(rule.severity, one) for one in LANGUAGES))
    parts = [
        f"# {rule.code} {_beside(rule.title)}",
        f"`{rule.name}`, {severity}",
        *(rule.catches.in_language(language) for language in LANGUAGES),
        f"**{_both('check.explain.formula')}:** {rule.formula}",
        f"**{_both('check.explain.source')}:** {rule.source}",
        f"**{_both('check.explain.reads')}:** {', '.join(f'`{one}`' for one in rule.reads)}",
    ]
    if rule.lacking:
        parts.append(f"**{_both('check.explain.lacking')}:**")
        parts.append("\n".join(f"- {_beside(one)}" for one in rule.lacking.values()))
    parts += [f"## {_both('check.explain.fires')}", *_tables(rule.fires)]
    parts += [
        "```text\n" + "\n".join(example_remarks(rule, language)) + "\n```" for language in LANGUAGES
    ]
    parts += [f"## {_both('check.explain.passes')}", *_tables(rule.passes)]
    return "\n\n".join(parts) + "\n"


def _tables(example: Example) -> list[str]:
    return [f"`{_file(name)}`\n\n{_markdown(text)}" for name, text in example.items()]


def _file(name: str) -> str:
    return name if name == RESULTS else f"{name}.csv"


def _markdown(text: str) -> str:
    rows = list(table_rows(text))
    heads = list(rows[0])
    lines = [heads, ["---"] * len(heads), *(list(row.values()) for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _both(key: str) -> str:
    return " / ".join(dict.fromkeys(phrase(key, language) for language in LANGUAGES))


def _beside(text: Text) -> str:
    return " / ".join(dict.fromkeys(text.in_language(language) for language in LANGUAGES))
