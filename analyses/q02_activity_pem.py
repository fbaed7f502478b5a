"""Question 2: activity-based interventions in long-lasting fatigue with known PEM.

No estimate answers this question: the guideline page refers to question 4, and no trial in the
tables requires post-exertional malaise at entry. The page below saves what is there and leaves
every outcome visibly without a result.
"""

import evidence as ev

tables = ev.open_tables("data")

ev.save("analyses/results", ev.answer(tables, "Q02"))
