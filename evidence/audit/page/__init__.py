"""A written guideline page: read into claims, and its claims tested against each other."""
