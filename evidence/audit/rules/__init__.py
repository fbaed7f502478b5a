"""One file a rule, each named for its code and its fault."""
