"""Changing the city's calendar: a local day is added or voided; the calendar that results is kept by its version."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.calendar.content import as_content
from betang.kernel.calendar.models import CalendarVersion, DayKind, LocalDay
from betang.kernel.calendar.queries import local_days, overlaid, table
from betang.kernel.errors import Conflict, Invalid, NotFound
from betang.regulation.calendar.city import city_calendar
from betang.regulation.calendar.work import WorkCalendar


def day_add(*, actor: User, day: date, kind: str, name: str, basis: str, now: datetime) -> LocalDay:
    """Record a local day with the decree it rests on; audited.

    Invalid when the day is outside the years of the table, when it already is what it would become, or when name or
    basis is missing; Conflict when somebody recorded the same day a moment ago.
    """
    name, basis = " ".join(name.split()), " ".join(basis.split())
    if problems := wrong(day=day, kind=kind, name=name, basis=basis):
        raise Invalid(_("Hari ini tidak dapat dicatat."), fields=problems)
    try:
        with transaction.atomic():
            row = LocalDay.objects.create(day=day, kind=kind, name=name, basis=basis, added_at=now, added_by=actor)
            version_keep(calendar=overlaid(local_days()), now=now)
            changes = {field: ("", getattr(row, field)) for field in ("day", "kind", "name", "basis")}
            record(actor=actor, action="calendar.day_add", target=row, changes=changes, reason=basis, now=now)
    except IntegrityError as error:
        raise Conflict(_("Hari ini baru saja dicatat orang lain. Muat ulang halaman untuk melihatnya.")) from error
    return row


def day_void(*, actor: User, day: int, reason: str, now: datetime) -> LocalDay:
    """Void a local day, so that the table of the law holds again; audited.

    NotFound when there is no such row, Conflict when it is void already, Invalid without a reason.
    """
    reason = " ".join(reason.split())
    with transaction.atomic():
        row = LocalDay.objects.select_for_update().filter(pk=day).first()
        if row is None:
            raise NotFound
        if row.voided_at:
            raise Conflict(_("Hari ini sudah dibatalkan."))
        if not reason:
            raise Invalid(_("Pembatalan memerlukan alasan."), fields={"reason": _("Tulis alasannya.")})
        row.voided_at, row.voided_by = now, actor
        row.save(update_fields=["voided_at", "voided_by"])
        version_keep(calendar=overlaid(local_days()), now=now)
        changes = {"voided_at": (None, now)}
        record(actor=actor, action="calendar.day_void", target=row, changes=changes, reason=reason, now=now)
    return row


def version_keep(*, calendar: WorkCalendar, now: datetime) -> str:
    """Keep a calendar under its version, once; return the version. Whoever stores a result calls this with it."""
    code = calendar.version
    if not CalendarVersion.objects.filter(pk=code).exists():
        row = CalendarVersion(code=code, content=as_content(calendar), made_at=now)
        CalendarVersion.objects.bulk_create([row], ignore_conflicts=True)
    return code


def wrong(*, day: date, kind: str, name: str, basis: str) -> dict[str, str]:
    """Say what is wrong with a day to be recorded, by field; empty when nothing is."""
    first, last = city_calendar().years
    problems = {}
    if not first <= day.year <= last:
        problems["day"] = _("Tabel hari libur memuat tahun %(first)s sampai %(last)s.") % {"first": first, "last": last}
    elif kind == DayKind.OFF and day in table():
        problems["day"] = _("Hari itu sudah libur menurut tabel.")
    elif kind == DayKind.WORKING and day not in table():
        problems["day"] = _("Hari itu bukan hari libur menurut tabel, jadi tidak ada yang perlu dibuka.")
    if kind not in DayKind.values:
        problems["kind"] = _("Pilih salah satu jenis.")
    if not name or len(name) > 120:
        problems["name"] = _("Tulis namanya, paling banyak 120 huruf.")
    if not basis or len(basis) > 200:
        problems["basis"] = _("Tulis dasarnya, misalnya nomor keputusan, paling banyak 200 huruf.")
    return problems
