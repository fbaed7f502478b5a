"""How the risk of an outcome changes with dose, over several studies."""
