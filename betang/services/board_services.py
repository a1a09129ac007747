"""The board's table of services: each by itself, never pooled, those with something late first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from betang.services.board_today import Kept
from betang.services.queries.board import NOTHING, Standing, together


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One service: what is open, in all and by step; what came and was issued in the span; what kept its limit.

    `kept` is None where nothing was due.
    """

    code: str
    name: str
    open: Standing
    steps: list[tuple[str, int]]
    came: int
    issued: int
    kept: Kept | None


def by_service(
    names: Mapping[str, str],
    states: Mapping[str, str],
    standing: Mapping[tuple[str, str], Standing],
    came: Mapping[str, int],
    issued: Mapping[str, int],
    kept: Mapping[str, Kept],
) -> list[ServiceRow]:
    """Give the services with anything to show, the late ones first; `states` names the steps in their order."""
    seen = {*(service for service, _state in standing), *came, *issued, *kept}
    inside: dict[str, dict[str, Standing]] = {}
    for (service, state), row in standing.items():
        inside.setdefault(service, {})[state] = row
    rows = [
        ServiceRow(
            code,
            names.get(code, code),
            together(inside[code].values()) if code in inside else NOTHING,
            [(states[each], inside[code][each].count) for each in states if each in inside.get(code, {})],
            came.get(code, 0),
            issued.get(code, 0),
            kept.get(code),
        )
        for code in seen
    ]
    return sorted(rows, key=lambda row: (-row.open.late, -row.open.count, row.name))
