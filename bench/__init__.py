"""Benchmarks: `make bench`. They measure, they are no part of the tests, and each says what it is measured against.

A benchmark is a module in this folder with a function `run() -> Iterable[Figure]`. `make bench ONLY=name` runs one.
"""
