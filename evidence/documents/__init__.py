"""The files people receive: HTML, Word and PDF."""
