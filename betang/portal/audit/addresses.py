"""The addresses a page of the trail leads to: what is asked for stands in the address, and so in every link."""

from collections.abc import Mapping

from django.http import QueryDict

FILTERS = ("q", "pelaku", "tindakan", "jenis", "objek", "orang", "dari", "sampai")
SAMPLE = ("contoh", "benih", "hingga")


def kept(query: QueryDict) -> list[tuple[str, str]]:
    """Return the filters that are set, as pairs for hidden inputs."""
    return [(name, str(query[name])) for name in FILTERS if query.get(name)]


def address(query: QueryDict, *, without: tuple[str, ...] = (), **more: int | None) -> str:
    """Return the query for the same filters, less some, with more; always begins with "?"."""
    made = QueryDict(mutable=True)
    made.update({name: value for name, value in kept(query) if name not in without})
    made.update({name: str(value) for name, value in more.items() if value is not None})
    return f"?{made.urlencode()}"


def pager(query: QueryDict, *, newer: int | None, older: int | None) -> Mapping[str, str]:
    """Return the addresses of the pages beside this one; "" where there is none."""
    return {
        "newer": address(query, sesudah=newer) if newer is not None else "",
        "older": address(query, sebelum=older) if older is not None else "",
    }
