"""What the columns of a table give an effect from, by metafor's names.

Vocabulary
----------
form : the columns that belong together, such as events and totals of two groups
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from evidence.errors import ChoiceUnknown, EvidenceError
from evidence.synthesis.effects_of_table import KNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Columns that belong together.

    Parameters
    ----------
    needs : tuple of tuple of str
        The columns; where there are several in one place, one of them.
    measures : tuple of str
        Measures they give, the usual one first.
    counts : tuple of (str, str)
        Columns of events, and the column of those among whom they are counted.
    positive : tuple of str
        Columns that must be above zero; those of counts must not be below.
    """

    needs: tuple[tuple[str, ...], ...]
    measures: tuple[str, ...]
    counts: tuple[tuple[str, str], ...] = ()
    positive: tuple[str, ...] = ()


FORMS = (
    Form(needs=(("yi",), ("vi", "sei")), measures=tuple(KNOWN), positive=("vi", "sei")),
    Form(
        needs=(("ai",), ("n1i", "bi"), ("ci",), ("n2i", "di")),
        measures=("RR", "OR", "RD"),
        counts=(("ai", "n1i"), ("ci", "n2i"), ("bi", ""), ("di", "")),
        positive=("n1i", "n2i"),
    ),
    Form(
        needs=(("m1i",), ("sd1i",), ("n1i",), ("m2i",), ("sd2i",), ("n2i",)),
        measures=("MD", "SMD", "ROM"),
        positive=("sd1i", "sd2i", "n1i", "n2i"),
    ),
    Form(
        needs=(("x1i",), ("t1i",), ("x2i",), ("t2i",)),
        measures=("IRR", "IRD"),
        counts=(("x1i", ""), ("x2i", "")),
        positive=("t1i", "t2i"),
    ),
    Form(
        needs=(("xi",), ("ni", "mi")),
        measures=("PLO",),
        counts=(("xi", "ni"), ("mi", "")),
        positive=("ni",),
    ),
    Form(needs=(("ri",), ("ni",)), measures=("ZCOR", "COR"), positive=("ni",)),
)
NAMES = tuple(dict.fromkeys(name for form in FORMS for need in form.needs for name in need))
"""Every column a table may have for its effects."""


class NoForm(EvidenceError):
    """A table whose columns give no effect."""

    def __init__(self, headings: Collection[str]) -> None:
        forms = "; ".join(", ".join("/".join(need) for need in form.needs) for form in FORMS)
        super().__init__("pool.no_form", headings=", ".join(headings), forms=forms)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableForm:
    """The form of a table: the heading of each column by metafor's name, and the measure."""

    form: Form
    headings: Mapping[str, str]
    measure: str


def table_form(headings: Collection[str], named: Mapping[str, str], measure: str) -> TableForm:
    """Return the form a table has.

    Parameters
    ----------
    headings : collection of str
        The table's.
    named : mapping of str to str
        Headings of columns that are not called as metafor calls them, by metafor's name.
    measure : str
        The measure wanted; the usual one of the form where empty.

    Returns
    -------
    TableForm

    Raises
    ------
    NoForm
        The columns give no effect.
    ChoiceUnknown
        For a column that is not there, or a measure the columns do not give.

    Examples
    --------
    >>> found = table_form(["study", "ai", "n1i", "ci", "n2i"], {}, "")
    >>> found.measure, list(found.headings)
    ('RR', ['ai', 'n1i', 'ci', 'n2i'])
    """
    for name, heading in named.items():
        if name not in NAMES:
            raise ChoiceUnknown("column", name, NAMES)
        if heading not in headings:
            raise ChoiceUnknown(name, heading, tuple(headings))
    there = {name: named.get(name, name) for name in NAMES if named.get(name, name) in headings}
    found = [form for form in FORMS if all(any(n in there for n in need) for need in form.needs)]
    if not found:
        raise NoForm(headings)
    fitting = [form for form in found if not measure or measure in form.measures]
    if not fitting:
        raise ChoiceUnknown("measure", measure, [one for form in found for one in form.measures])
    chosen = [next(n for n in need if n in there) for need in fitting[0].needs]
    return TableForm(
        form=fitting[0],
        headings={name: there[name] for name in chosen},
        measure=measure or fitting[0].measures[0],
    )
