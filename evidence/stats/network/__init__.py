"""Network meta-analysis: many treatments, compared directly and through each other."""
