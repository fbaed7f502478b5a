"""Every number of the documents is one that the ids beside it vouch for."""

import pytest
from lxml import html

from evidence.vocabulary import Language
from tests.documents.known_numbers import RULES, KnownNumbers, is_known, printed

COUNTED = {"label", "crossref", "mark", "cite", "number", "trace"}
"""Classes whose numbers count or refer to captions, footnotes, references and entries."""


def unexplained(page, chapter, language):
    """Return each number no id vouches for, with the text it stands in."""
    known = KnownNumbers(chapter)
    references = {item.get("data-refs"): item for item in page.find_class("references")[0]}
    found = []
    for element in page.find("body").iter():
        if not isinstance(element.tag, str):
            continue
        for text in (element.text, *(child.tail for child in element)):
            numbers = printed(text or "", language)
            if not numbers or _is_count(element):
                continue
            refs = [ref for node in _upwards(element) for ref in _refs(node)]
            if refs and refs[0] in references and "references" in _classes_above(element):
                continue
            allowed = known.behind(refs) | RULES
            found += [(n, text) for n, places in numbers if not is_known(n, places, allowed)]
    return found


def _upwards(element):
    return [element, *element.iterancestors()]


def _refs(element):
    return (element.get("data-refs") or "").split()


def _classes_above(element):
    return {name for node in _upwards(element) for name in (node.get("class") or "").split()}


def _is_count(element):
    if element.get("data-role") == "tick":
        return True
    return bool(set((element.get("class") or "").split()) & COUNTED) and element.tag != "td"


def test_every_number_of_the_invented_guideline_has_its_source(page, evidence_chapter):
    assert unexplained(page, evidence_chapter, Language.NB) == []


def test_a_number_nobody_vouches_for_is_found(page, evidence_chapter):
    strange = html.document_fromstring(html.tostring(page))
    paragraph = next(p for p in strange.iter("p") if p.get("data-refs", "").startswith("EST1"))
    paragraph.text += " 17,29"
    assert [number for number, _ in unexplained(strange, evidence_chapter, Language.NB)] == [17.29]


@pytest.mark.parametrize("language", [Language.NN, Language.EN])
def test_every_number_of_the_shipped_chapter_has_its_source(
    language, shipped_page, shipped_chapter
):
    assert unexplained(shipped_page(language), shipped_chapter, language) == []
