"""Errors about reviews, their estimates and the trials they share."""

from random import Random

from tests.faults.table_faults import fault, one_of
from tests.faults.table_set import Row, TableSet


@fault("C46")
def _reviews_of_the_same_trials(tables: TableSet, chance: Random) -> bool:
    by_outcome: dict[str, set[str]] = {}
    for row in tables["estimates"]:
        if row.get("outcome_id"):
            by_outcome.setdefault(row["outcome_id"], set()).add(row["review_id"])
    pairs = [sorted(reviews) for reviews in by_outcome.values() if len(reviews) > 1]
    if not pairs:
        return False
    reviews = chance.choice(sorted(pairs))
    told = [row for row in tables["overlap"] if row["review_id"] in reviews]
    if not told:
        return False
    for row in told:
        row["included"] = "yes"
    names = sorted({row["study_id"] for row in told})
    known = {(row["review_id"], row["study_id"]) for row in tables["overlap"]}
    for review in reviews:
        for name in names:
            if (review, name) not in known:
                tables["overlap"].append({"review_id": review, "study_id": name, "included": "yes"})
    return True


def _review(tables: TableSet, chance: Random, *filled: str) -> Row | None:
    return one_of(tables["reviews"], chance, *filled)


@fault("C57")
def _trial_newer_than_the_search(tables: TableSet, chance: Random) -> bool:
    years = {row["study_id"]: row.get("year") for row in tables["studies"]}
    searched = {row["review_id"] for row in tables["reviews"] if row.get("search_date")}
    rows = [
        row
        for row in tables["overlap"]
        if row["included"] == "yes" and row["review_id"] in searched and years[row["study_id"]]
    ]
    row = one_of(rows, chance)
    if row is None:
        return False
    for study in tables["studies"]:
        if study["study_id"] == row["study_id"]:
            study["year"] = "2032"
    return True


@fault("C58")
def _more_trials_than_the_review(tables: TableSet, chance: Random) -> bool:
    sizes = {row["review_id"]: row.get("k_trials") for row in tables["reviews"]}
    rows = [row for row in tables["estimates"] if sizes[row["review_id"]]]
    row = one_of(rows, chance)
    if row is None:
        return False
    row["k"] = str(int(sizes[row["review_id"]] or 0) + 2)
    return True


@fault("C59", "C58")
def _counts_swapped(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["estimates"], chance, "k", "n")
    if row is None:
        return False
    row["k"], row["n"] = row["n"], row["k"]
    return True


@fault("C59")
def _heterogeneity_of_one_trial(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["estimates"], chance, "estimate")
    if row is None:
        return False
    row["k"], row["i2"] = "1", "64"
    return True


@fault("C83")
def _search_after_publication(tables: TableSet, chance: Random) -> bool:
    years = {row["source_id"]: row.get("year") for row in tables["sources"]}
    rows = [
        row
        for row in tables["reviews"]
        if years[row["review_source_id"]] and not row["kind"].startswith("living")
    ]
    row = one_of(rows, chance)
    if row is None:
        return False
    row["search_date"] = f"{int(years[row['review_source_id']] or 0) + 2}-01"
    return True


@fault("C87", "C80", "E407")
def _estimate_copied(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["estimates"], chance, "estimate", "ci_low", "ci_high", decimals="2")
    if row is None:
        return False
    others = [
        one
        for one in tables["estimates"]
        if one["review_id"] == row["review_id"]
        and one["construct_id"] != row["construct_id"]
        and one.get("ci_low")
        and one["decimals"] == "2"
    ]
    if not others:
        return False
    other = chance.choice(others)
    for column in ("estimate", "ci_low", "ci_high"):
        other[column] = row[column]
    return True


@fault("C15", "C80", "E404")
def _published_estimate_mistyped(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["estimates"], chance, "measure", "estimate", "ci_low", "ci_high")
    if row is None:
        return False
    width = float(row["ci_high"]) - float(row["ci_low"])
    row["estimate"] = f"{float(row['estimate']) + 0.3 * width:.2f}"
    return True


@fault("C79")
def _threshold_without_source(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["outcomes"], chance, "outcome_id")
    if row is None:
        return False
    row |= {"threshold_scale": "SMD", "threshold_mid": "0.4", "threshold_source_id": ""}
    return True


@fault("E404")
def _published_limit_mistyped(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["estimates"], chance, "estimate", "ci_low", "ci_high", measure="SMD")
    if row is None:
        return False
    row["ci_high"] = f"{float(row['estimate']) - 0.01:.2f}"
    row["ci_low"] = f"{float(row['estimate']) - 0.2:.2f}"
    return True
