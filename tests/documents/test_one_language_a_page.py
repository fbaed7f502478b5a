"""A page is in its own language: text, figures and names of things; quotes and titles are not ours.

Words of a source stand in quotation marks or in an element that is marked with its language;
references carry titles, code cells carry ids.
"""

import re

import pytest
from lxml import html

from evidence.vocabulary import Language
from tests.wording.test_nynorsk import bokmal_in

NOT_OURS = {"references", "code", "label"}
NORWEGIAN = re.compile(
    r"(?<![\w-])(ikke|ikkje|og|eller|som|ved|etter|ingen|enn|hos|fra|frå|uten|utan|vurdert|tiltaket"
    r"|utfall|oversikt|studier|studiar|deltakere|deltakarar|tillit|høy|høg|gruppen|noe|noen|også"
    r"|utmattelse|utmatting|smerte|gir|kan|trolig|truleg|svært|forskjell|skilnad)(?![\w-])",
    re.IGNORECASE,
)
QUOTED = re.compile(r"«[^»]*»|“[^”]*”")


def norwegian_in(text):
    return sorted({found.lower() for found in NORWEGIAN.findall(QUOTED.sub(" ", text))})


FINDS = {Language.NN: bokmal_in, Language.EN: norwegian_in}


def strange_words(page, language, words_of_sources):
    """Return each text in another language than the page, with the words that tell."""
    found = []
    for element in page.find("body").iter():
        if not isinstance(element.tag, str) or element.tag in ("style", "script"):
            continue
        texts = (element.text, *(child.tail for child in element))
        said = (*texts, element.get("aria-label"), element.get("title"))
        told = [text for text in said if text and text.strip()]
        if not told or _is_not_ours(element, language):
            continue
        for text in told:
            own = text
            for words in words_of_sources:
                own = own.replace(words, " ")
            if wrong := FINDS[language](own):
                found.append((wrong, " ".join(text.split())[:120]))
    return found


def _is_not_ours(element, language):
    above = [element, *element.iterancestors()]
    marked = next((one.get("lang") for one in above if one.get("lang")), language.value)
    classes = {name for one in above for name in (one.get("class") or "").split()}
    return marked != language.value or bool(classes & NOT_OURS)


def not_ours(chapter):
    """The words figures give levels of bias with, after a sign; and what bodies are called."""
    levels = {one.level for question in chapter.questions for one in question.risk_of_bias}
    sources = (source for question in chapter.questions for source in question.sources)
    return levels | {name for source in sources for name in source.authors}


@pytest.mark.parametrize("language", list(FINDS))
def test_the_shipped_report_is_in_one_language(language, shipped_page, shipped_chapter):
    found = strange_words(shipped_page(language), language, not_ours(shipped_chapter))
    assert found == []


@pytest.mark.parametrize("language", list(FINDS))
def test_the_words_of_a_source_are_marked_with_its_language(language, shipped_page):
    page = shipped_page(language)
    (table,) = page.xpath("//div[@id='table-sources']")
    marked = {cell.get("lang") for cell in table.iter("td") if cell.get("lang")}
    assert marked == {"nb", "en"} - {language.value}
    assert page.xpath("//div[@id='table-comparison']//td[@lang='nb']")


def test_a_strange_word_is_found_and_a_quoted_or_marked_one_is_not(page):
    assert html.tostring(page)
    text = (
        "<body><p>Det er ikke noe.</p><p>Det «ikke noe».</p><p lang='nb'>ikke noe</p>"
        "<ol class='references'><li>ikke noe</li></ol><p title='ikke'>x</p></body>"
    )
    made = html.document_fromstring(text)
    found = strange_words(made, Language.NN, ())
    assert [words for words, _ in found] == [["ikke", "noe"], ["ikke"]]
    assert strange_words(
        html.document_fromstring("<body>Pain og fear</body>"), Language.EN, ()
    ) == [(["og"], "Pain og fear")]
