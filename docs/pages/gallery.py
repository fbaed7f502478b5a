"""The gallery: every kind of figure, drawn from real data by the lines that stand beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import evidence as ev
from evidence.display.drawing import Drawing
from evidence.display.plots.svg import to_svg

HEAD = """# Gallery

Every kind of figure, as it comes out, with the lines that draw it. Made by `make docs`; the lines
run in the tests. A figure takes a guideline's chapter, or a table of your own; `language="nb"` or
`"nn"` gives Norwegian. `save("figure.svg")` writes SVG, PDF, PNG or the numbers as CSV, by the
ending; a notebook shows it. What is said below each picture is its alternative text.

The data: the results of the project in this repository, and the thirteen trials of BCG vaccine
against tuberculosis ([Colditz 1994](https://doi.org/10.1001/jama.1994.03510330076038)).

```python
{begin}
```
"""

BEGIN = """import evidence as ev

chapter = ev.load("analyses/results")
bcg = {
    "study": [
        "Aronson",
        "Ferguson & Simes",
        "Rosenthal 1960",
        "Hart & Sutherland",
        "Frimodt-Moller",
        "Stein & Aronson",
        "Vandiviere",
        "TPT Madras",
        "Coetzee & Berjak",
        "Rosenthal 1961",
        "Comstock 1974",
        "Comstock & Webster",
        "Comstock 1976",
    ],
    "year": [1948, 1949, 1960, 1977, 1973, 1953, 1973, 1980, 1968, 1961, 1974, 1969, 1976],
    "ai": [4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27],
    "n1i": [123, 306, 231, 13598, 5069, 1541, 2545, 88391, 7499, 1716, 50634, 2498, 16913],
    "ci": [11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29],
    "n2i": [139, 303, 220, 12867, 5808, 1451, 629, 88391, 7277, 1665, 27338, 2341, 17854],
}
effects = ev.escalc("RR", bcg, ai="ai", n1i="n1i", ci="ci", n2i="n2i")"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One figure: its file, its heading, what it answers, and the lines that make ``drawing``."""

    name: str
    heading: str
    answers: str
    lines: str


SHOWN = (
    Shown(
        name="forest",
        heading="Forest plot",
        answers="What did each study find, what do they find together, and where would a new "
        "study be expected?",
        lines='drawing = ev.draw_forest(effects, title="BCG vaccine and tuberculosis")',
    ),
    Shown(
        name="forest_of_a_chapter",
        heading="Forest plot of a guideline's synthesis",
        answers="The same with the arms' own numbers, the scale, and how each number was had.",
        lines='drawing = ev.draw_forest(chapter, "Q03_fatigue_A")',
    ),
    Shown(
        name="published",
        heading="Published estimates side by side",
        answers="What do reviews report? Never with a summary: they may rest on the same trials.",
        lines='drawing = ev.draw_published(chapter, "Q03", "Q03_physical_function")',
    ),
    Shown(
        name="cumulative",
        heading="Cumulative forest plot",
        answers="When was it known? The pooled effect as the studies came.",
        lines='drawing = ev.draw_cumulative(effects, title="BCG vaccine and tuberculosis")',
    ),
    Shown(
        name="leave_one_out",
        heading="Leave one out",
        answers="Does the answer hang on one study?",
        lines='drawing = ev.draw_leave_one_out(effects, title="BCG vaccine and tuberculosis")',
    ),
    Shown(
        name="funnel",
        heading="Funnel with contours of significance",
        answers="Are small studies different, and is what is missing what was not significant?",
        lines='drawing = ev.draw_funnel(effects, title="BCG vaccine and tuberculosis")',
    ),
    Shown(
        name="baujat",
        heading="Baujat plot",
        answers="Which studies make the heterogeneity, and which move the pooled effect?",
        lines='drawing = ev.draw_baujat(effects, model="common", title="BCG vaccine")',
    ),
    Shown(
        name="radial",
        heading="Radial (Galbraith) plot",
        answers="Which studies lie outside what chance explains?",
        lines='drawing = ev.draw_radial(effects, model="common", title="BCG vaccine")',
    ),
    Shown(
        name="labbe",
        heading="L'Abbé plot",
        answers="How common is the event, and does the effect depend on it?",
        lines='drawing = ev.draw_labbe(bcg, measure="RR", title="BCG vaccine and tuberculosis")',
    ),
    Shown(
        name="gosh",
        heading="GOSH",
        answers="Do the studies come in kinds? Every selection of them, pooled.",
        lines='drawing = ev.draw_gosh(effects, tau2_method="DL")',
    ),
    Shown(
        name="specification_curve",
        heading="Specification curve",
        answers="Does the answer survive other reasonable choices?",
        lines='drawing = ev.draw_specification_curve(chapter, "Q03_fatigue_A")',
    ),
    Shown(
        name="risk_of_bias",
        heading="Risk of bias as lights",
        answers="Which study may mislead, and how? Any tool with levels from low to high; RoB 2, "
        "RoB 1, ROBINS-I, AMSTAR 2 and ROBIS are tested. Trials and judgements are made up here.",
        lines="""judged = {
    "study": ["Trial A", "Trial B", "Trial C", "Trial D"],
    "randomisation process": ["low", "some concerns", "low", "high"],
    "missing outcome data": ["low", "low", "some concerns", "high"],
    "measurement of the outcome": ["low", "low", None, "some concerns"],
    "overall": ["low", "some concerns", "some concerns", "high"],
}
drawing = ev.draw_risk_of_bias(judged, tool="RoB 2")""",
    ),
    Shown(
        name="risk_of_bias_summary",
        heading="Risk of bias summed up",
        answers="How much of the evidence may mislead? Weighted as in the synthesis where there "
        "are weights.",
        lines="""weighted = {**judged, "weight": [12, 25, 18, 45]}
drawing = ev.draw_risk_of_bias_summary(weighted, tool="RoB 2")""",
    ),
    Shown(
        name="certainty",
        heading="How certainty came about",
        answers="What was taken away, by which domain, from the start to what is left?",
        lines='drawing = ev.draw_certainty(chapter, "Q01")',
    ),
    Shown(
        name="flow",
        heading="PRISMA 2020 flow",
        answers="What was found, set aside and included, as far as it is reported?",
        lines='drawing = ev.draw_flow(chapter, "Q01")',
    ),
    Shown(
        name="overlap",
        heading="Overlap of reviews",
        answers="How many trials do each two reviews share?",
        lines="drawing = ev.draw_overlap(chapter)",
    ),
)


def gallery(root: Path) -> dict[Path, str]:
    """Return the page and its pictures by their place.

    Parameters
    ----------
    root : Path
        The project's folder.
    """
    drawn = list(_drawn(root))
    pictures = {root / "docs" / "gallery" / f"{one.name}.svg": to_svg(d.figure) for one, d in drawn}
    parts = [HEAD.format(begin=BEGIN), *(_part(one, drawing) for one, drawing in drawn)]
    return {root / "docs" / "gallery.md": "\n".join(parts), **pictures}


def _drawn(root: Path) -> Iterator[tuple[Shown, Drawing]]:
    """Run the lines of each figure, in the order of the page."""
    names: dict[str, Any] = {}
    exec(BEGIN.replace('ev.load("analyses/results")', "None"), names)
    names["chapter"] = ev.load(root / "analyses" / "results")
    for one in SHOWN:
        exec(one.lines, names)
        yield one, names["drawing"]


def _part(one: Shown, drawing: Drawing) -> str:
    told = " ".join(drawing.alt.split()).replace("|", "\\|").replace("*", "\\*")
    return (
        f"## {one.heading}\n\n{one.answers}\n\n"
        f'```python\n{one.lines}\ndrawing.save("{one.name}.svg")\n```\n\n'
        f"![{drawing.title.replace('[', '(').replace(']', ')')}](gallery/{one.name}.svg)\n\n"
        f"> {told}\n"
    )
