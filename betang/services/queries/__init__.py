"""Everything that reads in public services."""
