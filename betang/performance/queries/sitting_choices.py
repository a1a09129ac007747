"""What can be ticked when a sitting is opened: units and who can sit, folded by main unit, narrowed by words."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TypeAlias

from django.db.models import Q

from betang.people.models import Assignment, Employee, Unit
from betang.performance.queries.calibration import can_sit

Groups: TypeAlias = list[tuple[str, list[tuple[str, str]]]]


def units_grouped() -> Groups:
    """Give the open units by code, under the main unit each belongs to; two queries."""
    rows = Unit.objects.filter(closed_date=None).order_by("path").values_list("path", "code", "name", "abbreviation")
    mains = _mains()
    return _grouped([(_main_of(path, mains), code, _called(*name)) for path, code, *name in rows])


def members_grouped(day: date) -> Groups:
    """Give those who can sit by uid, under the main unit of the one they lead; two queries."""
    heads = Assignment.objects.on(day).filter(position__is_head=True, employee__in=can_sit(day))
    rows = heads.order_by("position__unit__path", "from_date").values_list(
        "position__unit__path", "position__unit__name", "employee__uid", *_NAME
    )
    mains = _mains()
    found: dict[str, tuple[str, str, str]] = {}
    for path, unit, uid, *name in rows:
        who = Employee(front_title=name[0], name=name[1], back_title=name[2]).full_name
        found.setdefault(str(uid), (_main_of(path, mains), str(uid), f"{who} · {unit}"))
    return _grouped(list(found.values()))


_NAME = ("employee__front_title", "employee__name", "employee__back_title")


def narrowed(groups: Groups, words: str, *, ticked: Collection[str]) -> Groups:
    """Keep what holds every word, itself or by its group, and whatever is ticked already."""
    wanted = words.casefold().split()

    def kept(group: str, value: str, label: str) -> bool:
        said = f"{group} {label}".casefold()
        return value in ticked or all(word in said for word in wanted)

    found = [(name, [pair for pair in pairs if kept(name, *pair)]) for name, pairs in groups]
    return [(name, pairs) for name, pairs in found if pairs]


def _mains() -> dict[str, str]:
    """Name the main units and the city itself by path."""
    rows = Unit.objects.filter(Q(main=True) | Q(parent=None), closed_date=None)
    return {path: _called(*name) for path, *name in rows.values_list("path", "name", "abbreviation")}


def _called(name: str, short: str) -> str:
    """Give a name with its abbreviation, by which people search."""
    return f"{name} ({short})" if short and len(short) < len(name) / 2 else name


def _main_of(path: str, mains: dict[str, str]) -> str:
    """Find the main unit a path stands under, the nearest one."""
    steps = path.strip("/").split("/")
    above = (f"/{'/'.join(steps[:length])}/" for length in range(len(steps), 0, -1))
    return next((mains[step] for step in above if step in mains), "")


def _grouped(rows: Sequence[tuple[str, str, str]]) -> Groups:
    found: dict[str, list[tuple[str, str]]] = {}
    for group, value, label in rows:
        found.setdefault(group or label, []).append((value, label))
    return list(found.items())
