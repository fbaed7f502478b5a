"""What we hold: frozen domain objects, checked when made."""
