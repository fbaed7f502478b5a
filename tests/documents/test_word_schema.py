"""The Word document by the schema of Office Open XML: Word refuses or repairs files that break it.

The witness is openxml-audit, which holds every part against the schemas of the Open XML SDK.
"""

import itertools

from docx import Document
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator


def test_the_document_is_valid_by_the_schema(written):
    result = OpenXmlValidator().validate(str(written["docx"]))
    assert result.is_valid, [str(error) for error in result.errors]


def test_bookmarks_and_fields_begin_and_end(written):
    body = Document(str(written["docx"])).element.body
    starts = [one.get(qn("w:id")) for one in body.iter(qn("w:bookmarkStart"))]
    ends = [one.get(qn("w:id")) for one in body.iter(qn("w:bookmarkEnd"))]
    assert len(starts) == len(set(starts)) > 20
    assert sorted(starts) == sorted(ends)
    marks = [one.get(qn("w:fldCharType")) for one in body.iter(qn("w:fldChar"))]
    depth = list(itertools.accumulate({"begin": 1, "end": -1}.get(mark, 0) for mark in marks))
    assert min(depth) == 0 == depth[-1]
    assert max(depth) <= 2


def test_captions_are_counted_by_fields_of_their_own(written):
    document = Document(str(written["docx"]))
    captions = [one for one in document.paragraphs if one.style.name == "Caption"]
    codes = ["".join(f.text for f in one._p.iter(qn("w:instrText"))).split() for one in captions]
    assert {(code[0], code[1]) for code in codes} == {("SEQ", "Tabell"), ("SEQ", "Figur")}
    for word in ("Tabell", "Figur"):
        numbers = [
            int(one.text.split("\N{NO-BREAK SPACE}")[1].split(".")[0])
            for one in captions
            if one.text.startswith(word)
        ]
        assert numbers == list(range(1, len(numbers) + 1))
