"""Tables of a report, as data."""
