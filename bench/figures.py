"""A measured figure, and the table in which `make bench` prints it."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured value with its unit; `limit` is the target, `at_least` turns it round."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the target is met; a figure without one is only reported."""
        if self.limit is None:
            return True
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    @property
    def line(self) -> str:
        """The figure's line in the table."""
        if self.limit is None:
            return f"  {self.name:<58}{self.value:>12.3f} {self.unit}"
        sign = "≥" if self.at_least else "≤"
        verdict = "" if self.met else "   MISSED"
        return f"  {self.name:<58}{self.value:>12.3f} {self.unit}  (target {sign} {self.limit:g}){verdict}"


def machine_line() -> str:
    """Say on what the figures were measured: without that they mean nothing."""
    return (
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}"
    )


def table(title: str, figures: Iterable[Figure]) -> list[str]:
    """Write the figures of one benchmark below its title."""
    return [title, *(figure.line for figure in figures)]
