"""Thanks as they are read: received, given, public in one's unit; and how many one may still give today."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from betang.kernel.access.roles import Role
from betang.kernel.access.rows import visible
from betang.kernel.access.viewer import Viewer
from betang.kernel.errors import NotFound
from betang.people.models import Assignment, Employee
from betang.people.queries.structure import serving
from betang.performance import rules
from betang.performance.models import Result, Thanks
from betang.performance.queries.feedback import value_word
from betang.regulation.parameters import book
from betang.regulation.recognition import thanks_left

RELATED = ("giver", "receiver", "unit")


def left_today(employee: int | None, day: date) -> int:
    """Say how many thanks somebody may still give on a day; those withdrawn count, or the limit would be none."""
    given = Thanks.objects.filter(giver=employee, given_at__date=day).count() if employee else 0
    return int(thanks_left(given=[given], law=book().on(day))[0])


def colleague(viewer: Viewer, uid: UUID) -> Employee:
    """Find somebody who serves the city and may be thanked; NotFound for nobody, and for oneself."""
    found = visible(Employee.objects.all(), serving(viewer.today), uid=uid)
    if found.pk == viewer.employee_id:
        raise NotFound
    return found


def unit_of(employee: int, day: date) -> int | None:
    """Give the unit somebody works in on a day: that of the first post."""
    posts = Assignment.objects.on(day).filter(employee=employee).order_by("from_date", "id")
    return posts.values_list("position__unit", flat=True).first()


def thanks_received(viewer: Viewer) -> QuerySet[Thanks]:
    """List what one received and was not withdrawn, the latest first."""
    return _rows(Q(receiver=viewer.employee_id, withdrawn_at=None) if viewer.employee_id else rules.NOBODY)


def thanks_given(viewer: Viewer) -> QuerySet[Thanks]:
    """List what one gave, withdrawn ones too, the latest first."""
    return _rows(Q(giver=viewer.employee_id) if viewer.employee_id else rules.NOBODY)


def thanks_around(viewer: Viewer) -> QuerySet[Thanks]:
    """List what is public in one's unit, in those one leads, and in those one keeps as their administrator."""
    return _rows(rules.may_read_thanks(viewer))


def thanks_seen(viewer: Viewer, uid: UUID) -> Thanks:
    """Find one that is one's own on either side, or public around one; NotFound otherwise."""
    mine = Q(receiver=viewer.employee_id, withdrawn_at=None) | Q(giver=viewer.employee_id)
    within = rules.may_read_thanks(viewer) | (mine if viewer.employee_id else rules.NOBODY)
    return visible(Thanks.objects.select_related(*RELATED), within, uid=uid)


def _rows(within: Q) -> QuerySet[Thanks]:
    return Thanks.objects.filter(within).select_related(*RELATED)


def shown(rows: Any, viewer: Viewer) -> Any:
    """Put beside rows what they are for and what the reader may do; one question for all."""
    lineages = {row.lineage for row in rows if row.lineage}
    known = Result.objects.filter(lineage__in=lineages).order_by("id").values_list("lineage", "text")
    texts = dict(known) if lineages else {}
    for row in rows:
        row.about = value_word(row.value) if row.value else texts.get(row.lineage, "")
        row.mine = row.receiver_id == viewer.employee_id
        row.own = row.giver_id == viewer.employee_id
        row.state_word = _state(row)
        row.keeps = row.public_at and not row.hidden_at and keeps_unit(viewer, row.unit_id)
    return rows


def _state(row: Thanks) -> str:
    """Say in a word or two who can read it."""
    if row.withdrawn_at:
        return _("ditarik")
    if row.hidden_at:
        return _("disembunyikan")
    return _("terbaca unit") if row.public_at else _("hanya berdua")


def keeps_unit(viewer: Viewer, unit: int | None) -> bool:
    """Say whether somebody is the administrator of a unit, who may hide what is public in it."""
    if not viewer.has(Role.UNIT_ADMIN):
        return False
    scope = viewer.scopes.get(Role.UNIT_ADMIN)
    return scope is None or unit in scope
