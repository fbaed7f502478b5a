"""The same synthesis from other selections of its studies, other draws, and invented studies."""
