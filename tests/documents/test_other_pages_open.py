"""The pages commands write, opened in a browser: checks, ratings, an audit, what changed."""

import shutil
from pathlib import Path

import pytest

from evidence.cli.__main__ import main
from evidence.documents.web_files import write_web_texts
from evidence.findings.store import load
from evidence.vocabulary import Language
from tests.documents.test_pages_open import assert_accessible, browser

pytestmark = pytest.mark.pages

__all__ = ["browser"]

ROOT = Path(__file__).parents[2]
PAGE = """Problemstilling

Har gåturer effekt på smerte hos voksne?

Resultater per utfall

Smerte

Gåturer viste moderat effekt etter behandling, dvs. SMD: -0,33 (KI -0,10 til -0,50), vurdert til
lav tillit til effektestimatet på grunn av risiko for skjevhet (Berg et al. 2020).

Berg, A. (2021). Walks for pain. <script>alert(1)</script> J Walks, 1(2), 3-9.
"""


def told(capsys, *arguments):
    """Return what a command prints."""
    with pytest.raises(SystemExit):
        main([str(argument) for argument in arguments])
    return capsys.readouterr().out


def check_page(capsys, folder):
    return told(capsys, "check", "-C", ROOT, "--format", "html")


def checklist_page(capsys, folder):
    return told(capsys, "check", "--checklist", "all", "-C", ROOT, "--format", "html")


def web_page(capsys, folder):
    written = write_web_texts(load(ROOT / "analyses" / "results"), folder, Language.NN)
    return written[0].read_text(encoding="utf-8")


def grade_page(capsys, folder):
    return told(capsys, "check", "--grade", "-C", ROOT, "--format", "html")


def audit_page(capsys, folder):
    written = folder / "page.txt"
    written.write_text(PAGE, encoding="utf-8")
    return told(capsys, "audit", written, "--format", "html")


def difference_page(capsys, folder):
    old = folder / "old"
    for part in ("data", "analyses"):
        shutil.copytree(ROOT / part, old / part)
    table = old / "data" / "contrasts.csv"
    text = table.read_text(encoding="utf-8")
    assert ",-0.7,-2.3,0.9," in text
    table.write_text(text.replace(",-0.7,-2.3,0.9,", ",-0.9,-2.5,0.7,", 1), encoding="utf-8")
    file = folder / "difference.html"
    told(capsys, "diff", old, ROOT, "-o", file)
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "make", [check_page, checklist_page, web_page, grade_page, audit_page, difference_page]
)
def test_a_page_of_a_command_is_accessible(make, browser, capsys, tmp_path):
    page = tmp_path / "shown.html"
    page.write_text(make(capsys, tmp_path), encoding="utf-8")
    assert_accessible(browser, page, 320, "light")
    assert_accessible(browser, page, 1280, "dark")
    assert_accessible(browser, page, 1280, "dark", media="print")
