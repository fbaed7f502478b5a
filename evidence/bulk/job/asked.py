"""What is asked for: which file, which columns, pooled how, and where to."""

from dataclasses import dataclass, field
from pathlib import Path

from evidence.bulk.choices import ManyChoices

ROWS_A_PART = 500_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Headings of the columns: which analysis a row belongs to, its effect and its variance."""

    analysis: str = "analysis_id"
    yi: str = "yi"
    vi: str = "vi"

    def names(self) -> tuple[str, str, str]:
        """Return the headings in order."""
        return self.analysis, self.yi, self.vi


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job: every analysis of a file pooled, the results in another.

    Parameters
    ----------
    source, target : Path
        Files to read and to write: Parquet, CSV, or a DuckDB database.
    table : str
        Table of a database; its only one where empty.
    columns : Columns
        Headings in the source.
    choices : ManyChoices
        How the analyses are pooled.
    chunk : int
        Rows a part holds, at least: a part ends where an analysis does.
    restart : bool
        Throw away what an earlier run has left, and what stands in the target's place.
    scheduler : str
        Address of a dask scheduler; empty for this process alone.
    version : str
        Version of the program, told with the results; a job is not carried on by another.
    """

    source: Path
    target: Path
    table: str = ""
    columns: Columns = field(default_factory=Columns)
    choices: ManyChoices = field(default_factory=ManyChoices)
    chunk: int = ROWS_A_PART
    restart: bool = False
    scheduler: str = ""
    version: str = ""
