"""What a written page is tested for, one file a thing."""
