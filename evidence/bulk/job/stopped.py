"""What stops a job, told as a problem of a file: code, file, column, what and how to repair it."""

from pathlib import Path

from evidence.errors import EvidenceError, Problem, TablesRefused


class JobStopped(TablesRefused):
    """A job that cannot be done, or not be finished; what is done so far is kept.

    Parameters
    ----------
    *problems : Problem
        What is wrong.
    """

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        EvidenceError.__init__(self, "bulk.nothing_done")

    def keep(self, folder: Path, parts: int) -> "JobStopped":
        """Say how many parts are done, and where they lie."""
        if parts:
            self.key = "bulk.kept"
            self.values = {"parts": str(parts), "folder": str(folder)}
        return self


def stop(
    code: str, file: Path | str, /, column: str = "", found: str = "", **values: str
) -> JobStopped:
    """Return what stops a job, for one reason.

    Parameters
    ----------
    code : str
        Code of the problem.
    file : path or str
        The file it is about.
    column : str
        The column, where it is about one.
    found : str
        What is there.
    **values : str
        What else the sentence names; ``row`` is the row in the file.

    Examples
    --------
    >>> stop("B109", "in.csv", column="yi", choices="id, effect").problems[0].code
    'B109'
    """
    row = values.pop("row", None)
    return JobStopped(
        Problem(
            code=code,
            file=str(file),
            row=None if row is None else int(row),
            column=column,
            found=found,
            values=values,
        )
    )


def one_line(fault: BaseException) -> str:
    r"""Return the first line of what a library says of a fault.

    Examples
    --------
    >>> one_line(ValueError("bad page\nat 0x10"))
    'bad page'
    """
    lines = str(fault).strip().splitlines()
    return lines[0].strip() if lines else type(fault).__name__
