"""Worst cases for figures: many rows, odd names, extreme numbers, nothing at all."""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace

from lxml import etree

from evidence.display.plots.geometry import Figure
from evidence.display.plots.svg import to_svg
from evidence.findings.finding import Finding, QuestionFindings
from evidence.records.risk_of_bias import RiskOfBias
from evidence.synthesis.results import StudyEffect, Variation
from evidence.vocabulary import Language, Measure
from tests.display.fixtures import PLACE, analysis, effect, finding, pooled, question

COUNTS = (1, 3, 30, 120, 400)
LABELS: Mapping[str, Callable[[int], str]] = {
    "one character": lambda i: chr(0x100 + i),
    "120 characters": lambda i: ("Ráđđádallan ja čuovvoleapmi " * 6)[:117] + f"{i:03d}",
    "Sámi, Greek, markup, emoji": lambda i: f"Áčđŋšŧž Ωmέγα <b>& 🧪👩‍🔬 {i}",
}
EXTREMES = ((0.3, 0.1), (-800.0, 3.0), (5e6, 2e6), (0.0, 1e-9), (1e-12, 1e5), (-0.4, 0.2))
"""Effects with their standard errors: far out, very wide, nearly exact, and two plain ones."""
DOMAINS = ("randomisation", "deviations from the plan", "missing data", "overall")
LEVELS = ("low", "some concerns", "high", "critical", "no information")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
SVG = "{http://www.w3.org/2000/svg}"


def studies(k: int, label: Callable[[int], str]) -> list[StudyEffect]:
    chance = random.Random(k)
    return [
        effect(i, chance.gauss(-0.5, 0.3), chance.uniform(0.05, 0.4), label=label(i))
        for i in range(k)
    ]


def extremes() -> list[StudyEffect]:
    return [effect(i, yi, se) for i, (yi, se) in enumerate(EXTREMES)]


def synthesis(effects: list[StudyEffect], measure: Measure = Measure.SMD) -> Finding:
    """A synthesis with its leave-one-out, each pooled from the others."""
    made = analysis(effects, measure)
    without = tuple(
        Variation(
            key="leave_one_out",
            left_out=(one.label,),
            pooled=pooled([other for other in effects if other is not one], measure),
        )
        for one in (effects if 2 < len(effects) < 150 else [])
    )
    return finding(replace(made, leave_one_out=without))


def judged(k: int) -> QuestionFindings:
    """A question where every other trial is judged."""
    return question(
        risk_of_bias=tuple(
            RiskOfBias(
                study_id=f"S{i:03d}",
                construct_id="",
                tool="RoB 2",
                domain=domain,
                level=LEVELS[(i + j) % len(LEVELS)],
                support="",
                provenance=PLACE,
            )
            for i in range(0, k, 2)
            for j, domain in enumerate(DOMAINS)
        )
    )


def readings(*figures: Figure) -> Mapping[str, list[tuple[str, str]]]:
    """Return the texts of SVGs by their role, from the top: whom each speaks of, and the text."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for figure in figures:
        for one in etree.fromstring(to_svg(figure).encode()).iterfind(f".//{SVG}text"):
            found[one.get("data-role", "")].append((one.get("data-ref", ""), one.text or ""))
    return found


def numbers(text: str, language: Language) -> list[float]:
    """Read numbers as printed, by a grammar of the tests' own."""
    point = "" if language is Language.EN else "."
    plain = text.replace("\N{NO-BREAK SPACE}", "").replace("−", "-").replace(",", point)
    return [float(one) for one in NUMBER.findall(plain)]
