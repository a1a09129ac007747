"""The ledger: an append-only record of work done, from any source.

Modules where work happens write facts, modules that judge work read them and what measures make of them; they never
import each other. Facts of other systems come in by the same door. A fact is never changed: a correction is the next
one of the same record, and only the last one counts.
"""
