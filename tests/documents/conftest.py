"""Documents of the invented guideline, written once for all tests that read them."""

from functools import cache
from pathlib import Path

import pytest
from lxml import html

from evidence.documents.render import render
from evidence.findings.store import load
from evidence.vocabulary import Language
from tests.documents.fixtures import STARTER, chapter

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def evidence_chapter():
    return chapter()


@pytest.fixture(scope="session")
def written(tmp_path_factory, evidence_chapter):
    """The three files in bokmål, by ending."""
    folder = tmp_path_factory.mktemp("build")
    paths = render(evidence_chapter, templates=STARTER, folder=folder, language=Language.NB)
    return {path.suffix[1:]: path for path in paths}


@pytest.fixture(scope="session")
def page(written):
    return html.document_fromstring(written["html"].read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def shipped_chapter():
    return load(ROOT / "analyses" / "results")


@pytest.fixture(scope="session")
def shipped_page(tmp_path_factory, shipped_chapter):
    """The shipped report as a page of a language, each written once."""

    @cache
    def of(language):
        folder = tmp_path_factory.mktemp(f"shipped-{language}")
        told = {"folder": folder, "language": language, "formats": ("html",)}
        path = render(shipped_chapter, templates=ROOT / "reports", **told)[0]
        return html.document_fromstring(path.read_text(encoding="utf-8"))

    return of
