"""Commands behind the Makefile: install, run, check, test and lock the project."""
