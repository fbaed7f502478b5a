"""Generalised linear mixed models of counted events."""
