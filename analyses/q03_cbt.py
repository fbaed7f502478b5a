"""Question 3: cognitive behavioural therapy in long-lasting fatigue.

The published estimates (Maas 2024) stand side by side and are never pooled: their trials
overlap. Our own syntheses take trials on one scale, from the differences they report.
"""

import evidence as ev

tables = ev.open_tables("data")

# One scale (CIS-fatigue, 8 to 56), so the mean difference keeps its unit. The second arm of
# Janse 2018 shares its waiting list with the first and is set aside; it returns as a variation.
fatigue = ev.analyse(
    tables.synthesis("Q03_fatigue_A"),
    tau2_method="REML",
    ci_method="hartung-knapp",
)
# Any behavioural programme on SF-36 physical function: PACE and Gotaas compare two arms with one
# control each, so their errors are correlated; the subgroups are the interventions.
physical_function = ev.analyse(
    tables.synthesis("Q03_physical_function_D"),
    tau2_method="REML",
    ci_method="hartung-knapp",
    shared_control="correlated",
    subgroups=True,
)

analyses = [fatigue, physical_function]
# Every reasonable combination of choices, named with reasons beside this page.
multiverses = ev.run_multiverse(tables, "analyses/q03_multiverse.toml", analyses)

ev.save("analyses/results", ev.answer(tables, "Q03", analyses, multiverses))
