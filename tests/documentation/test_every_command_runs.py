"""Every command, file and piece of Python in the documentation is run, and gives what is shown."""

import doctest
import re
import shlex
import shutil
import subprocess
import sys

import pytest

from evidence.cli.__main__ import COMMANDS, build, main
from evidence.cli.new import make_project
from tests.documentation.written_pages import ROOT, blocks, commands, pages, spans

SHIPPED = {"README.md", "docs/check.md", "docs/gallery.md", "docs/grade.md"}
"""Pages whose commands are run in a copy of the shipped project; the others in a new project."""

NOT_RUN = {
    "make report": "builds an environment and all formats; CI runs it, and tests/cli the command",
    "make test": "runs this test",
    "make lint": "CI runs it",
    "make docs": "writes into the tree; tests/documentation/test_site.py builds the site",
    "dask scheduler --port 8786": "tests/bulk/job/test_cluster.py",
    "dask worker tcp://127.0.0.1:8786 --nthreads 1": "tests/bulk/job/test_cluster.py",
    "evidence bulk effects.parquet results.parquet --scheduler tcp://127.0.0.1:8786": (
        "tests/bulk/job/test_cluster.py"
    ),
}
"""Commands that are not run here, and why."""

PROGRAMS = r"^\s*(?:\.venv/bin/)?(?:evidence|make|git|pip|python|dask|uv) .*$"
RUN = {"console", "python"}
FROM_DOCSTRINGS = ("docs", "reference")
"""Pages whose Python tests/documentation/test_examples_run.py runs."""

TO_RUN = [
    page
    for page in pages()
    if page.parts[:2] != FROM_DOCSTRINGS and any(block.kind in RUN for block in blocks(page))
]

OPTIONS = {
    name: {"-h", "--help", *(spelled for option in found.params for spelled in option.opts)}
    for name, found in ((name, build().get_command(None, name)) for name in COMMANDS)
}
"""How the options of each command are spelled."""


def git(folder, *words):
    who = ("-c", "user.name=Group", "-c", "user.email=group@example.org")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def starter(tmp_path_factory):
    """Return a folder with a new project that has results and is kept in git."""
    folder = tmp_path_factory.mktemp("starter")
    project = folder / "guideline"
    make_project(project)
    with pytest.raises(SystemExit):
        main(["analyse", "-C", str(project)])
    git(project, "init", "--quiet")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "A new project")
    shutil.copytree(project, folder / "last-year", ignore=shutil.ignore_patterns(".git"))
    return folder


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """Return a folder with the shipped project: its tables, analyses with results, and reports."""
    folder = tmp_path_factory.mktemp("shipped")
    for part in ("data", "analyses", "reports"):
        left_out = shutil.ignore_patterns("build", "__pycache__")
        shutil.copytree(ROOT / part, folder / "guideline" / part, ignore=left_out)
    return folder


@pytest.fixture
def project(request, tmp_path, monkeypatch):
    """Return a function that gives a page a project of its own, and goes there."""

    def begin(page):
        kind = "shipped" if str(page) in SHIPPED else "starter"
        shutil.copytree(request.getfixturevalue(kind), tmp_path, dirs_exist_ok=True)
        monkeypatch.chdir(tmp_path / "guideline")
        return tmp_path / "guideline"

    return begin


def made_by(command):
    """Return the commands of ``evidence`` that a target of the Makefile runs."""
    _, *words = shlex.split(command, comments=True)
    given = dict(word.split("=") for word in words if "=" in word)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    found = []
    for target in (word for word in words if "=" not in word):
        recipe = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
        assert recipe, f"no target {target}"
        language = given.get("LANGUAGE", "nb")
        lines = recipe.group(1).replace("$(LANGUAGE)", language).splitlines()
        found += [line.strip().removeprefix("$(BIN)/") for line in lines]
    return found


def run(command, capsys, monkeypatch):
    """Run a command of ``evidence``; return its exit code and what it tells."""
    _, *typed = shlex.split(command, comments=True)
    capsys.readouterr()
    monkeypatch.setattr(sys, "argv", ["evidence", *typed])
    with pytest.raises(SystemExit) as stopped:
        main(typed)
    told = capsys.readouterr()
    lines = [line for line in told.err.splitlines() if not line.startswith("·")]
    return stopped.value.code, (told.out + "\n".join(lines)).replace("\xa0", " ")


def shows(printed, told):
    """Tell whether lines are what a command told; ``…`` leaves out words, or alone whole lines."""
    lines = [
        r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + r" *\n"
        for line in map(str.rstrip, printed.strip().splitlines())
    ]
    return re.fullmatch("".join(lines), told.strip() + "\n") is not None


def edit(block, folder):
    """Make the change that a block of the kind ``diff`` shows, in the file it names."""
    lines = block.text.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if line[0] != "+")
    new = "".join(line[1:] for line in lines if line[0] != "-")
    path = folder / block.file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (block.file, old)
    path.write_text(text.replace(old, new), encoding="utf-8")


def run_console(block, capsys, monkeypatch):
    """Run the commands of a block, and hold what they tell against what is shown."""
    for command, printed in commands(block):
        words = shlex.join(shlex.split(command, comments=True))
        if words in NOT_RUN:
            continue
        if words.startswith("git "):
            git(".", *shlex.split(words)[1:])
            continue
        for line in made_by(words) if words.startswith("make ") else [words]:
            assert line.startswith("evidence "), line
            code, told = run(line, capsys, monkeypatch)
            assert code in (0, 1) or printed.strip(), (line, told)
            assert not printed.strip() or shows(printed, told), (line, told)


def run_python(block, names, page):
    """Run Python as it stands, or as examples with what they give."""
    if ">>>" not in block.text:
        exec(block.text, names)
        return
    examples = doctest.DocTestParser().get_doctest(block.text, names, str(page), str(page), 0)
    told = []
    runner = doctest.DocTestRunner()
    runner.run(examples, out=told.append, clear_globs=False)
    names.update(examples.globs)
    assert runner.failures == 0, "".join(told)


@pytest.mark.parametrize("page", TO_RUN, ids=str)
def test_what_the_page_says_happens(page, project, capsys, monkeypatch):
    folder = project(page)
    names = {}
    for block in blocks(page):
        if block.kind == "diff":
            edit(block, folder)
        elif block.file:
            (folder / block.file).write_text(block.text, encoding="utf-8")
        elif block.kind == "python":
            run_python(block, names, page)
        elif block.kind == "console":
            run_console(block, capsys, monkeypatch)


def test_commands_stand_where_they_are_run():
    for page in pages():
        for block in blocks(page):
            if block.kind not in RUN and not block.file:
                lines = re.findall(PROGRAMS, block.text, re.MULTILINE)
                assert not lines, f"{page}: write it as a block of the kind console: {lines}"


def test_what_is_not_run_is_written_somewhere():
    written = {
        shlex.join(shlex.split(command, comments=True))
        for page in TO_RUN
        for block in blocks(page)
        for command, _ in commands(block)
    }
    assert set(NOT_RUN) <= written


@pytest.mark.parametrize("page", [page for page in pages() if spans(page)], ids=str)
def test_commands_within_sentences_exist(page):
    for span in spans(page):
        program, *words = span.replace(".venv/bin/", "").split()
        if program == "make" and words:
            made_by(span)
        if program == "evidence" and words and not words[0].startswith("-"):
            assert words[0] in COMMANDS, (page, span)
            known = OPTIONS[words[0]]
            unknown = {word for word in words[1:] if word.startswith("-")} - known
            assert not unknown, (page, span, unknown)
