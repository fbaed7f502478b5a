"""How the forest plot of a synthesis is laid out: its order, and what stands beside its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evidence.errors import ChoiceUnknown
from evidence.findings.study_values import study_values
from evidence.records.study import Study
from evidence.records.text import Text
from evidence.synthesis.results import Analysis

#: What rows always show, and can be sorted by, besides the named values of their studies.
ALWAYS = ("label", "estimate", "weight", "risk_of_bias")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestLayout:
    """Choices about one forest plot, as :func:`lay_out_forest` explains them."""

    synthesis_id: str
    sort: str = ""
    descending: bool = False
    columns: tuple[str, ...] = ()
    headings: Mapping[str, Text] = field(default_factory=dict)
    arms: bool = True
    risk_of_bias: bool = True


def lay_out_forest(
    analysis: Analysis,
    *,
    sort: str = "",
    descending: bool = False,
    columns: Sequence[str] = (),
    headings: Mapping[str, tuple[str, str, str]] | None = None,
    arms: bool = True,
    risk_of_bias: bool = True,
) -> ForestLayout:
    """Say how the forest plot of a synthesis is laid out, for :func:`evidence.answer`.

    Parameters
    ----------
    analysis : Analysis
        The synthesis it is for.
    sort : str
        What rows are sorted by: ``label``, ``estimate``, ``weight``, ``risk_of_bias`` or any
        named value of a study, such as ``year``; the figure says so. Empty leaves the order of
        the tables. Subgroups are sorted each by itself; rows without the value come last.
    descending : bool
        Whether the largest comes first.
    columns : sequence of str
        Named values of the studies shown as columns of their own: columns of the table of
        studies, the project's own among them, or ``n`` and ``se``.
    headings : mapping of str to (str, str, str), optional
        Headings of columns in bokmål, nynorsk and English; a column of the project's own is else
        headed by its name.
    arms : bool
        Whether the numbers of both arms stand in columns.
    risk_of_bias : bool
        Whether judgements of risk of bias stand as lights beside the rows, where there are any.

    Returns
    -------
    ForestLayout
        Kept with the results, so that documents draw it so.

    Examples
    --------
    >>> import evidence as ev
    >>> tables = ev.open_tables("data")
    >>> analysis = ev.analyse(tables.synthesis(next(iter(tables.syntheses))))
    >>> layout = lay_out_forest(analysis, sort="year", columns=["country"])
    >>> layout.sort, layout.columns
    ('year', ('country',))
    """
    return ForestLayout(
        synthesis_id=analysis.synthesis_id,
        sort=sort,
        descending=descending,
        columns=tuple(columns),
        headings={name: Text(*texts) for name, texts in (headings or {}).items()},
        arms=arms,
        risk_of_bias=risk_of_bias,
    )


def require_layout(layout: ForestLayout, analysis: Analysis, studies: Sequence[Study]) -> None:
    """Refuse a layout that names what the studies do not have.

    Raises
    ------
    ChoiceUnknown
        With the names there are.
    """
    named = sorted({name for values in study_values(analysis, studies) for name in values})
    sorts = (*ALWAYS, *(name for name in named if name not in ALWAYS))
    if layout.sort and layout.sort not in sorts:
        raise ChoiceUnknown("sort", layout.sort, sorts)
    columns = [name for name in named if name not in ALWAYS]
    for name in layout.columns:
        if name not in columns:
            raise ChoiceUnknown("columns", name, columns)


def layouts_by_id(
    layouts: Sequence[ForestLayout], analyses: Sequence[Analysis], studies: Sequence[Study]
) -> Mapping[str, ForestLayout]:
    """Return the layouts by the synthesis each is for.

    Raises
    ------
    ChoiceUnknown
        For a synthesis that is not among the analyses, or a layout that names what its studies
        do not have.
    """
    by_id = {analysis.synthesis_id: analysis for analysis in analyses}
    for layout in layouts:
        if layout.synthesis_id not in by_id:
            raise ChoiceUnknown("synthesis_id", layout.synthesis_id, tuple(by_id))
        require_layout(layout, by_id[layout.synthesis_id], studies)
    return {layout.synthesis_id: layout for layout in layouts}
