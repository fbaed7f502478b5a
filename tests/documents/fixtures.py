"""A small invented guideline with a binary outcome: do reminder letters raise vaccination?"""

from pathlib import Path

from evidence.certainty.rate import rate
from evidence.findings.finding import (
    Chapter,
    EmptyCells,
    Finding,
    Manifest,
    Overview,
    PublishedFinding,
    QuestionFindings,
    RowTrace,
)
from evidence.records.judgement import Judgement
from evidence.records.overlap import Overlap
from evidence.records.planned import PlannedSynthesis
from evidence.records.provenance import Provenance
from evidence.records.published import Claim, PublishedEstimate, Review
from evidence.records.question import Construct, Outcome, Question, Recommendation, Synthesis
from evidence.records.reported import ArmResult, Member
from evidence.records.role import ReviewRole
from evidence.records.search import FlowCount, SearchFact
from evidence.records.source import Source
from evidence.records.study import Arm, Intervention, Study
from evidence.records.text import Text
from evidence.synthesis.analyse import analyse
from evidence.vocabulary import Certainty, Domain, HigherIs, Measure, Obtained, Timepoint

STARTER = Path(__file__).parents[2] / "evidence" / "documents" / "starter"

UPTAKE = Construct(
    id="uptake",
    name=Text("vaksinasjon", "vaksinasjon", "vaccination"),
    family="other",
    higher_is=HigherIs.BETTER,
)
WORRY = Construct(
    id="worry",
    name=Text("bekymring", "uro", "worry"),
    family="harm",
    higher_is=HigherIs.WORSE,
)
LETTER = Intervention(
    id="letter",
    name=Text("påminnelsesbrev", "påminningsbrev", "reminder letters"),
    kind="treatment",
    group_id="letter",
)
NOTHING = Intervention(
    id="nothing",
    name=Text("ingen påminnelse", "inga påminning", "no reminder"),
    kind="passive control",
    group_id="nothing",
)
TRIALS = (
    ("Ås 2001", 2001, (51, 97), (32, 101), Obtained.FIRST_HAND),
    ("Bø 2007", 2007, (40, 112), (29, 108), Obtained.FIRST_HAND),
    ("Dal & Eng 2011", 2011, (203, 412), (158, 409), Obtained.SECOND_HAND),
    ("Fjell 2019", 2019, (33, 61), (27, 59), Obtained.AI_EXTRACTED),
)


TABLES = (
    "recommendations",
    "questions",
    "outcomes",
    "reviews",
    "review_roles",
    "studies",
    "results",
)
TABLES += ("estimates", "judgements", "search", "flow", "claims", "syntheses", "overlap")


def place(table: str, row: int, quote: str = "", obtained: Obtained | None = None) -> Provenance:
    return Provenance(
        table=table,
        row=row,
        source_id="PAGE",
        place=f"side {row}",
        quote=quote,
        obtained=obtained or Obtained.FIRST_HAND,
    )


def chapter() -> Chapter:
    """Two questions: one with a review and a synthesis, one with nothing."""
    overview = Overview(
        hearing=(),
        title="Brev < ingen brev & andre påminnelser",
        version="0.0.7",
        data_sha256="0123456789abcdef" * 4,
        rows=dict.fromkeys(TABLES, 2),
        empty=(EmptyCells(table="estimates", column="i2", empty=1, rows=2),),
        unused=(),
    )
    return Chapter(overview=overview, questions=(_answered(), _unanswered()))


def _question(identifier: str, row: int) -> Question:
    return Question(
        id=identifier,
        recommendation_id="REC1",
        text=Text(
            "Øker påminnelsesbrev andelen som vaksinerer seg?",
            "Aukar påminningsbrev delen som vaksinerer seg?",
            "Do reminder letters raise vaccination?",
        ),
        population=Text("voksne over 65 år", "vaksne over 65 år", "adults over 65 years"),
        intervention=LETTER.name,
        comparison=NOTHING.name,
        provenance=place("questions", row),
    )


def _outcome(identifier: str, question_id: str, construct: Construct, order: int) -> Outcome:
    return Outcome(
        id=identifier,
        question_id=question_id,
        construct=construct,
        in_pico=True,
        order=order,
        importance="critical",
        thresholds=None,
        provenance=place("outcomes", order + 1),
    )


def _recommendation() -> Recommendation:
    title = Text("Send påminnelsesbrev", "Send påminningsbrev", "Send reminder letters")
    return Recommendation(
        id="REC1", title=title, strength="", provenance=place("recommendations", 2)
    )


def _answered() -> QuestionFindings:
    studies = tuple(_study(number) for number in range(len(TRIALS)))
    published = (_estimate(1, 1.31, (1.12, 1.53)), _estimate(2, 1.08, (None, None)))
    return QuestionFindings(
        question=_question("Q1", 2),
        recommendation=_recommendation(),
        outcomes=(
            _outcome("Q1_uptake", "Q1", UPTAKE, 1),
            _outcome("Q1_worry", "Q1", WORRY, 2),
        ),
        roles=(_role(),),
        reviews=(_review(),),
        review_quality=(),
        studies=studies,
        risk_of_bias=(),
        overlap=tuple(
            Overlap(
                review_id="REVIEW1",
                study_id=study.id,
                included=("yes", "no", "unclear", "yes")[number],
                provenance=place("overlap", number + 2),
            )
            for number, study in enumerate(studies)
        ),
        searches=(_search(),),
        flow=(_flow(),),
        excluded=(),
        ongoing=(),
        published=published,
        findings=(_finding(),),
        claims=(_claim(),),
        interventions=(LETTER, NOTHING),
        instruments=(),
        constructs=(UPTAKE, WORRY),
        sources=_sources(),
        manifest=_manifest(),
    )


def _unanswered() -> QuestionFindings:
    empty = Manifest(
        version="0.0.7", methods={}, rows=(_trace("Q2", "questions", 3),), sources={}, sha256="0"
    )
    return QuestionFindings(
        question=_question("Q2", 3),
        recommendation=_recommendation(),
        outcomes=(_outcome("Q2_uptake", "Q2", UPTAKE, 1),),
        roles=(),
        reviews=(),
        review_quality=(),
        studies=(),
        risk_of_bias=(),
        overlap=(),
        searches=(),
        flow=(),
        excluded=(),
        ongoing=(),
        published=(),
        findings=(),
        claims=(),
        interventions=(),
        instruments=(),
        constructs=(UPTAKE, WORRY),
        sources=_sources()[:1],
        manifest=empty,
    )


def _estimate(number: int, value: float, limits: tuple[float | None, ...]) -> PublishedFinding:
    low, high = limits
    identifier = f"EST{number}"
    judgement = Judgement(
        id=f"J{number}",
        about_id=identifier,
        domain=Domain.RISK_OF_BIAS,
        suggested_levels=None,
        decided_levels=1,
        reason="",
        decided_by="",
        decided_on="",
        target="",
        numbers_sha256="",
        provenance=place("judgements", number + 1),
    )
    estimate = PublishedEstimate(
        id=identifier,
        review_id="REVIEW1",
        outcome_id="Q1_uptake",
        construct_id="uptake",
        intervention=LETTER,
        comparison="",
        timepoint=Timepoint.POST if number == 1 else Timepoint.FOLLOW_UP,
        timepoint_text="" if number == 1 else "12 måneder",
        measure=Measure.RR,
        measure_as_printed="RR",
        instrument_id="",
        estimate=value,
        ci_low=low,
        ci_high=high,
        ci_level=None if low is None else 95.0,
        k=11 if number == 1 else None,
        n=2345 if number == 1 else None,
        i2=41.5 if number == 1 else None,
        size_word="",
        certainty=Certainty.MODERATE,
        decimals=2,
        provenance=place("estimates", number + 1, f"RR {value}"),
    )
    return PublishedFinding(
        estimate=estimate, rating=rate(identifier, [judgement], stated=Certainty.MODERATE)
    )


def _review() -> Review:
    return Review(
        id="REVIEW1",
        label="Gran 2020",
        source_id="GRAN2020",
        kind="meta-analysis",
        k_trials=11,
        n_participants=2345,
        search_date="2019-11-30",
        quality_as_printed="god",
        quality_tool="AMSTAR",
        provenance=place("reviews", 2),
    )


def _role() -> ReviewRole:
    text = Text(
        "Gran (2020) samlet 11 studier av påminnelser.",
        "Gran (2020) samla 11 studiar av påminningar.",
        "Gran (2020) gathered 11 trials of reminders.",
    )
    return ReviewRole(
        question_id="Q1",
        review_id="REVIEW1",
        study_id="",
        role="main",
        text=text,
        provenance=place("review_roles", 2),
    )


def _search() -> SearchFact:
    return SearchFact(
        id="SEARCH1",
        question_id="Q1",
        searched_by="Biblioteket",
        database="",
        search_date="2024-06",
        strategy="",
        provenance=place("search", 2),
    )


def _flow() -> FlowCount:
    return FlowCount(
        id="FLOW1",
        question_id="Q1",
        step="identified",
        unit="reviews",
        count=386,
        provenance=place("flow", 2),
    )


def _claim() -> Claim:
    return Claim(
        id="CLAIM1",
        question_id="Q1",
        line=12,
        kind="estimate",
        claims="effect",
        about_ids=("EST1",),
        provenance=place("claims", 2, "Brev økte vaksinasjon, RR 1,31 (1,12 til 1,53)."),
    )


def _study(number: int) -> Study:
    label, year, given, other, _ = TRIALS[number]
    return Study(
        id=f"T{number + 1}",
        label=label,
        source_id=f"SRC{number + 1}",
        year=year,
        country="NO",
        design="parallel",
        diagnostic_criteria="",
        n_randomised=given[1] + other[1],
        registration="",
        own={},
        provenance=place("studies", number + 2),
    )


def _arm_result(number: int, *, is_control: bool) -> ArmResult:
    _, _, given, other, obtained = TRIALS[number]
    events, total = other if is_control else given
    name = f"T{number + 1}-{'C' if is_control else 'I'}"
    arm = Arm(
        id=f"ARM-{name}",
        study_id=f"T{number + 1}",
        label=name,
        intervention=NOTHING if is_control else LETTER,
        n_randomised=total,
        provenance=place("arms", 2 * number + 2 + is_control),
    )
    return ArmResult(
        id=f"RES-{name}",
        arm=arm,
        construct_id="uptake",
        instrument_id="",
        timepoint_weeks=12,
        timepoint_text="",
        n=None,
        mean=None,
        dispersion=None,
        dispersion_low=None,
        dispersion_high=None,
        dispersion_type="",
        events=events,
        total=total,
        definition="",
        provenance=place("results", 2 * number + 2 + is_control, f"{events} av {total}", obtained),
    )


def _finding() -> Finding:
    synthesis = Synthesis(
        id="SYN1",
        label="SYN1",
        outcome_id="Q1_uptake",
        title=Text(
            "Brev mot ingen påminnelse, vaksinasjon",
            "Brev mot inga påminning, vaksinasjon",
            "Letters against no reminder, vaccination",
        ),
        measure=Measure.RR,
        instrument_id="",
        action="pool",
        reason=Text(""),
        provenance=place("syntheses", 2),
    )
    members = tuple(
        Member(
            synthesis_id="SYN1",
            study_id=f"T{number + 1}",
            use="primary",
            reason="",
            contrast=None,
            result=_arm_result(number, is_control=False),
            versus=_arm_result(number, is_control=True),
            provenance=place("members", number + 2),
        )
        for number in range(len(TRIALS))
    )
    planned = PlannedSynthesis(
        synthesis=synthesis,
        outcome=_outcome("Q1_uptake", "Q1", UPTAKE, 1),
        construct=UPTAKE,
        members=members,
        studies={f"T{n + 1}": _study(n) for n in range(len(TRIALS))},
        instruments={},
    )
    return Finding(synthesis=synthesis, analysis=analyse(planned), rating=rate("SYN1", []))


def _source(identifier: str, authors: tuple[str, ...], year: int, title: str) -> Source:
    return Source(
        id=identifier,
        csl_type="webpage" if identifier == "PAGE" else "article-journal",
        authors=authors,
        year=year,
        title=title,
        container="" if identifier == "PAGE" else "Tidsskr Nor Legeforen",
        volume="" if identifier == "PAGE" else "140",
        issue="",
        pages="" if identifier == "PAGE" else "12-19",
        publisher="",
        doi="" if identifier == "PAGE" else f"10.1000/{identifier.lower()}",
        url="https://example.org/brev" if identifier == "PAGE" else "",
        date_read="2026-02-04",
        licence="",
        sha256="",
        retraction_status="",
        retraction_checked="",
        cited_as="",
        note="",
    )


def _sources() -> tuple[Source, ...]:
    trials = [
        _source(f"SRC{number}", (f"{label.split()[0]}, AB",), year, f"Reminders in {label}")
        for number, (label, year, *_) in enumerate(TRIALS, start=1)
    ]
    return (
        _source("PAGE", ("Direktoratet",), 2026, "Påminnelser om vaksine"),
        _source("GRAN2020", ("Gran, CD", "Hav, E"), 2020, "Reminders: a meta-analysis"),
        *trials,
    )


def _trace(identifier: str, table: str, row: int, quote: str = "", obtained: str = "") -> RowTrace:
    return RowTrace(
        id=identifier,
        table=table,
        row=row,
        sha256="f" * 64,
        source_id="PAGE",
        place=f"side {row}",
        quote=quote,
        obtained=obtained or "first-hand",
        note="",
    )


def _manifest() -> Manifest:
    rows = [
        _trace("Q1", "questions", 2),
        _trace("EST1", "estimates", 2, "RR 1,31 (1,12–1,53)"),
        _trace("EST2", "estimates", 3, "RR 1,08"),
        _trace("J1", "judgements", 2),
        _trace("J2", "judgements", 3),
        _trace("REVIEW1", "reviews", 2, "11 studies, 2345 participants"),
        _trace("SEARCH1", "search", 2, "June 2024"),
        _trace("FLOW1", "flow", 2, "386"),
        _trace("CLAIM1", "claims", 2, "Brev økte vaksinasjon, RR 1,31 (1,12 til 1,53)."),
        _trace("SYN1", "syntheses", 2),
    ]
    for number, (_, _, given, other, obtained) in enumerate(TRIALS):
        for end, (events, total) in (("I", given), ("C", other)):
            name = f"RES-T{number + 1}-{end}"
            row = 2 * number + 2 + (end == "C")
            rows.append(_trace(name, "results", row, f"{events} of {total}", obtained.value))
    return Manifest(version="0.0.7", methods={}, rows=tuple(rows), sources={}, sha256="9" * 64)
