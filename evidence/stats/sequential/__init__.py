"""Looking again as studies arrive: how much information is needed, and when to stop."""
