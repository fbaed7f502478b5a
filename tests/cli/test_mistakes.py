"""A command typed wrongly is answered in the reader's language, with exit code 2."""

import pytest

MISTAKES = {
    ("chek",): ("chek", "check, analyse"),
    ("check", "--lnag", "nn"): ("--lnag", "--lang"),
    ("check", "--lang", "de"): ("--lang", "nb, nn, en"),
    ("check", "-C", "no/such/folder"): ("no/such/folder",),
    ("report", "--format", "rtf"): ("--format", "html, docx, pdf"),
    ("report", "--variant", "webb"): ("--variant", "draft, web, annex, all"),
    ("report", "--recommendation", "R01"): ("--recommendation", "--variant web"),
    ("check", "--checklist", "CONSORT"): ("--checklist", "AGREE2, RIGHT, PRIOR, PRISMA2020, all"),
    ("explain",): ("ID",),
    ("new",): ("DIR",),
    ("check", "-C"): ("-C",),
}
OF_CLICK = ("Usage", "Error", "Try ", "Options", "Missing", "Invalid", "Aborted")


@pytest.mark.parametrize(("typed", "named"), MISTAKES.items(), ids=" ".join)
def test_a_mistake_is_told_in_norwegian(run, typed, named):
    code, told, errors = run(*typed)
    assert code == 2
    assert told == ""
    assert all(name in errors for name in named), errors
    assert not any(word in errors for word in OF_CLICK), errors


@pytest.mark.parametrize(
    "command", ["check", "analyse", "report", "explain", "bulk", "pool", "new"]
)
@pytest.mark.parametrize(("language", "words"), [("nb", "Bruk:"), ("nn", "Val:"), ("en", "Usage:")])
def test_help_has_no_words_of_another_language(run, command, language, words):
    told = run(command, "--help", "--lang", language)[1]
    assert words in told
    if language != "en":
        assert not any(word in told for word in OF_CLICK), told


def test_the_language_may_stand_before_the_command(run):
    assert "Køyr analysane" in run("--lang", "nn", "--help")[1]
    assert "Køyr analysane" in run("--lang", "nn", "analyse", "--help")[1]


def test_the_command_alone_shows_its_help(run):
    code, told, _ = run()
    assert code == 0
    assert "Kommandoer:" in told


def test_a_file_is_no_project_folder(run, tmp_path):
    file = tmp_path / "table.csv"
    file.write_text("a")
    code, _, told = run("check", "-C", file, "--lang", "en")
    assert code == 2
    assert "is a file, not a project folder" in told


def test_outside_a_project_folder_it_says_so(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for command in ("check", "analyse", "report"):
        code, _, told = run(command, "--lang", "en")
        assert code == 2
        assert "E101 data" in told
    code, _, told = run("explain", "E01", "--lang", "en")
    assert code == 2
    assert "Found no results" in told


def test_a_disk_that_refuses_is_told_not_traced(run, tmp_path):
    (tmp_path / "file").write_text("a")
    code, _, told = run("new", tmp_path / "file" / "guideline", "--lang", "en")
    assert code == 2
    assert "cannot be read or written" in told


def test_an_id_is_found_whatever_its_letters_are(run, project):
    run("analyse", "-C", project)
    code, _, told = run("explain", "q01", "-C", project, "--lang", "en")
    assert code == 2
    assert "Did you mean: Q01" in told
    assert "mean" not in run("explain", "zzzzzz", "-C", project, "--lang", "en")[2]
