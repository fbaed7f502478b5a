"""The page that says how far our numbers are from R's, from what a run of the tests measured."""

from collections.abc import Mapping
from typing import Any

HEAD = """# Validation

Every statistic is compared with a witness that is not this code: R's packages, or values printed in
papers. A *case* is one call in R on one data set; a golden file in `tests/golden/` holds its data,
its call, the packages with version, and every number it gave. `make validation` runs the
comparisons, measures them, and writes this page; nothing in the tables is written by hand.

- **cases**: how many were compared, "of" how many where R itself has no answer to compare with.
- **numbers**: how many were compared.
- **largest difference**: the power of ten that all relative differences lie below; 0 means equal to
  the last digit. Left out are numbers whose size is below what R's own iterations were told to
  resolve (a variance of 1e-17 where we have 0).
- **diverging**: numbers beyond the tolerance of the comparison. Each stands in an explicit list in
  its test, with the cause [below](#where-we-differ-from-r-and-why); one that is not listed fails.

metafor, metadat, robumeta, clubSandwich and lme4 are Debian packages: `make golden` runs the
scripts in `validation/r/` again. meta, metasens, netmeta, mada, dosresmeta, mixmeta, puniform,
weightr and metaplus are not (looked for in Debian's stable and unstable distributions and among
Python's and npm's packages, November 2026; no other source of R packages is used). Golden files
with meta 8.3.0, netmeta 3.4.0, mada, dosresmeta and mixmeta were made where these are installed,
and are kept with call and version. What meta and metasens do beyond those files is held to
metafor, base R and the papers' formulas (`validation/r/meta_methods.R`, `validation/r/copas.R`),
and to what the packages and papers have printed (`tests/published/`,
`tests/stats/test_golden_copas.py`).

"""

TITLES = {
    "a_escalc": "Effect sizes and sampling variances",
    "accuracy": "Accuracy of tests, study by study",
    "b_rmauni": "Common- and random-effects models",
    "c_mh_peto_glmm": "Mantel-Haenszel, Peto and generalised linear mixed models",
    "copas": "Copas and Shi's selection model",
    "d_metareg": "Meta-regression",
    "dependent": "Dependent effects: further structures and tests",
    "dependent_peaks": "Likelihoods of dependent effects with several peaks",
    "e_diag": "Diagnostics and plot coordinates",
    "g_mv": "Multilevel, multivariate and robust",
    "h_nma": "Networks of treatments",
    "j_mv_dr_dta": "Several outcomes, dose and response, accuracy of tests",
    "l_conv": "Conversions from what papers print",
    "generalised_q": "Intervals from the generalised Q",
    "glmm_maxima": "Highest points of mixed models' likelihoods",
    "help_pages": "Analyses of help pages, as an analyst writes them",
    "meta_methods": "What R's meta package has beyond metafor",
    "metaregression": "Meta-regression: further methods",
    "more_effects": "Further effect measures",
    "rater_agreement": "Agreement between raters",
    "sequential": "Sequential boundaries and information sizes",
    "several_peaks": "Likelihoods with several peaks",
    "shared_control": "Correlated effects with a shared control group",
    "small_study": "Small-study effects and selection models",
    "synthesis": "From a guideline's rows to pooled effects",
}
COLUMNS = "| method | witness | cases | numbers | largest difference | diverging |"


def validation_page(measured: Mapping[str, Any], divergences: str) -> str:
    """Return the page as Markdown.

    Parameters
    ----------
    measured : mapping
        What ``validation/measure.py`` wrote.
    divergences : str
        The list of known divergences, as Markdown.

    Returns
    -------
    str
        A summary, a table for each golden file, and the divergences.
    """
    parts = [HEAD.strip(), "## All files", _summary(measured)]
    for name, held in measured.items():
        stem = name.removesuffix(".json")
        parts.append(f"## {TITLES.get(stem, stem)}")
        parts.append(f"`tests/golden/{name}`, {_held(held['methods']):,} cases.")
        parts.append(_table(held["methods"]))
    parts.append("## Where we differ from R, and why")
    parts.append(divergences.split("\n", 1)[1].strip().replace("\n## ", "\n### "))
    return "\n\n".join(parts) + "\n"


def _summary(files: Mapping[str, Any]) -> str:
    lines = ["| file | cases | numbers | largest difference | diverging |", "| --- " * 5 + "|"]
    for name, held in files.items():
        rows = held["methods"]
        largest = max((row["below"] for row in rows), default=0.0)
        lines.append(
            f"| `{name}` | {_held(rows):,} | {sum(row['numbers'] for row in rows):,} "
            f"| {_size(largest)} | {sum(row['beyond'] for row in rows)} |"
        )
    return "\n".join(lines)


def _table(rows: list[Mapping[str, Any]]) -> str:
    lines = [COLUMNS, "| --- " * 6 + "|"]
    for row in rows:
        lines.append(
            f"| {row['method']} | {row['witness']} | {_cases(row)} | {row['numbers']:,} "
            f"| {_size(row['below'])} | {row['beyond']} |"
        )
    return "\n".join(lines)


def _held(rows: list[Mapping[str, Any]]) -> int:
    return sum(row["cases"] for row in rows)


def _cases(row: Mapping[str, Any]) -> str:
    held, compared = row["cases"], row["compared"]
    return f"{held:,}" if held == compared else f"{compared:,} of {held:,}"


def _size(difference: float) -> str:
    return f"{difference:.0e}" if difference else "0"
