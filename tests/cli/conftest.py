"""Run the command as a user does, in this process."""

import sys

import pytest

from evidence.cli.__main__ import main
from evidence.cli.new import make_project


@pytest.fixture
def run(monkeypatch, capsys):
    """Return a function that runs ``evidence`` and gives its exit code, output and errors."""

    def command(*arguments):
        monkeypatch.setattr(sys, "argv", ["evidence", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return stopped.value.code, told.out, told.err

    return command


@pytest.fixture
def project(tmp_path):
    """Return a new project, as ``evidence new`` makes it."""
    folder = tmp_path / "guideline"
    make_project(folder)
    return folder
