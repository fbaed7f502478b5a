import dataclasses
from collections import Counter

import pytest

from evidence.findings.answer import answer
from evidence.records.published import Claim
from evidence.records.search import FlowCount
from evidence.tables.open_tables import open_tables
from evidence.vocabulary import Language, Timepoint
from evidence.wording.page_comparison import Verdict, compare_page, verdict_word
from tests.wording.fixtures import estimate, provenance, published, question

NB, EN = Language.NB, Language.EN


def claim(identifier: str, quote: str, *about: str, line: int = 10, kind: str = "effect") -> Claim:
    return Claim(
        id=identifier,
        question_id="Q1",
        line=line,
        kind=kind,
        claims="",
        about_ids=about,
        provenance=provenance("claims", quote=quote),
    )


def compared(*claims: Claim, found=(), **parts):
    whole = dataclasses.replace(question(*found), claims=claims, **parts)
    return compare_page([whole], NB)


@pytest.mark.parametrize(
    ("quote", "verdict", "details"),
    [
        ("Gåtrening hadde SMD: -0,33 (KI -0,5 til -0,1)", Verdict.SAME, ()),
        (
            "Gåtrening hadde SMD: -0,34 (KI -0,5 til -0,1)",
            Verdict.DIFFERS,
            ("bare i setningen: −0,34", "bare i tabellene: −0,33"),
        ),
        ("Gåtrening hadde SMD: -0,33", Verdict.DIFFERS, ("bare i tabellene: −0,5; −0,1",)),
        ("Gåtrening hadde god effekt", Verdict.NOT_CHECKABLE, None),
    ],
)
def test_a_sentence_is_compared_number_by_number(quote, verdict, details):
    found = published(estimate(ci_low=-0.5, ci_high=-0.1))
    (row,) = compared(claim("C1", quote, "E1"), found=[found])
    assert row.verdict is verdict
    assert row.details == (details if details is not None else ("setningen har ingen tall",))
    assert row.regenerated.startswith("Etter tiltaket var effektestimatet for smerte")
    assert row.refs[:2] == ("C1", "E1")


def test_sentences_on_one_line_about_one_estimate_belong_together():
    found = published(
        estimate(timepoint=Timepoint.FOLLOW_UP, timepoint_text="3 til 18 måneder", i2=79.0)
    )
    rows = compared(
        claim("C1", "SMD var -0,33.", "E1"),
        claim("C2", "Oppfølgingen var fra 3 til 18 måneder.", "E1", kind="description"),
        claim("C3", "Tilliten var lav (I2=79%).", "E1", kind="certainty"),
        claim("C4", "Noe annet.", line=10, kind="experience"),
        found=[found],
    )
    assert [row.verdict for row in rows] == [Verdict.SAME, Verdict.NOT_CHECKABLE]
    assert rows[0].published.startswith("SMD var -0,33. Oppfølgingen")


def test_counts_are_held_against_search_and_reviews():
    step = FlowCount(
        id="F1",
        question_id="Q1",
        step="identified",
        unit="reviews",
        count=386,
        provenance=provenance("flow"),
    )
    rows = compared(
        claim("C1", "Vi fant 386 oversikter.", "F1", kind="count"),
        claim("C2", "Vi fant 385 oversikter.", "F1", line=11, kind="count"),
        claim("C3", "Vi leste 12 notater.", line=12, kind="count"),
        claim("C4", "Ni var gode nok.", "F2", line=13, kind="count"),
        claim("C5", "De var gode nok.", "F2", line=14, kind="count"),
        flow=(step, dataclasses.replace(step, id="F2", step="approved", count=9)),
    )
    assert [row.verdict for row in rows] == [
        Verdict.SAME,
        Verdict.DIFFERS,
        Verdict.NOT_CHECKABLE,
        Verdict.SAME,
        Verdict.NOT_CHECKABLE,
    ]
    assert rows[0].regenerated == "I tabellene står 386."
    assert rows[1].details == ("bare i setningen: 385",)
    assert rows[3].regenerated == "I tabellene står 9."
    assert rows[4].regenerated == ""
    assert rows[2].details == ("tabellene har ingen tall å sammenligne med",)


def test_a_sentence_of_the_whole_chapter_is_compared_once():
    whole = dataclasses.replace(question(), claims=(claim("C1", "Noe."),))
    assert len(compare_page([whole, whole], EN)) == 1


def test_verdicts_have_words():
    assert [verdict_word(verdict, NB) for verdict in Verdict] == [
        "samme tall",
        "ulike tall",
        "kan ikke kontrolleres",
    ]


def test_the_shipped_page_and_its_tables_agree_on_every_estimate():
    tables = open_tables("data")
    questions = [answer(tables, identifier) for identifier in tables.questions]
    rows = compare_page(questions, NB)
    page = {found for found, row in tables.estimates.items() if row.certainty or row.size_word}
    page.add("E05")
    verdicts = {ref: row.verdict for row in rows for ref in row.refs if ref in page}
    assert len(verdicts) == 24
    assert Counter(verdicts.values()) == {Verdict.SAME: 24}
    assert sum(len([ref for ref in row.refs if ref in tables.claims]) for row in rows) == len(
        tables.claims
    )
