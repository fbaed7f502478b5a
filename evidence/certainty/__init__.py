"""GRADE: from judgements to a certainty rating."""
