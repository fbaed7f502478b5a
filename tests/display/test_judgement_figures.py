"""Risk-of-bias lights and bars for five tools, and bars of certainty: each says what was judged."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from evidence.certainty.rate import rate
from evidence.display.plots.bias_shares import shares, units_of, weighted_units
from evidence.display.plots.certainty_bars import certainty_bars
from evidence.display.plots.clearance import outside, overlaps
from evidence.display.plots.geometry import Circle, Rect
from evidence.display.plots.judged import judged_by, tools_of
from evidence.display.plots.light import level_class
from evidence.display.plots.rated_levels import rated_levels
from evidence.display.plots.risk_of_bias_lights import risk_of_bias_lights
from evidence.display.plots.risk_of_bias_summary import risk_of_bias_summary
from evidence.display.plots.svg import to_svg
from evidence.findings.store import load
from evidence.records.judgement import Judgement
from evidence.records.review_quality import ReviewQuality
from evidence.records.risk_of_bias import RiskOfBias
from evidence.vocabulary import Certainty, Domain, Language
from evidence.wording.certainty_words import level_of
from tests.display.fixtures import PLACE, analysis, effect, finding, published, question
from tests.display.read_back import NAMESPACE

ROOT = Path(__file__).parents[2]
TOOLS = {
    "RoB 2": (
        (
            "randomisation process",
            "deviations from intended interventions",
            "missing outcome data",
            "measurement of the outcome",
            "selection of the reported result",
            "overall",
        ),
        ("low", "some concerns", "high"),
    ),
    "RoB 1": (
        (
            "random sequence generation",
            "allocation concealment",
            "blinding of participants and personnel",
            "blinding of outcome assessment",
            "incomplete outcome data",
            "selective reporting",
            "other bias",
        ),
        ("low", "unclear", "high"),
    ),
    "ROBINS-I": (
        (
            "confounding",
            "selection of participants",
            "classification of interventions",
            "deviations from intended interventions",
            "missing data",
            "measurement of outcomes",
            "selection of the reported result",
            "overall",
        ),
        ("Low", "Moderate", "Serious", "Critical", "No information"),
    ),
    "AMSTAR 2": (
        (*map(str, range(1, 17)), "overall"),
        ("yes", "partial yes", "no", "no meta-analysis conducted", "critically low"),
    ),
    "ROBIS": (
        (
            "study eligibility criteria",
            "identification and selection of studies",
            "data collection and study appraisal",
            "synthesis and findings",
            "overall",
        ),
        ("low", "high", "unclear"),
    ),
}
LABELS = {"short": "Trial {i}", "long": "Ráđđádallan ja čuovvoleapmi <b>&" * 4 + "{i}"}


def asked(tool, rows=6, label="Trial {i}"):
    domains, levels = TOOLS[tool]
    made = question()
    places = [(i, j, domain) for i in range(rows) for j, domain in enumerate(domains)]
    if tool in ("AMSTAR 2", "ROBIS"):
        quality = tuple(
            ReviewQuality(
                review_id=label.format(i=i),
                tool=tool,
                item=domain,
                judgement=levels[(i + j) % len(levels)],
                provenance=PLACE,
            )
            for i, j, domain in places
        )
        return replace(made, review_quality=quality)
    judged = tuple(
        RiskOfBias(
            study_id=label.format(i=i),
            construct_id="",
            tool=tool,
            domain=domain,
            level=levels[(i * i + j) % len(levels)],
            support="",
            provenance=PLACE,
        )
        for i, j, domain in places
    )
    return replace(made, risk_of_bias=judged)


def assert_legible(figure):
    assert not outside(figure)
    assert not overlaps(figure)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("name", LABELS)
@pytest.mark.parametrize("rows", [1, 3, 30])
def test_every_tool_is_drawn_from_its_own_domains(tool, rows, name, language):
    shown = asked(tool, rows, LABELS[name])
    lights = risk_of_bias_lights(shown, tool, 1, language)
    bars = risk_of_bias_summary(shown, tool, 1, language)
    for figure in (lights, bars):
        assert_legible(figure)
        assert figure.alt.startswith(figure.title)
    assert sum(isinstance(item, Circle) for item in lights.items) == rows * len(TOOLS[tool][0])
    assert {row["domain"] for row in bars.data} == set(TOOLS[tool][0])
    assert tools_of(shown) == (tool,)


@pytest.mark.parametrize(
    ("tool", "level", "expected"),
    [
        ("AMSTAR 2", "critically low", "critical"),
        ("AMSTAR 2", "Low", "high"),
        ("AMSTAR 2", "moderat", "some"),
        ("AMSTAR 2", "Høy", "low"),
        ("AMSTAR 2", "delvis ja", "some"),
        ("AMSTAR 2", "Nei", "high"),
        ("AMSTAR 2", "no meta-analysis conducted", "other"),
        ("ROBIS", "unclear", "some"),
        ("ROBINS-I", "Serious", "high"),
        ("ROBINS-I", "No information", "other"),
        ("RoB 1", "uklar", "some"),
        ("RoB 2", "some concerns", "some"),
    ],
)
def test_a_level_means_what_its_tool_means_by_it(tool, level, expected):
    assert level_class(level, tool) == expected


@pytest.mark.parametrize("tool", TOOLS)
def test_bars_are_as_long_as_their_shares(tool):
    figure = risk_of_bias_summary(asked(tool, 7), tool, 1, Language.EN)
    root = etree.fromstring(to_svg(figure).encode())
    fields = root.findall(".//s:rect[@data-role='ground']", NAMESPACE)
    whole = sum(float(one.get("width")) for one in fields) / len(TOOLS[tool][0])
    drawn = {one.get("data-ref"): float(one.get("width")) / whole for one in fields}
    told = {f"{row['domain']}:{row['class']}": row["share"] / 100 for row in figure.data}
    assert drawn == pytest.approx(told, abs=1e-4)
    for domain in TOOLS[tool][0]:
        own = [row["share"] for row in figure.data if row["domain"] == domain]
        assert sum(own) == pytest.approx(100)


def test_a_study_counts_as_much_as_it_weighs():
    made = analysis([effect(0, -0.5, 0.1), effect(1, -0.2, 0.3), effect(2, 0.1, 0.2)])
    shown = asked("RoB 2", 2)
    named = tuple(
        replace(one, study_id=one.study_id.replace("Trial ", "S00")) for one in shown.risk_of_bias
    )
    shown = replace(shown, risk_of_bias=named)
    judged = judged_by(shown, "RoB 2")
    units = weighted_units(judged, finding(made), shown)
    found = shares(units, "randomisation process")
    first, second, third = made.pooled.weights
    # By hand: the first study is low, the second has some concerns, nobody judged the third.
    assert found == pytest.approx({"low": first, "some": second, "none": third})
    assert shares(units_of(judged), "randomisation process") == {"low": 50.0, "some": 50.0}
    figure = risk_of_bias_summary(shown, "RoB 2", 1, Language.EN, finding=finding(made))
    assert "weighted as in the synthesis" in figure.alt
    assert "not assessed" in figure.alt
    assert_legible(figure)


def test_a_judgement_of_the_outcome_counts_before_one_of_the_trial():
    made = finding(analysis([effect(0, -0.5, 0.1), effect(1, -0.2, 0.3)]))
    whole = asked("RoB 2", 1).risk_of_bias[0]
    own = replace(whole, study_id="S000", construct_id="pain", level="high")
    other = replace(whole, study_id="S000", construct_id="sleep", level="critical")
    shown = replace(question(), risk_of_bias=(own, other, replace(whole, study_id="S000")))
    units = weighted_units(judged_by(shown, "RoB 2"), made, shown)
    assert [one.judged["randomisation process"].level for one in units if one.judged] == ["high"]


def test_nobody_has_judged_this_synthesis():
    made = finding(analysis([effect(0, -0.5, 0.1), effect(1, -0.2, 0.3)]))
    figure = risk_of_bias_summary(asked("RoB 2"), "RoB 2", 1, Language.NN, finding=made)
    assert not figure.data
    assert "Ingen har vurdert studiane" in figure.alt
    assert risk_of_bias_summary(question(), "RoB 2", 1, Language.NN) is None


def judged(domain, levels):
    return Judgement(
        id=domain.value,
        about_id="A",
        domain=domain,
        suggested_levels=None,
        decided_levels=levels,
        reason="",
        decided_by="",
        decided_on="",
        target="",
        numbers_sha256="",
        provenance=PLACE,
    )


def fields(rating):
    found, beyond = rated_levels(rating, Language.EN)
    return [(one.low, one.high, one.is_left, one.text) for one in found], beyond


def test_each_level_taken_stands_with_its_domain():
    decided = [judged(Domain.RISK_OF_BIAS, 1), judged(Domain.IMPRECISION, 2)]
    found, beyond = fields(rate("A", decided, stated=Certainty.VERY_LOW))
    assert found == [
        (1, 1, True, ""),
        (2, 3, False, "Precision −2"),
        (4, 4, False, "Bias −1"),
    ]
    assert beyond == ()


@pytest.mark.parametrize(
    ("decided", "stated", "start", "expected"),
    [
        ([], Certainty.LOW, Certainty.HIGH, [(3, 4, False, "reason not reported")]),
        (
            [judged(Domain.IMPRECISION, None)],
            Certainty.LOW,
            Certainty.HIGH,
            [(3, 4, False, "Precision: number of levels not reported")],
        ),
        (
            [judged(Domain.LARGE_EFFECT, 1)],
            Certainty.MODERATE,
            Certainty.LOW,
            [(3, 3, True, "A large effect +1")],
        ),
        (
            [judged(Domain.RISK_OF_BIAS, 1)],
            Certainty.LOW,
            Certainty.HIGH,
            [(3, 3, False, "reason not reported"), (4, 4, False, "Bias −1")],
        ),
    ],
)
def test_what_a_source_does_not_say_is_said(decided, stated, start, expected):
    found, _ = fields(rate("A", decided, stated=stated, start=start))
    assert [one for one in found if one[3]] == expected


def test_more_taken_than_there_is_finds_no_field():
    decided = [judged(Domain.RISK_OF_BIAS, 2), judged(Domain.IMPRECISION, 2)]
    found, beyond = fields(rate("A", decided, stated=Certainty.VERY_LOW))
    assert [one[2] for one in found] == [True, False, False]
    assert beyond == ("Precision −2",)


@pytest.mark.parametrize("language", list(Language))
def test_shipped_ratings_are_drawn_as_stated(language):
    chapter = load(ROOT / "analyses" / "results")
    for place, one in enumerate(chapter.questions, start=1):
        ratings = {p.rating.about_id: p.rating for p in one.published}
        ratings |= {f.rating.about_id: f.rating for f in one.findings}
        rated = {name for name, rating in ratings.items() if level_of(rating)}
        figures = certainty_bars(one, place, language)
        drawn = {row["about"] for figure in figures for row in figure.data}
        assert drawn <= rated
        for figure in figures:
            assert_legible(figure)
            for about in {row["about"] for row in figure.data}:
                assert left_of(figure, about) == level_of(ratings[about]).level


def left_of(figure, about) -> int:
    """How many levels of a bar are filled, counted on the drawing."""
    own = [
        item
        for item in figure.items
        if isinstance(item, Rect) and item.ref.startswith(f"{about}:") and item.fill != "#ffffff"
    ]
    return round(sum(item.width for item in own) / 58.0)


def test_a_long_list_is_drawn_in_parts_and_nothing_rated_in_none():
    many = tuple(
        replace(one, rating=replace(rate("A", []), about_id=f"E{i:02d}", stated=Certainty.LOW))
        for i, one in enumerate([published(0, -0.3)] * 60)
    )
    figures = certainty_bars(question(*many), 1, Language.NN)
    assert len(figures) > 1
    assert sum(len(figure.data) for figure in figures) == 60
    assert all(figure.height < 650 for figure in figures)
    assert "del 1 av" in figures[0].title
    for figure in figures:
        assert_legible(figure)
    assert certainty_bars(question(), 1, Language.NN) == ()
