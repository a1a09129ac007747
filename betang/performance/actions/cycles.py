"""Opening a year of performance, and setting its deadlines."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Invalid
from betang.performance import calendar
from betang.performance.models import Approach, Cycle, Deadline, Period, Rhythm, Step
from betang.performance.queries.cycles import OF_THE_YEAR, refuse_year


def cycle_open(*, actor: User | None, year: int, rhythm: str, approach: str, today: date, now: datetime) -> Cycle:
    """Open a year with its periods and the deadlines that law or custom gives; the plans follow by a job.

    Invalid for a year, rhythm or approach that cannot be, Conflict when the year is open already.
    """
    refuse_year(year, today=today)
    _refuse_choice(rhythm, approach)
    first, last = calendar.year_days(year)
    cycle = Cycle(
        year=year, from_date=first, to_date=last, rhythm=rhythm, approach=approach, rules=calendar.RULES.lower(),
        opened_at=now, opened_by=actor,
    )  # fmt: skip
    with transaction.atomic():
        try:
            with transaction.atomic():
                cycle.save(force_insert=True)
        except IntegrityError as error:
            raise Conflict(_("Siklus %(year)s sudah dibuka.") % {"year": year}) from error
        _periods_and_deadlines(cycle, actor=actor, now=now)
        changes = {name: (None, getattr(cycle, name)) for name in ("year", "rhythm", "approach", "rules")}
        record(actor=actor, action="performance.cycle_open", target=cycle, changes=changes, now=now)
    return cycle


def _refuse_choice(rhythm: str, approach: str) -> None:
    if rhythm not in Rhythm.values:
        raise Invalid(_("Irama evaluasi ini tidak dikenal."), fields={"rhythm": _("Pilih salah satu irama.")})
    if approach not in Approach.values:
        raise Invalid(_("Pendekatan SKP ini tidak dikenal."), fields={"approach": _("Pilih salah satu pendekatan.")})


def _periods_and_deadlines(cycle: Cycle, *, actor: User | None, now: datetime) -> None:
    """Insert the periods of a cycle and the deadlines that are known."""
    parts = calendar.parts_of(cycle.year, cycle.rhythm)
    periods = Period.objects.bulk_create(
        [Period(cycle=cycle, number=part.number, from_date=part.first, to_date=part.last) for part in parts]
    )
    by_number: dict[int | None, Period] = {period.number: period for period in periods}
    Deadline.objects.bulk_create(
        [
            Deadline(
                cycle=cycle, period=by_number.get(known.number), step=known.step, due_date=known.due,
                reason=known.ground, set_at=now, set_by=actor,
            )
            for known in calendar.deadlines_known(cycle.year, parts)
        ]
    )  # fmt: skip


def deadline_set(
    *, actor: User, cycle: Cycle, step: str, period: Period | None, due_date: date, reason: str, now: datetime
) -> Deadline:
    """Set or change a deadline as a new row; the rows before it stay. Invalid without a reason or outside its time."""
    with transaction.atomic():
        cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
        _refuse_deadline(cycle, step, period, due_date, reason)
        before = Deadline.objects.filter(cycle=cycle, step=step, period=period).order_by("-id").first()
        if before is not None and before.due_date == due_date:
            raise Conflict(_("Tenggat ini sudah jatuh pada tanggal itu."))
        row = Deadline.objects.create(
            cycle=cycle, step=step, period=period, due_date=due_date, reason=reason.strip(), set_at=now, set_by=actor
        )
        changes = {"step": (None, step), "due_date": (before.due_date if before else None, due_date)}
        record(actor=actor, action="performance.deadline_set", target=row, changes=changes, reason=reason, now=now)
    return row


def _refuse_deadline(cycle: Cycle, step: str, period: Period | None, due_date: date, reason: str) -> None:
    """Refuse a deadline without reason, for a step or period that do not belong together, or on an impossible day."""
    if not reason.strip():
        raise Invalid(_("Alasan tenggat harus diisi."), fields={"reason": _("Tulis alasannya.")})
    if cycle.closed_at is not None:
        raise Conflict(_("Siklus ini sudah ditutup."))
    of_year = step in OF_THE_YEAR
    if step not in Step.values or of_year != (period is None) or (period and period.cycle_id != cycle.pk):
        raise Invalid(_("Langkah dan periode ini tidak sesuai."), fields={"step": _("Pilih langkah dari daftar.")})
    first = period.from_date if period else cycle.from_date.replace(year=cycle.year - 1)
    latest = cycle.to_date.replace(year=cycle.year + 1)
    if not first <= due_date <= latest:
        raise Invalid(
            _("Tenggat harus jatuh sesudah periodenya mulai dan paling lambat akhir tahun berikutnya."),
            fields={"due_date": _("Pilih tanggal lain.")},
        )
