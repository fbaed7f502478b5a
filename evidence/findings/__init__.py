"""One outcome, done: analysis, rating and manifest, saved and explained."""
