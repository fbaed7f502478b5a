"""The formula book: arrays in, numbers out; NumPy and SciPy only."""
