"""Process analysis: from a log of events to figures, and from figures to the staff that keeps a promise.

Pure: no database, no clock, chance only as an argument. `log` holds events in arrays, `read` and `xes` bring them in
from files, `export` writes them; `overview`, `follows`, `variants`, `rework` and `waiting` measure; `queueing`,
`staffing` and `load` look ahead, `simulate` checks them.
"""
