"""Several outcomes of each study, pooled together."""
