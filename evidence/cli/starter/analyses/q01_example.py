"""Question 1: an example to begin from. Copy this page for each question of your guideline."""

import evidence as ev

tables = ev.open_tables("data")

# Say here why these methods were chosen: a reason beside every choice.
tuberculosis = ev.analyse(
    tables.synthesis("Q01_tuberculosis"),
    tau2_method="REML",
    ci_method="hartung-knapp",
)

ev.save("analyses/results", ev.answer(tables, "Q01", [tuberculosis]))
