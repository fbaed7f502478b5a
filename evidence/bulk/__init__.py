"""Many analyses at once: one call pools thousands or millions of meta-analyses."""
