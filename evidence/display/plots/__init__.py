"""Figures as geometry: drawn once in points, written as SVG, PDF, PNG and CSV."""
