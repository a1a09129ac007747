"""The demo city's year of performance: all made up, and marked so."""
