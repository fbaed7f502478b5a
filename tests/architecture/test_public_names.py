"""What ``import evidence as ev`` offers, and that asking for little loads little."""

import subprocess
import sys

import evidence

HEAVY = (
    "numpy",
    "scipy",
    "pandas",
    "matplotlib",
    "weasyprint",
    "docx",
    "lxml",
    "jinja2",
    "openpyxl",
)


def test_every_public_name_is_there_and_sorted():
    assert evidence.__all__ == sorted(evidence.__all__)
    for name in evidence.__all__:
        assert callable(getattr(evidence, name))


def test_what_is_typed_is_completed_with_public_names():
    assert dir(evidence) == evidence.__all__


def test_a_name_that_does_not_exist_is_refused():
    try:
        evidence.nonsense  # noqa: B018
    except AttributeError as fault:
        assert "nonsense" in str(fault)
    else:
        raise AssertionError("a missing name was found")


def _loaded_after(statement: str) -> set[str]:
    told = subprocess.run(
        [sys.executable, "-c", f"{statement}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.split(".")[0] for name in told.stdout.split()}


def test_import_loads_nothing_heavy():
    assert not _loaded_after("import evidence") & set(HEAVY)


def test_help_loads_nothing_heavy():
    statement = (
        "import contextlib, io\nfrom evidence.cli.__main__ import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        "    main(['--help'])"
    )
    assert not _loaded_after(statement) & set(HEAVY)
