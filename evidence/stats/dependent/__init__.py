"""Effects that depend on each other: several of one study, one control, one group of people."""
