"""Many analyses in a file: read, pooled part by part, and written whole."""
