"""Every reasonable way to the same answer: does the conclusion survive the choices made."""
