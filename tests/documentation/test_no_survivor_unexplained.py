"""Every wrong in the formula book that no test finds has its reason written down."""

from docs.pages.generated import mutated


def test_every_survivor_has_a_reason_and_every_reason_a_survivor():
    found, reasons, _ = mutated()
    survived = {(name, each["mutant"]) for name, one in found.items() for each in one["survived"]}
    assert {(row["module"], row["mutant"]) for row in reasons} == survived
    assert all(row["reason"].strip() for row in reasons)
