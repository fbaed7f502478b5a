"""From a file of choices to plans, or every problem in it at once."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path

from evidence.errors import Problem, TablesRefused
from evidence.multiverse.entry import Entry
from evidence.multiverse.plan import (
    OF_EFFECTS,
    OF_METHODS,
    USES,
    Choice,
    Comparison,
    Condition,
    Option,
    Plan,
)
from evidence.multiverse.plan_text import PlanText, read_text
from evidence.records.study import Study
from evidence.tables.tables import Tables
from evidence.vocabulary import Obtained

_OF_CHOICE = ("about", "study", "name", "reason", "options")
_OF_OPTION: Mapping[str, tuple[str, ...]] = {
    "rows": ("name", "rows"),
    "trials": ("name", "weeks", "obtained", "study", "without"),
    "measure": ("name", "use", "instrument"),
    "shared_control": ("name", "use", "correlation"),
}
_OF_COMPARISON = ("contrast", "result", "versus", "sd_from")
_ONE_TRIAL = {field.name for field in fields(Study)} - {"own", "provenance"}


def read_plan(file: str | Path, tables: Tables) -> tuple[Plan, ...]:
    """Read a file of choices and hold it against the tables.

    Parameters
    ----------
    file : str or Path
        A TOML file with a table a synthesis, as ``docs/multiverse.md`` describes it.
    tables : Tables
        The project's tables.

    Returns
    -------
    tuple of Plan
        One a synthesis, in the order of the file.

    Raises
    ------
    TablesRefused
        With every problem: a word, row, trial or scale that does not exist, a row of another
        trial, a choice without a reason, with one option, or made twice.
    """
    text = read_text(file)
    problems: list[Problem] = []
    plans = []
    for synthesis_id, values in text.values.items():
        entry = Entry(values, file=text.name, row=text.line(synthesis_id), problems=problems)
        if synthesis_id not in tables.syntheses:
            entry.wrong("E606", "", synthesis_id, table="syntheses")
        entry.only(("choices",))
        choices = tuple(_choices(entry, text, synthesis_id, tables))
        plans.append(
            Plan(
                synthesis_id=synthesis_id,
                file=text.name,
                line=entry.row or 1,
                sha256=text.sha256,
                choices=choices,
            )
        )
    if problems:
        raise TablesRefused(problems)
    return tuple(plans)


def _choices(entry: Entry, text: PlanText, synthesis_id: str, tables: Tables) -> Iterator[Choice]:
    seen: set[tuple[str, str]] = set()
    for number, values in enumerate(entry.tables("choices")):
        here = entry.within(values)
        here.row = text.line(synthesis_id, number)
        choice = _choice(here, tables)
        if choice is None:
            continue
        key = (choice.about, choice.study)
        if choice.about != "trials" and key in seen:
            here.wrong("E609", "about", " ".join(key).strip())
        seen.add(key)
        yield choice


def _choice(here: Entry, tables: Tables) -> Choice | None:
    here.only(_OF_CHOICE)
    about = here.word("about")
    if not here.one_of(about, (*OF_EFFECTS, *OF_METHODS), column="about"):
        return None
    study = here.word("study") if about == "rows" else ""
    if about == "rows" and study not in tables.studies:
        here.wrong("E606", "study", study, table="studies")
    options = tuple(
        _option(here.within(one), about, study, tables) for one in here.tables("options")
    )
    if len(options) < 2:
        here.wrong("E608", "options", str(len(options)))
    return Choice(
        about=about,
        study=study,
        name=here.text("name", required=about == "trials"),
        reason=here.text("reason", required=True),
        options=options,
    )


def _option(here: Entry, about: str, study: str, tables: Tables) -> Option:
    here.only(_OF_OPTION.get(about, ("name", "use")))
    use = here.word("use")
    if about in USES:
        here.one_of(use, USES[about], column="use")
    instrument = here.word("instrument")
    if instrument and instrument not in tables.instruments:
        here.wrong("E606", "instrument", instrument, table="instruments")
    between = here.numbers("correlation", 1)
    if between and not 0 <= between[0] < 1:
        here.wrong("E603", "correlation", between[0], choices="0 ≤ … < 1")
    return Option(
        name=here.text("name", required=about in ("rows", "trials")),
        use=use,
        comparisons=tuple(
            _comparison(here.within(one), study, tables) for one in here.tables("rows")
        ),
        condition=_condition(here, tables) if about == "trials" else Condition(),
        correlation=between[0] if between else None,
        instrument=instrument,
    )


def _comparison(here: Entry, study: str, tables: Tables) -> Comparison:
    here.only(_OF_COMPARISON)
    found = Comparison(
        contrast=here.word("contrast"),
        result=here.word("result"),
        versus=here.word("versus"),
        sd_from=here.words("sd_from"),
    )
    if bool(found.contrast) == bool(found.result and found.versus):
        here.wrong("E604", "rows", missing="contrast | result, versus")
    if found.sd_from and (len(found.sd_from) != 2 or not found.contrast):
        here.wrong("E605", "sd_from", ", ".join(found.sd_from), count="2")
    named = (("contrasts", (found.contrast,)), ("results", (found.result, found.versus)))
    for table, ids in (*named, ("results", found.sd_from)):
        for row in filter(None, ids):
            _is_of(here, row, table, study, tables)
    return found


def _is_of(here: Entry, row: str, table: str, study: str, tables: Tables) -> None:
    record = (tables.contrasts if table == "contrasts" else tables.results).get(row)
    if record is None:
        here.wrong("E606", "rows", row, table=table)
    elif record.arm.study_id != study:
        here.wrong("E607", "rows", row, study=study, other=record.arm.study_id)


def _condition(here: Entry, tables: Tables) -> Condition:
    weeks = here.numbers("weeks", 2)
    obtained = here.words("obtained")
    for one in obtained:
        here.one_of(one, [way.value for way in Obtained], column="obtained")
    without = here.words("without")
    for one in without:
        if one not in tables.studies:
            here.wrong("E606", "without", one, table="studies")
    columns = here.within(here.values.get("study", {}))
    some = next(iter(tables.studies.values()), None)
    columns.only([*sorted(_ONE_TRIAL), *(some.own if some else ())])
    return Condition(
        weeks=weeks,
        obtained=obtained,
        study={name: columns.words(name) for name in columns.values},
        without=without,
    )
