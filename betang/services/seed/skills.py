"""The demo city's competences: its operators take requests, each knows some groups of services, one is running out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.kernel.accounts.models import User
from betang.people.actions.absences import absence_add
from betang.people.actions.grants import grant_give
from betang.people.models import Absence, AbsenceKind, Employee, Grant, Unit
from betang.people.seed.catalogue import Size
from betang.people.viewer import load as viewer_of
from betang.services import flow
from betang.services.actions.sharing import Chosen, requests_share
from betang.services.actions.skills import GROUP, skill_add
from betang.services.models import Request
from betang.services.office import office_code
from betang.services.queries.skills import competences_on
from betang.services.seed.load import morning
from betang.services.seed.staff import Pool, Worker, pools

KNOWN = ("kk", "ktp", "lahir", "kia", "pindah", "kawin", "mati")
"""The groups for which competences are recorded; the others show what a group without any looks like."""
OWN = "petugas"
FEW = 8  # officers whose competences are recorded
LASTING, OVER, SOON, AWAY = timedelta(days=500), timedelta(days=20), timedelta(days=30), timedelta(days=3)
SHARED = 6  # requests looked at for whoever is away
REASON = "Pelatihan operator SIAK"


def load(*, size: Size, seed: int, day: date) -> int:
    """Let the operators take requests and record what they know; return how many there are. None without a head."""
    head, admin = (User.objects.filter(username=name).first() for name in ("kepala", "admin"))
    office = Unit.objects.filter(code=office_code()).first()
    if head is None or admin is None or office is None:
        return 0
    viewer, now = viewer_of(head, day), morning(day)
    known = chosen(pools(day)[0])
    taking = set(Grant.objects.on(day).filter(role=Role.OFFICER).values_list("user_id", flat=True))
    for user in User.objects.filter(pk__in=[each.user for each in known]).exclude(pk__in=taking).order_by("pk"):
        grant_give(
            actor=admin, user=user, role=Role.OFFICER, unit=office, from_date=day - LASTING, reason=REASON, now=now
        )  # fmt: skip
    for place, worker in enumerate(known):
        for number, group in enumerate(KNOWN):
            if (number + place) % 3 != 2:
                last = {(0, 1): day + SOON, (0, 3): day - OVER}.get((place, number))
                skill_add(
                    viewer=viewer, employee=worker.employee, covers=f"{GROUP}:{group}", from_date=day - LASTING,
                    to_date=last, reason=REASON, now=now,
                )  # fmt: skip
    away(known, viewer, now)
    return len(known)


def away(known: Sequence[Worker], viewer: Viewer, now: datetime) -> None:
    """Let one officer who got some requests be away since today, so that there is something to hand on."""
    days = (viewer.today, viewer.today + AWAY)
    busy = Absence.objects.overlapping(first=days[0], last=days[1]).values_list("employee_id", flat=True)
    one = next((each for each in known if each.username != OWN and each.employee not in set(busy)), None)
    waiting = Request.objects.filter(state=flow.SUBMITTED, officer=None).order_by("-pk")[:SHARED]
    if one is None or not waiting:
        return
    skills = competences_on(viewer.today)
    given = [row for row in waiting if not skills.lacks(one.employee, row.service)]
    if given:
        shares = [Chosen(row.uid, row.revision, one.employee) for row in given]
        requests_share(viewer=viewer, chosen=shares, now=now)
    absence_add(
        actor=viewer.user, employee=Employee.objects.get(pk=one.employee), kind=AbsenceKind.TRAVEL, from_date=days[0],
        to_date=days[1], reason="Dinas luar", now=now,
    )  # fmt: skip


def chosen(officers: Pool) -> list[Worker]:
    """Give the demo's own officer and a few others, those with an account."""
    having = [each for each in officers.workers if each.user]
    return sorted(having, key=lambda each: each.username != OWN)[:FEW]
