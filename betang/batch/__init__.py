"""Headless commands on files: no database, no web. Each refuses bad input with a sentence and writes nothing then."""
