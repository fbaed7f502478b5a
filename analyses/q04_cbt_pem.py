"""Question 4: cognitive behavioural therapy in long-lasting fatigue with known PEM.

Kuut 2024 (individual patient data) and Nerli 2024 are described; neither defines PEM as an entry
criterion for all, and the page gives no result per outcome. Nothing is pooled.
"""

import evidence as ev

tables = ev.open_tables("data")

ev.save("analyses/results", ev.answer(tables, "Q04"))
