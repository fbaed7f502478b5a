"""Results to sentences; the only place that rounds."""
