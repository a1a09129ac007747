"""Words and numbers of performance in templates."""
