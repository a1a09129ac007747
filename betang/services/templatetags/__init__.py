"""Template tags of public services."""
