"""The pages that pictures in the documentation are taken of, made by the commands themselves."""

import contextlib
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from lxml import html

from evidence.cli.__main__ import main
from evidence.cli.new import make_project


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A part of a page: the file, what of it is shown, and at most how many pixels high.

    ``to_the_full`` shows what comes below as well, to the full height.
    """

    name: str
    page: str
    part: str
    height: int = 900
    to_the_full: bool = False

    def told(self, folder: Path) -> str:
        """Return a hash of the words the part holds, by which a picture of it is known as old."""
        tree = html.fromstring((folder / self.page).read_text(encoding="utf-8"))
        words = " ".join(" ".join(one.text_content() for one in tree.xpath(self.part)).split())
        return hashlib.sha256(words.encode()).hexdigest()


DRAFT = "reports/build/hearing_draft.nb.html"
SHOWN = (
    Shown(
        name="draft", page=DRAFT, part="//header[@class='masthead']", height=860, to_the_full=True
    ),
    Shown(name="summary_of_findings", page=DRAFT, part="//*[@id='table-summary-Q01']"),
    Shown(name="forest", page=DRAFT, part="//*[@id='fig-Q01_tuberculosis']"),
    Shown(name="check", page="check.html", part="//main", height=430),
    Shown(name="grade", page="grade.html", part="//main", height=1100),
    Shown(name="audit", page="audit.html", part="//main"),
    Shown(name="diff", page="diff.html", part="//main", height=620),
)
SIDE = """Problemstilling

Har gåturer effekt på smerte hos voksne?

Resultater per utfall

Smerte

Gåturer viste moderat effekt etter behandling, dvs. SMD: -0,33 (95 % KI -0,10 til -0,50), vurdert
til lav tillit til effektestimatet på grunn av risiko for skjevhet (Berg et al. 2020).

Referanser

Berg, A. (2021). Walks for pain. J Walks, 1(2), 3-9.
"""
RIGHT, WRONG = ",62,13598,", ",62,1359,"


def make_pages(folder: Path) -> None:
    """Make a new project in a folder, and in it every page that is shown.

    Parameters
    ----------
    folder : path
        Empty, or not there.
    """
    make_project(folder)
    make_project(folder / "before")
    with contextlib.chdir(folder):
        _run("analyse", "-C", "before")
        _run("report", "--format", "html")
        _keep("grade.html", _run("check", "--grade", "--format", "html"))
        _keep("side.txt", SIDE)
        _run("audit", "side.txt", "--format", "html", "-o", "audit.html")
        results = Path("data/results.csv").read_text(encoding="utf-8")
        _keep("data/results.csv", results.replace(RIGHT, WRONG))
        _keep("check.html", _run("check", "--format", "html"))
        _run("diff", "before", ".", "-o", "diff.html")


def _keep(path: str, text: str) -> None:
    Path(path).write_text(text, encoding="utf-8")


def _run(*typed: str) -> str:
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        try:
            main(typed)
        except SystemExit as stopped:
            if stopped.code not in (0, 1):
                raise
    return told.getvalue()
