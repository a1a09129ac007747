"""Units and posts as they stand, in the columns in which they are brought in: there one finds the codes to refer to."""

from collections.abc import Callable, Sequence

from betang.people.models import ImportKind, Position, Unit


def yes(value: bool) -> str:
    """Write a tick as the files do."""
    return "ya" if value else "tidak"


def units() -> list[list[str]]:
    """List the open units, each below the one above it."""
    found = Unit.objects.filter(closed_date__isnull=True).select_related("parent").order_by("path")
    return [
        [unit.code, unit.name, unit.abbreviation, unit.kind, unit.parent.code if unit.parent else "", yes(unit.main)]
        for unit in found
    ]


def posts() -> list[list[str]]:
    """List the open posts, by unit."""
    found = Position.objects.filter(closed_date__isnull=True).select_related("unit")
    return [
        [post.code, post.name, post.type, post.level, str(post.grade_class or ""), post.unit.code, yes(post.is_head)]
        for post in found.order_by("unit__path", "-is_head", "name", "code")
    ]


CURRENT: dict[ImportKind, Callable[[], Sequence[Sequence[str]]]] = {
    ImportKind.UNITS: units,
    ImportKind.POSITIONS: posts,
}
