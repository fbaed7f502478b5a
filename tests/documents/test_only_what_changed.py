"""A build makes again only what would be different, and the same whoever does the work."""

import pickle
import shutil
from dataclasses import replace

import pytest
from docx import Document
from docx.shared import Pt

from evidence.documents.pdf import PdfUnavailable
from evidence.documents.progress import Progress
from evidence.documents.render import render
from evidence.documents.word_template import TemplateRefused
from evidence.documents.workers import Workers
from evidence.errors import ChoiceUnknown, Problem, TablesRefused
from tests.documents.fixtures import STARTER, chapter


class Heard(Progress):
    def __init__(self):
        self.untouched, self.drawn = [], []

    def kept(self, path):
        self.untouched.append(path.name)

    def drew(self, new, all_figures):
        self.drawn.append((new, all_figures))


def built(folder, evidence, **more):
    heard = Heard()
    paths = render(
        evidence, templates=STARTER, folder=folder, formats=("html", "docx"), progress=heard, **more
    )
    return heard, {path.name: path.stat().st_mtime_ns for path in paths}


def test_nothing_is_written_again_where_nothing_changed(tmp_path):
    first, before = built(tmp_path, chapter())
    again, after = built(tmp_path, chapter())
    assert first.untouched == []
    assert first.drawn[0][0] == first.drawn[0][1] > 0
    assert sorted(again.untouched) == sorted(before)
    assert after == before
    assert again.drawn == []


def test_a_changed_number_draws_its_figures_and_no_other(tmp_path):
    evidence = chapter()
    built(tmp_path, evidence)
    drawings = {path.name for path in (tmp_path / "figures").iterdir()}
    question = evidence.questions[0]
    finding = question.findings[0]
    effects = finding.analysis.effects
    moved = (replace(effects[0], yi=effects[0].yi + 0.3), *effects[1:])
    changed = replace(finding, analysis=replace(finding.analysis, effects=moved))
    other = replace(question, findings=(changed, *question.findings[1:]))
    again, _ = built(tmp_path, replace(evidence, questions=(other, *evidence.questions[1:])))
    assert again.untouched == []
    # The study stands in the forest plot, in the cumulative one and in the spread of the studies.
    assert [new for new, _ in again.drawn] == [3]
    # The drawings they replace are gone: as many files as before, four of each new.
    now = {path.name for path in (tmp_path / "figures").iterdir()}
    assert len(now) == len(drawings)
    assert len(now - drawings) == 3 * 4  # SVG, PDF, PNG and CSV


def test_a_file_somebody_has_touched_is_made_again(tmp_path):
    built(tmp_path, chapter())
    page = tmp_path / "hearing_draft.nb.html"
    whole = page.read_bytes()
    page.write_text("edited by hand", encoding="utf-8")
    again, _ = built(tmp_path, chapter())
    assert page.read_bytes() == whole
    assert again.untouched == ["hearing_draft.nb.docx"]


def test_a_broken_record_makes_everything_again(tmp_path):
    built(tmp_path, chapter())
    (tmp_path / ".built.json").write_text("{", encoding="utf-8")
    again, _ = built(tmp_path, chapter())
    assert again.untouched == []


def test_processes_beside_each_other_write_the_same_bytes(tmp_path):
    first = chapter().questions[0]
    one_figure = replace(first, findings=first.findings[:1], published=())
    small = replace(chapter(), questions=(one_figure,))
    _, alone = built(tmp_path / "alone", small)
    built(tmp_path / "beside", small, workers=2)
    for name in alone:
        assert (tmp_path / "alone" / name).read_bytes() == (tmp_path / "beside" / name).read_bytes()
    figures = sorted(path.name for path in (tmp_path / "alone" / "figures").iterdir())
    assert figures == sorted(path.name for path in (tmp_path / "beside" / "figures").iterdir())


@pytest.mark.parametrize(
    "fault",
    [
        PdfUnavailable("no Pango"),
        ChoiceUnknown("format", "odt", ["html", "pdf"]),
        TablesRefused([Problem(code="E101", file="data")]),
    ],
)
def test_a_fault_comes_whole_from_another_process(fault):
    again = pickle.loads(pickle.dumps(fault))
    assert type(again) is type(fault)
    assert (again.key, again.values) == (fault.key, fault.values)
    assert str(again) == str(fault)
    assert vars(again) == vars(fault)


def test_a_fault_of_one_worker_is_not_swallowed():
    with Workers(1) as team, pytest.raises(PdfUnavailable):
        team.submit(_refuse).result()


def _refuse():
    raise PdfUnavailable("no Pango")


def test_another_word_template_writes_word_again_and_nothing_else(tmp_path):
    templates = shutil.copytree(STARTER, tmp_path / "reports")
    first = Heard()
    folder, kept = tmp_path / "build", {"templates": templates, "folder": tmp_path / "build"}
    render(chapter(), **kept, formats=("html", "docx"), progress=first)
    old = (folder / "hearing_draft.nb.docx").read_bytes()
    template = Document(templates / "template.docx")
    template.styles["Title"].font.size = Pt(31)
    template.save(templates / "template.docx")
    again = Heard()
    render(chapter(), **kept, formats=("html", "docx"), progress=again)
    assert again.untouched == ["hearing_draft.nb.html"]
    assert (folder / "hearing_draft.nb.docx").read_bytes() != old
    assert Document(folder / "hearing_draft.nb.docx").styles["Title"].font.size == Pt(31)


def test_a_template_that_cannot_be_used_is_told_before_the_work(tmp_path):
    templates = shutil.copytree(STARTER, tmp_path / "reports")
    (templates / "template.docx").write_text("no archive")
    with pytest.raises(TemplateRefused):
        render(chapter(), templates=templates, folder=tmp_path / "build")
    assert not (tmp_path / "build").exists()
