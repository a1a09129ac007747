"""The services as they are offered on a day: the packaged ones, each replaced by the edition in force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache

from betang.kernel.errors import NotFound
from betang.services.definition import Definition
from betang.services.finding import Index, find, index_of
from betang.services.groups import Group, groups
from betang.services.models.editions import ServiceEdition
from betang.services.reading import packaged
from betang.services.stored import from_json

read = lru_cache(maxsize=256)(from_json)  # an edition never changes: its text is read once a process


def services_on(day: date) -> Mapping[str, Definition]:
    """Return all services by id as they are offered on a day; one query. Ask once and hand it on."""
    rows = list(ServiceEdition.objects.on(day).order_by("from_date").values_list("service", "definition"))
    return {**packaged(), **{service: read(content) for service, content in rows}} if rows else packaged()


def grouped(services: Mapping[str, Definition]) -> list[tuple[Group, list[Definition]]]:
    """Put services into their groups, in the order of the page; a group without any is left out."""
    rows = [(group, [each for each in services.values() if each.group == group.id]) for group in groups()]
    return [(group, inside) for group, inside in rows if inside]


@cache
def packaged_index() -> Index:
    """Return the index of the packaged services."""
    return index_of(packaged())


def found(query: str, services: Mapping[str, Definition]) -> list[Definition]:
    """Return the services that fit everyday words, the best first; empty when nothing does."""
    index = packaged_index() if services is packaged() else index_of(services)
    return [services[code] for code in find(query, index)]


def definition_on(service: str, day: date) -> Definition:
    """Return one service as it is offered on a day; NotFound for an unknown one. One query."""
    if service not in packaged():
        raise NotFound
    rows = ServiceEdition.objects.on(day).filter(service=service).order_by("-from_date")
    content = rows.values_list("definition", flat=True).first()
    return packaged()[service] if content is None else read(content)
