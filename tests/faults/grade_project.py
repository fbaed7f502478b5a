"""Clean projects with GRADE ratings, made from a seed; every number in them is invented."""

import random

from evidence.audit.examples import example_project
from evidence.audit.ratings import appraised

DOMAINS = ("risk of bias", "inconsistency", "indirectness", "imprecision", "publication bias")
LEVELS = {4: "high", 3: "moderate", 2: "low", 1: "very low"}
ELEMENTS = ("population", "intervention", "comparison", "outcome")
HEADINGS = {
    "recommendations": ["recommendation_id", "title_nb", "strength", "exception"],
    "questions": ["question_id", "recommendation_id"],
    "outcomes": [
        "outcome_id",
        "question_id",
        "construct_id",
        "importance",
        "threshold_scale",
        "threshold_mid",
    ],
    "estimates": [
        "estimate_id",
        "review_id",
        "intervention_id",
        "outcome_id",
        "construct_id",
        "timepoint",
        "measure",
        "estimate",
        "ci_low",
        "ci_high",
        "ci_level",
        "k",
        "n",
        "i2",
        "certainty",
    ],
    "judgements": [
        "judgement_id",
        "estimate_id",
        "domain",
        "suggested_levels",
        "decided_levels",
        "reason",
        "target",
        "numbers_sha256",
    ],
    "directness": ["estimate_id", "element", "fits", "reason"],
    "rater_levels": ["estimate_id", "domain", "rater", "levels"],
    "claims": ["claim_id", "line", "kind", "about_ids", "quote"],
}


def clean_project(seed, estimates=6):
    """Rows of a project whose ratings follow from its numbers and add up."""
    chance = random.Random(seed)
    tables = {
        "recommendations": [
            {"recommendation_id": "r", "title_nb": "Vurder", "strength": "conditional"}
        ],
        "questions": [{"question_id": "q", "recommendation_id": "r"}],
        "outcomes": [
            {
                "outcome_id": "o",
                "question_id": "q",
                "construct_id": "pain",
                "importance": "critical",
                "threshold_scale": "SMD",
                "threshold_mid": "0.5",
            }
        ],
        **{
            name: [] for name in ("estimates", "judgements", "directness", "rater_levels", "claims")
        },
    }
    for number in range(estimates):
        _add(tables, f"e{number}", chance)
    return tables


def _add(tables, name, chance):
    crosses = chance.random() < 0.5
    half = chance.uniform(0.2, 0.3) if crosses else chance.uniform(0.05, 0.15)
    estimate = chance.uniform(-0.62, -0.55) if crosses else chance.uniform(-0.78, -0.7)
    decided = dict.fromkeys(DOMAINS, 0) | {"risk of bias": 1, "imprecision": int(crosses)}
    tables["estimates"].append(
        {
            "estimate_id": name,
            "review_id": f"review-{name}",
            "intervention_id": "drug",
            "outcome_id": "o",
            "construct_id": "pain",
            "timepoint": "post",
            "measure": "SMD",
            "estimate": f"{estimate:.2f}",
            "ci_low": f"{estimate - half:.2f}",
            "ci_high": f"{estimate + half:.2f}",
            "ci_level": "95",
            "k": str(chance.randint(11, 20)),
            "n": str(chance.randint(300, 900)),
            "i2": str(chance.randint(10, 60)),
            "certainty": LEVELS[4 - sum(decided.values())],
        }
    )
    for place, domain in enumerate(DOMAINS):
        tables["judgements"].append(
            {
                "judgement_id": f"{name}-{place}",
                "estimate_id": name,
                "domain": domain,
                "decided_levels": str(decided[domain]),
                "reason": f"{domain}: the numbers say so" if decided[domain] else "",
                "target": "an important effect",
            }
        )
        for rater in ("Kari", "Ola"):
            tables["rater_levels"].append(
                {
                    "estimate_id": name,
                    "domain": domain,
                    "rater": rater,
                    "levels": str(decided[domain]),
                }
            )
    for element in ELEMENTS:
        tables["directness"].append({"estimate_id": name, "element": element, "fits": "yes"})
    tables["claims"].append(
        {
            "claim_id": f"c-{name}",
            "line": "1",
            "kind": "effect",
            "about_ids": name,
            "quote": "The drug may reduce pain.",
        }
    )


def stamped(tables):
    """The same project with the hash of its numbers and the suggestions beside each decision."""
    found = {one.about_id: one for one in appraised(looked_at(tables))}
    for row in tables["judgements"]:
        one = found[row["estimate_id"]]
        row["numbers_sha256"] = one.sha256
        held = next(held for held in one.held if held.domain.value == row["domain"])
        if held.suggestion.is_checkable:
            row["suggested_levels"] = str(held.suggestion.levels)
    return tables


def looked_at(tables):
    """The project as rules look at it."""
    return example_project(
        {
            name: "\n".join(
                "|".join(cells)
                for cells in (
                    HEADINGS[name],
                    *([row.get(heading, "") for heading in HEADINGS[name]] for row in rows),
                )
            )
            for name, rows in tables.items()
        }
    )
