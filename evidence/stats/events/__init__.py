"""Pooling counted events without first taking each study's effect."""
