"""The shipped tables: every number printed stands in its own quote, and says how it was obtained.

Witness: the words of the source, kept verbatim in the column ``quote``.
"""

import re
from collections import Counter
from pathlib import Path

import pytest

from evidence.tables.open_tables import open_tables

DATA = Path(__file__).parents[2] / "data"
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@pytest.fixture(scope="module")
def tables():
    return open_tables(DATA)


def plain(text):
    """Decimal points and ASCII minus signs, whichever the source uses."""
    for sign in "−–‐":
        text = text.replace(sign, "-")
    return text.replace("·", ".").replace(",", ".")


def as_printed(value, decimals):
    return f"{abs(value):.{decimals}f}"


def of_the_page(tables):
    return [row for row in tables.estimates.values() if re.fullmatch(r"E\d\d", row.id)]


def test_the_page_has_24_estimates_in_its_own_order(tables):
    page = of_the_page(tables)
    assert [row.id for row in page] == [f"E{n:02d}" for n in range(1, 25)]
    lines = [int(row.provenance.place.removeprefix("line ")) for row in page]
    assert lines == sorted(lines)


def test_every_estimate_of_the_page_stands_in_its_quote(tables):
    for row in of_the_page(tables):
        quote = plain(row.provenance.quote)
        printed = [row.estimate, row.ci_low, row.ci_high]
        for value in printed:
            assert value is None or as_printed(value, row.decimals) in quote, row.id
        if row.i2 is not None:
            assert f"{row.i2:g}%" in quote, row.id
        assert row.size_word in row.provenance.quote


def test_quotes_of_the_page_leave_nothing_out_in_silence(tables):
    """Witness: the page's sentences, kept one by one with their line in ``claims``."""
    lines = {}
    for claim in tables.claims.values():
        lines.setdefault(f"line {claim.line}", []).append(claim.provenance.quote)
    whole = {place: "".join("".join(quotes).split()) for place, quotes in lines.items()}
    judged = [row for row in tables.judgements.values() if row.about_id.startswith("E")]
    for row in (*of_the_page(tables), *judged):
        for part in row.provenance.quote.split(" ... "):
            assert "".join(part.split()) in whole[row.provenance.place], row.id


def test_a_review_shows_its_harms_where_it_shows_its_benefits(tables):
    """Leaving the harms of a review out of the question would tell half of what it found."""
    answered = {row.review_id for row in tables.estimates.values() if row.outcome_id}
    for row in tables.estimates.values():
        compared = tables.constructs[row.construct_id]
        outside = "vs CBT" in row.comparison or "pacing" in row.comparison
        if compared.family == "harm" and row.review_id in answered and not outside:
            assert row.outcome_id, row.id


def test_every_contrast_stands_in_its_quote(tables):
    derived = "PACE_GET_vs_SMC_serious_adverse_events_w52"
    letter_for_digit = "Wearden1998_EX_vs_NOEX_fatigue_w12"
    in_per_cent = "Sharpe1996_CBT_vs_MC_function_improved_w52"
    for row in tables.contrasts.values():
        if row.id in (derived, letter_for_digit) or row.estimate is None:
            continue
        scale = 100 if row.id == in_per_cent else 1
        quoted = {float(number) for number in NUMBER.findall(plain(row.provenance.quote))}
        for value in (row.estimate, row.ci_low, row.ci_high):
            assert value is None or round(abs(value) * scale, 6) in quoted, (row.id, value)


def test_reasons_of_the_page_add_up_to_its_certainty(tables):
    down = Counter()
    for row in tables.judgements.values():
        down[row.about_id] += row.decided_levels
    for row in of_the_page(tables):
        if row.certainty is not None:
            assert 4 - down[row.id] == row.certainty.level, row.id
        else:
            assert down[row.id] == 0


def test_numbers_in_our_descriptions_are_on_the_page(tables):
    for row in tables.review_roles:
        quoted = set(NUMBER.findall(plain(row.provenance.quote)))
        for text in (row.text.nb, row.text.nn, row.text.en):
            assert set(NUMBER.findall(plain(text))) <= quoted, (row.question_id, row.review_id)


def test_every_number_says_how_it_was_obtained(tables):
    numbers = (tables.results, tables.contrasts, tables.estimates, tables.judgements)
    for row in (row for table in numbers for row in table.values()):
        assert row.provenance.obtained is not None
        assert row.provenance.source_id in tables.sources


def test_a_trial_speaks_once_in_a_synthesis_unless_its_arms_share_a_control(tables):
    spoken = {}
    for member in tables.members:
        if member.use == "primary":
            spoken.setdefault((member.synthesis_id, member.study_id), []).append(member)
    for rows in spoken.values():
        if len(rows) > 1:
            assert len({row.contrast.versus.id for row in rows}) == 1
            assert len({row.contrast.arm.id for row in rows}) == len(rows)
