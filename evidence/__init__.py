"""Evidence synthesis as code: tables in, checked numbers and documents out."""

__version__ = "0.1.0"
