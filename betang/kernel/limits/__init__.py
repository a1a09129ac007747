"""Limits on how often something may be tried: sign-ins, codes, resets, searches. They hold across all processes.

`betang.kernel.limits.counting` counts, `betang.kernel.limits.visitor` names who is counted.
"""
