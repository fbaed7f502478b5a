"""Rules over tables, results and ratings."""
