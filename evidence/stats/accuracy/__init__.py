"""How well tests tell the sick from the well, over several studies."""
