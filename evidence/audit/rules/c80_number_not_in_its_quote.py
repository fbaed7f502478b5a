"""C80: a number that does not stand in the words quoted for it."""

from collections.abc import Iterator, Mapping

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.numbers_in_text import number_key, numbers_in
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text
from evidence.tables.typed_table import TypedRow

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "estimates": ("estimate", "ci_low", "ci_high"),
    "contrasts": ("estimate", "ci_low", "ci_high"),
    "results": ("mean", "dispersion", "dispersion_low", "dispersion_high"),
}
FEWEST_FOUND = 1


def _check(project: Project) -> Iterator[Answer]:
    for table, columns in COLUMNS.items():
        for row in project.tables.rows.tables[table].with_values(*columns):
            if not row["quote"]:
                yield NotCheckable(
                    missing=f"{table}.quote", about=str(row.written(f"{table[:-1]}_id"))
                )
            elif row["obtained"] == "derived":
                yield NotCheckable(missing="derived", about=row.written(f"{table[:-1]}_id"))
            else:
                yield from _of_row(project, row, columns)


def _of_row(project: Project, row: TypedRow, columns: tuple[str, ...]) -> Iterator[Answer]:
    quoted = numbers_in(row.text("quote"))
    given = {column: row.written(column) for column in columns if row[column] is not None}
    there = [text for text in given.values() if number_key(text) in quoted]
    if len(there) < min(FEWEST_FOUND, len(given) - 1) or not there:
        yield NotCheckable(missing="elsewhere", about=row.written(row.table.contract.id_column))
        return
    absent = [column for column, text in given.items() if number_key(text) not in quoted]
    for column in absent:
        values = {"others": ", ".join(there)}
        yield Fires(place=project.of_row(row, column), values=values)
    if not absent:
        yield PASSES


RULE = Rule(
    code="C80",
    name="number-not-in-its-quote",
    severity=Severity.WARN,
    reads=(
        "estimates.estimate",
        "estimates.quote",
        "contrasts.estimate",
        "contrasts.quote",
        "results.mean",
        "results.quote",
    ),
    title=Text(
        "Tallet står ikke i sitatet",
        "Talet står ikkje i sitatet",
        "The number is not in its quote",
    ),
    catches=Text(
        "Skrivefeil, byttede sifre og tall fra en annen rad, der kildens egne ord er ført ved "
        "siden av.",
        "Skrivefeil, bytte siffer og tal frå ei anna rad, der dei eigne orda i kjelda er førte"
        " ved sida av.",
        "Slips, swapped digits and numbers of another row, where the source's own words are "
        "entered beside.",
    ),
    message=Text(
        "{found} står ikke i sitatet, men andre tall fra raden gjør det: {others}.",
        "{found} står ikkje i sitatet, men andre tal frå rada gjer det: {others}.",
        "{found} is not in the quote, but other numbers of the row are: {others}.",
    ),
    repair=Text(
        "Sammenlign tallet med kilden. Er det regnet ut, skriv derived i obtained.",
        "Samanlikn talet med kjelda. Er det rekna ut, skriv derived i obtained.",
        "Compare the number with the source. If it was computed, write derived in obtained.",
    ),
    formula=(
        "the number, without regard to sign and decimal mark, is among the numbers of the "
        "quote, where another number of the row is and the row is not derived"
    ),
    source=(
        "tracing numbers to words, https://doi.org/10.1186/s13643-017-0546-z; the rule is our own"
    ),
    check=_check,
    fires={
        "contrasts": "contrast_id|arm_id|versus_arm_id|measure|estimate|ci_low|ci_high|ci_level|"
        "quote|obtained\n"
        "a|A.drug|A.placebo|MD|-4.2|-6.1|-3.2|95|"
        "difference −4·2 points (95% CI −6·1 to −2·3)|first-hand",
    },
    passes={
        "contrasts": "contrast_id|arm_id|versus_arm_id|measure|estimate|ci_low|ci_high|ci_level|"
        "quote|obtained\n"
        "a|A.drug|A.placebo|MD|-4.2|-6.1|-2.3|95|"
        "difference −4·2 points (95% CI −6·1 to −2·3)|first-hand",
    },
    lacking={
        "elsewhere": Text(
            "ingen av radens tall står i sitatet",
            "ingen av tala i rada står i sitatet",
            "none of the row's numbers is in the quote",
        ),
        "derived": Text(
            "tallet er regnet ut, ikke lest",
            "talet er rekna ut, ikkje lese",
            "the number was computed, not read",
        ),
    },
)
