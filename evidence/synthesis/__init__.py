"""From records to pooled results."""
