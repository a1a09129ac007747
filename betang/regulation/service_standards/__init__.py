"""Clocks of public services: standard times, internal targets, the three clocks of a request, residents' deadlines."""
