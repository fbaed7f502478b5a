"""A build that stops leaves the documents of the build before as they were."""

import pytest

from evidence.documents import render as rendering
from evidence.documents.render import render
from evidence.errors import ChoiceUnknown
from tests.documents.fixtures import STARTER, chapter


def earlier_build(folder):
    for ending in ("html", "docx", "pdf"):
        (folder / f"hearing_draft.nb.{ending}").write_text(f"earlier {ending}")
    return {path.name: path.read_text() for path in folder.iterdir()}


def now_in(folder):
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("writer", ["write_word", "write_pdf"])
def test_a_writer_that_fails_leaves_every_file_of_the_earlier_build(writer, tmp_path, monkeypatch):
    before = earlier_build(tmp_path)

    def fail(*_):
        raise OSError("the disk is full")

    monkeypatch.setattr(rendering, writer, fail)
    with pytest.raises(OSError, match="disk is full"):
        render(chapter(), templates=STARTER, folder=tmp_path)
    assert now_in(tmp_path) == before
    assert {path.name for path in tmp_path.iterdir()} - set(before) <= {"figures"}


def test_an_unknown_format_is_answered_with_the_right_ones(tmp_path):
    with pytest.raises(ChoiceUnknown) as told:
        render(chapter(), templates=STARTER, folder=tmp_path, formats=("html", "odt"))
    assert told.value.choices == ("html", "docx", "pdf")
    assert not list(tmp_path.iterdir())


def test_figures_are_drawn_once_and_reused(tmp_path):
    render(chapter(), templates=STARTER, folder=tmp_path, formats=("docx",))
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "figures").iterdir()}
    assert {path.suffix for path in times} == {".svg", ".pdf", ".png", ".csv"}
    render(chapter(), templates=STARTER, folder=tmp_path, formats=("docx",))
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "figures").iterdir()} == times
