"""Question 1: activity-based interventions in long-lasting fatigue.

The published estimates (Casson 2023) stand side by side and are never pooled: their trials
overlap. What is pooled here are the trials whose numbers we have, most of them second-hand.
"""

import evidence as ev

tables = ev.open_tables("data")

# REML, Hartung-Knapp and a prediction interval: docs/decisions/0002, because trials are few and
# differ in scale, dose and population. Powell 2001 (g about 1.7) lies far from the others, so the
# result is shown with and without it.
fatigue = ev.analyse(
    tables.synthesis("Q01_fatigue_B"),
    tau2_method="REML",
    ci_method="hartung-knapp",
    outliers=["Powell2001"],
)
physical_function = ev.analyse(
    tables.synthesis("Q01_physical_function_C"),
    tau2_method="REML",
    ci_method="hartung-knapp",
    outliers=["Powell2001"],
)
# PACE has three arms against one control and Gotaas two: their errors are correlated.
fatigue_chalder = ev.analyse(
    tables.synthesis("Q01_fatigue_E"),
    tau2_method="REML",
    ci_method="hartung-knapp",
    shared_control="correlated",
    subgroups=True,
)
# Definitions of harm differ between trials: shown side by side, not pooled.
serious_events = ev.analyse(tables.synthesis("Q01_harms_F_sae"))
deterioration = ev.analyse(tables.synthesis("Q01_harms_F_deterioration"))

analyses = [fatigue, physical_function, fatigue_chalder, serious_events, deterioration]
# The trials span twenty years, so they stand in the order they were published.
forests = [ev.lay_out_forest(fatigue, sort="year")]
# Every reasonable combination of choices, named with reasons beside this page.
multiverses = ev.run_multiverse(tables, "analyses/q01_multiverse.toml", analyses)

ev.save("analyses/results", ev.answer(tables, "Q01", analyses, multiverses, forests))
