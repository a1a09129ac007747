"""What the papers of performance say: plain data for their templates, read for many at once, always in Indonesian."""
