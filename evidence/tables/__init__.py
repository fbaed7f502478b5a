"""The tables people edit, read into records."""
