"""Everything that writes in public services."""
