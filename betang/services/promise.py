"""What the law and the city promise of a service on a day: limits, targets, deadlines, the standard, the pledge. Pure.

Every figure comes with the dated value it was read from, so that a page can say since when, from where and how sure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from betang.regulation.parameters import Value, book
from betang.regulation.service_standards.catalogue import BATAS_LAPOR, STANDAR_WAKTU, TARGET_INTERNAL
from betang.regulation.standar_pelayanan import KOMPONEN, MAKLUMAT
from betang.regulation.text import Text

WORKING_DAY = 450  # minutes; layanan/target_internal says so in its source


@dataclass(frozen=True, slots=True)
class Read:
    """A figure with the value of law it stands in and its own confidence."""

    amount: int
    value: Value
    confidence: str
    since: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """The legal limit in hours, the internal target in working minutes, the residents' deadline in days."""

    limit: Read | None
    target: Read | None
    deadline: Read | None


@dataclass(frozen=True, slots=True)
class Component:
    """One of the fourteen components of a service standard."""

    code: str
    name: Text
    published: bool


def promise_of(service: str, day: date) -> Promise:
    """Read what is promised of a service on a day; None for what no value in force names."""
    return Promise(
        limit=row(STANDAR_WAKTU, service, "batas_jam", day),
        target=target(service, day),
        deadline=row(BATAS_LAPOR, service, "hari", day),
    )


def row(parameter: str, service: str, field: str, day: date) -> Read | None:
    """Read a service's row of a parameter, None where it names no figure."""
    value = book()[parameter].on(day)
    found: dict[str, Any] = value.value.get(service, {}) if value else {}
    if value is None or field not in found:
        return None
    return Read(found[field], value, found.get("keyakinan", value.confidence), found.get("sejak", ""))


def target(service: str, day: date) -> Read | None:
    """Read the internal target of a service in working minutes."""
    value = book()[TARGET_INTERNAL].on(day)
    if value is None:
        return None
    minutes = value.value["khusus_menit"].get(service, value.value["bawaan_menit"])
    return Read(minutes, value, value.confidence)


def components(day: date) -> list[Component]:
    """List the components of a service standard in their order."""
    value = book()[KOMPONEN].on(day)
    rows = value.value if value else []
    return [
        Component(each["kode"], Text(each["komponen"], each["english"]), each["wajib_dipublikasikan"]) for each in rows
    ]


def pledge(day: date) -> list[Text]:
    """List what a service pledge says."""
    value = book()[MAKLUMAT].on(day)
    return [Text(each["pernyataan"], each["english"]) for each in (value.value if value else [])]
