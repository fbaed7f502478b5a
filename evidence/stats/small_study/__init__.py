"""Small-study effects: whether small studies tell another story, and what is left without them."""
