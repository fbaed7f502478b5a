"""Figures: one geometry, many file formats."""
