"""One zip file with everything: what its index says is what it holds."""

import hashlib
import json
import zipfile

import pytest

from evidence.cli.__main__ import main
from evidence.cli.new import make_project
from evidence.documents.variants import FILES
from evidence.vocabulary import Language

NAMES = FILES.values()
ASKED = ["--variant", "all", "--all-languages", "--format", "html", "--zip", "--lang", "en"]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bundle") / "guideline"
    make_project(folder)
    return folder


def bundle(project):
    with pytest.raises(SystemExit) as stopped:
        main(["report", "-C", str(project), *ASKED])
    assert stopped.value.code == 0
    return project / "reports" / "build" / "hearing_draft.zip"


def test_the_index_names_every_file_with_its_hash(project):
    with zipfile.ZipFile(bundle(project)) as packed:
        index = json.loads(packed.read("index.json"))
        held = set(packed.namelist()) - {"index.html", "index.json"}
        assert held == {one["file"] for one in index["files"]}
        for one in index["files"]:
            content = packed.read(one["file"])
            assert (len(content), hashlib.sha256(content).hexdigest()) == (
                one["bytes"],
                one["sha256"],
            )
        page = packed.read("index.html").decode()
    assert {"documents", "web", "results", "data"} == {one["kind"] for one in index["files"]}
    assert {f"{name}.{language}.html" for name in NAMES for language in Language} <= held
    assert {
        f"web/R01.{language}.{end}" for end in ("html", "json") for language in Language
    } <= held
    assert all(name in page for name in held)


def test_the_same_content_gives_the_same_bytes(project):
    first = bundle(project).read_bytes()
    assert bundle(project).read_bytes() == first
