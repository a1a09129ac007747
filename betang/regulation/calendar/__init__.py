"""The working calendar: when an office is open, and arithmetic with working time. No clock, no database, no law inside.

`work` is the calendar itself, `arithmetic` counts with it, `stopwatch` times cases that pause, `city` builds the
city's calendar from the dated parameters, `reading` reads a calendar written by hand, `rules` makes all of it askable.
Moments are whole microseconds since 1970-01-01 UTC (int64), so that seconds and fractions stay exact.
"""
