"""A recommendation as short text for the web, in the fields of the Directorate's interface.

Vocabulary: ``tekst``, ``praktisk``, ``rasjonale`` and the four fields of ``nokkelInfo`` are the
names the Directorate's open data use. What people have written comes first in a field; what
tables and results give follows. A field with neither is empty, and a remark says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence.documents.page import Section
from evidence.documents.web_citations import Cited
from evidence.documents.web_findings import state_certainties, state_effects
from evidence.errors import ChoiceUnknown
from evidence.findings.finding import Chapter, QuestionFindings
from evidence.records.question import Recommendation
from evidence.records.web_text import WebText
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase
from evidence.wording.statement import Statement

MAIN_FIELDS = ("tekst", "praktisk", "rasjonale")
KEY_FIELDS = (
    "fordelerogulemper",
    "kvalitetdokumentasjon",
    "verdierogpreferanser",
    "ressurshensyn",
)
FIELDS = (*MAIN_FIELDS, *KEY_FIELDS)
BUILT = {"fordelerogulemper": state_effects, "kvalitetdokumentasjon": state_certainties}


@dataclass(frozen=True, slots=True, kw_only=True)
class WebField:
    """A field of the web text: a section, and those within it that headings of people's begin.

    ``written`` counts the paragraphs people wrote; ``untranslated`` are the ids of those that
    stand in another language than the reader's.
    """

    name: str
    sections: tuple[Section, ...]
    written: int
    untranslated: tuple[str, ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Everything said in the field."""
        return tuple(one for section in self.sections for one in section.statements)

    @property
    def refs(self) -> tuple[str, ...]:
        """The ids the field rests on."""
        return tuple(dict.fromkeys(ref for one in self.statements for ref in one.refs))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationText:
    """A recommendation's web text; ``questions`` are those asked for it."""

    recommendation: Recommendation
    language: Language
    fields: tuple[WebField, ...]
    questions: tuple[QuestionFindings, ...]

    @property
    def empty(self) -> tuple[str, ...]:
        """The names of the fields with nothing to say, strength among them."""
        strength = () if self.recommendation.strength else ("styrke",)
        return (*strength, *(field.name for field in self.fields if not field.statements))


def recommendations_of(chapter: Chapter) -> dict[str, Recommendation]:
    """Return the recommendations of a chapter by id, in its order."""
    return {q.recommendation.id: q.recommendation for q in chapter.questions}


def recommendation_text(
    chapter: Chapter, recommendation_id: str, language: Language
) -> RecommendationText:
    """Put a recommendation's web text together.

    Parameters
    ----------
    chapter : Chapter
        The findings of every question.
    recommendation_id : str
        Key of the recommendation.
    language : Language
        Language of the reader.

    Returns
    -------
    RecommendationText
        Every field there is, also the empty ones.

    Raises
    ------
    ChoiceUnknown
        If no question of the chapter serves such a recommendation.
    """
    known = recommendations_of(chapter)
    if recommendation_id not in known:
        raise ChoiceUnknown("recommendation", recommendation_id, list(known))
    questions = tuple(q for q in chapter.questions if q.recommendation.id == recommendation_id)
    texts = [
        text for text in chapter.overview.web_texts if text.recommendation_id == recommendation_id
    ]
    cited = Cited(questions, known[recommendation_id].provenance.source_id)
    return RecommendationText(
        recommendation=known[recommendation_id],
        language=language,
        fields=tuple(_field(name, texts, questions, cited, language) for name in FIELDS),
        questions=questions,
    )


def _field(
    name: str,
    texts: Sequence[WebText],
    questions: Sequence[QuestionFindings],
    cited: Cited,
    language: Language,
) -> WebField:
    own = sorted((text for text in texts if text.field == name), key=lambda text: text.order)
    built = [one for q in questions for one in BUILT[name](q, language)] if name in BUILT else []
    if built:
        lead = Statement(text=phrase("web.built", language))
        built.insert(0, lead)
    untranslated = tuple(text.id for text in own if _language_of(text, language) is not language)
    return WebField(
        name=name,
        sections=tuple(_sections(name, own, [cited.named(one) for one in built], cited, language)),
        written=len(own),
        untranslated=untranslated,
    )


def _sections(
    name: str,
    own: Sequence[WebText],
    built: Sequence[Statement],
    cited: Cited,
    language: Language,
) -> Iterator[Section]:
    """Yield the field's section, and one within it for each heading people wrote."""
    level = 2 if name in MAIN_FIELDS else 3
    heading, identifier, within = phrase(f"web.field.{name}", language), name, False
    statements: list[Statement] = []
    for text in own:
        if text.shape == "heading":
            yield _section(identifier, heading, statements, level + within)
            heading, identifier, within = text.text.in_language(language), text.id, True
            statements = []
        else:
            statements.append(cited.named(_said(text, language)))
    yield _section(identifier, heading, [*statements, *built], level + within)


def _section(identifier: str, heading: str, said: Sequence[Statement], level: int) -> Section:
    return Section(id=f"web-{identifier}", heading=heading, statements=tuple(said), level=level)


def _said(text: WebText, language: Language) -> Statement:
    named = (text.id, *text.about_ids, text.provenance.source_id)
    return Statement(
        text=text.text.in_language(language),
        refs=tuple(dict.fromkeys(named)),
        is_item=text.shape == "item",
        language=_language_of(text, language),
    )


def _language_of(text: WebText, language: Language) -> Language:
    """Return the language a text is shown in: bokmål where nobody has translated it."""
    return language if text.text.is_written(language) else Language.NB
