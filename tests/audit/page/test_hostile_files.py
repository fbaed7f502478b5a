"""Files made to break the audit: refused in words, or read as the text they are."""

import io
import json
import time
import zipfile

import pytest

from evidence.audit.page.audit_page import audit_page
from evidence.audit.page.read_page import LARGEST_TEXT, page_of, read_page
from evidence.documents.audited_page import write_audited_page
from evidence.errors import EvidenceError
from evidence.vocabulary import Language
from evidence.wording.page_findings import as_json

DOCUMENT = (
    '<?xml version="1.0"?>{head}<w:document xmlns:w="http://schemas.openxmlformats.org/'
    'wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>'
    "</w:document>"
)


def _zip(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def _refused(content: bytes, name: str) -> str:
    with pytest.raises(EvidenceError) as refusal:
        page_of(content, name)
    return refusal.value.key


@pytest.mark.parametrize(
    ("content", "name", "key"),
    [
        (b"a" * 10_000_000, "line.txt", "audit.too_large"),
        (b"%PDF-1.7 something", "page.pdf", "audit.other_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old.doc", "audit.other_kind"),
        ("høyre".encode("cp1252"), "page.txt", "audit.not_utf8"),
        ("tekst".encode("utf-16"), "page.txt", "audit.not_utf8"),
        (b"PK\x03\x04 no zip at all", "page.docx", "audit.not_word"),
        (_zip(other=b"x"), "page.docx", "audit.not_word"),
        (_zip(**{"word__document.xml": b"<w:document"}), "page.docx", "audit.not_word"),
        (_zip(**{"word__document.xml": b" " * 31_000_000}), "bomb.docx", "audit.too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_refused_in_words(content, name, key):
    assert _refused(content, name) == key


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(EvidenceError) as refusal:
        read_page(tmp_path / "none.txt")
    assert refusal.value.key == "audit.no_file"


def test_entities_of_a_word_file_are_not_followed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", encoding="utf-8")
    head = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY a "aaaaaaaaaa">]>'
    xml = DOCUMENT.format(head=head, text="before &x;&a; after").encode()
    page = page_of(_zip(**{"word__document.xml": xml}), "page.docx")
    assert "SECRET" not in "".join(block.text for block in page.blocks)


def test_entities_that_grow_are_not_grown():
    head = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    for one, other in zip("cdefgh", "bcdefg", strict=True):
        head += f'<!ENTITY {one} "{f"&{other};" * 10}">'
    xml = DOCUMENT.format(head=head + "]>", text="&h;").encode()
    try:
        page = page_of(_zip(**{"word__document.xml": xml}), "page.docx")
    except EvidenceError as refusal:
        assert refusal.key == "audit.not_word"
    else:
        assert sum(len(block.text) for block in page.blocks) < 1000


def test_scripts_are_neither_read_nor_written():
    content = (
        b"<html><head><script>alert(1)</script></head><body><p>SMD: 0,5 &lt;script&gt;alert(2)"
        b"&lt;/script&gt; (KI 0,9 til 0,1)<iframe src=x></iframe><img src=x onerror=alert(3)></p>"
    )
    audit = audit_page(page_of(content, "page.html"))
    assert "alert(1)" not in "".join(block.text for block in audit.claims.page.blocks)
    written = write_audited_page(audit, Language.NB)
    assert "<script" not in written
    assert "&lt;script&gt;alert(2)" in written
    assert "<img" not in written


def test_a_quote_that_looks_like_a_formula_stays_a_string():
    page = page_of(b'=HYPERLINK("x") SMD: 0,5 (KI 0,9 til 0,1)\n', "page.txt")
    told = [as_json(one, Language.EN) for one in audit_page(page).findings]
    assert json.loads(json.dumps(told)) == told


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02 SMD: \x000,5",
        b"<html><body><p>open <b>bold <p>again </div></td></html><p>after",
        b"<" * 5_000,
        b"<div>" * 3_000 + b"SMD: 0,5",
        b"<html><table><tr><td>a<td>b<td>c</table>",
        b"&#0;&#xFFFFFFF;&bogus; <p>x",
        "\u202e\u200bSMD: −0,5 (KI 1 til 0)".encode(),
    ],
    ids=range(8),
)
@pytest.mark.parametrize("name", ["page.html", "page.txt"])
def test_broken_files_are_read_without_a_fault(content, name):
    audit = audit_page(page_of(content, name))
    for language in Language:
        assert write_audited_page(audit, language).startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    "piece",
    ["A", "1", "SMD 1,1 og ", "lav tillit på grunn av risiko for skjevhet ", "to studier "],
)
def test_time_grows_with_length_not_faster(piece):
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        start = time.process_time()
        audit_page(page_of(text.encode(), "page.txt"))
        return time.process_time() - start

    seconds(1_000)
    short, long = seconds(2_000), seconds(16_000)
    assert long < 40 * max(short, 0.01)


def test_the_limit_is_of_text_not_of_markup():
    markup = b"<html><body>" + b"<p class='x'></p>" * 60_000 + b"<p>words</p></body></html>"
    assert len(markup) > LARGEST_TEXT
    assert [block.text for block in page_of(markup, "page.html").blocks] == ["words"]
