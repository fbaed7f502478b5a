"""Documents of the invented guideline, written once for all tests that read them."""

import pytest
from lxml import html

from evidence.documents.render import render
from evidence.vocabulary import Language
from tests.documents.fixtures import STARTER, chapter


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
