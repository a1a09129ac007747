"""A calibration sitting: opened by the personnel agency, filled by the raters, locked at its end.

It stands between rating and sending: while it is open, what it covers is not sent; what the raters accepted is carried
out when they send. The law knows no such step; it is the leader's consideration that SE MenPANRB 3/2023 asks for.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.audit import Change, record, record_many
from betang.kernel.errors import Conflict, Invalid
from betang.kernel.notices import notice_send
from betang.people.models import Employee, Unit
from betang.performance.calibrating import opened
from betang.performance.evaluating import RELATED, begun
from betang.performance.models import Calibration, CalibrationCase, Evaluation, EvaluationState, Period
from betang.performance.queries.calibration import off_pattern, plans_in
from betang.performance.queries.proposals import by_indicators, name_of, predicate_of
from betang.performance.queries.readiness import Ready, ready
from betang.performance.words import spoken

HANDED = ["edition", "result", "behaviour", "predicate", "by_indicators", "handed_at"]


def calibration_open(
    *, actor: User, period: Period, units: Sequence[Unit], members: Sequence[Employee], due: date, now: datetime
) -> Calibration:
    """Open a sitting over some units in a period and tell its members and the raters of these units.

    Conflict when a sitting over one of the units is open for the period already.
    """
    begun(period, now)
    if not units or not members:
        raise Invalid(_("Pilih sekurang-kurangnya satu unit dan satu anggota sidang."))
    if due < localdate(now):
        raise Invalid(_("Hari terakhir sidang sudah lewat."), fields={"due": _("Pilih hari ini atau sesudahnya.")})
    with transaction.atomic():
        list(Unit.objects.select_for_update().filter(pk__in=[one.pk for one in units]).order_by("pk"))
        taken = Calibration.objects.filter(period=period, units__in=units, locked_at=None, due_date__gte=localdate(now))
        if taken.exists():
            raise Conflict(_("Salah satu unit itu masih dalam sidang kalibrasi lain untuk periode yang sama."))
        made = Calibration.objects.create(period=period, due_date=due, opened_at=now, opened_by=actor)
        made.units.set(units)
        made.members.set(members)
        raters = Employee.objects.filter(pk__in=plans_in(made).values("rater"))
        people = {one.pk: one for one in [*members, *raters]}.values()
        _tell(made, people, gettext_lazy("Sidang kalibrasi {period} dibuka."), now)
        changes = {
            "period": (None, period.pk), "due_date": (None, due),
            "units": (None, [one.code for one in units]), "members": (None, [str(one.uid) for one in members]),
        }  # fmt: skip
        record(actor=actor, action="performance.calibration_open", target=made, changes=changes, now=now)
    return made


def calibration_hand_in(*, actor: User, calibration: Calibration, now: datetime) -> int:
    """Lay all finished ratings of the acting rater before the sitting; return how many are new or changed.

    Invalid when none is finished; what is not finished stays with the rater.
    """
    with transaction.atomic():
        sitting = opened(calibration, now)
        rows = list(
            Evaluation.objects.select_for_update(of=("self",)).select_related(*RELATED)
            .filter(period=sitting.period, plan__in=plans_in(sitting).filter(rater__user=actor))
            .filter(state=EvaluationState.OPEN)
            .exclude(plan__employee__user=actor).order_by("pk")
        )  # fmt: skip
        whole = [one for one in ready(rows) if not one.missing]
        if not whole:
            raise Invalid(_("Belum ada penilaian Anda yang lengkap untuk diserahkan."))
        known = dict(sitting.cases.values_list("evaluation", "edition"))
        fresh = [one for one in whole if known.get(one.evaluation.pk) != one.evaluation.edition]
        measured = by_indicators([one.content for one in fresh])
        made = [_case(sitting, one, name, now) for one, name in zip(fresh, measured, strict=True)]
        CalibrationCase.objects.bulk_create(
            made, update_conflicts=True, unique_fields=["calibration", "evaluation"], update_fields=HANDED
        )
        record_many([_handed(sitting, one) for one in made], actor=actor, now=now)
    return len(made)


def calibration_lock(*, actor: User, calibration: Calibration, conclusion: str, now: datetime) -> Calibration:
    """End a sitting: nothing is proposed or answered any more, sending is free; what was not answered stands as rated.

    Where a unit is off its pattern the conclusion must say why: a warning that asks for a reason, never a downgrade.
    """
    with transaction.atomic():
        row = opened(calibration, now, late=True)
        if off_pattern(row) and not conclusion.strip():
            raise Invalid(
                _("Sebaran predikat berbeda dari pola acuan. Tulis alasannya dalam kesimpulan."),
                fields={"conclusion": _("Tulis alasannya.")},
            )
        row.locked_at, row.locked_by, row.conclusion = now, actor, conclusion.strip()
        row.save(update_fields=["locked_at", "locked_by", "conclusion"])
        raters = Employee.objects.filter(pk__in=plans_in(row).values("rater"))
        _tell(row, raters, gettext_lazy("Sidang kalibrasi {period} dikunci; evaluasi dapat dikirim."), now)
        record(
            actor=actor, action="performance.calibration_lock", target=row,
            changes={"locked_at": (None, now)}, reason=row.conclusion, now=now,
        )  # fmt: skip
    return row


def _case(calibration: Calibration, one: Ready, measured: str, now: datetime) -> CalibrationCase:
    """Write down what a rater means to decide, unsaved."""
    chosen, place = one.proposed, one.place
    return CalibrationCase(
        calibration=calibration,
        evaluation=one.evaluation,
        edition=one.evaluation.edition,
        result=name_of(int(chosen.chosen_result[place])),
        behaviour=name_of(int(chosen.chosen_behaviour[place])),
        predicate=predicate_of(int(chosen.predicate[place])),
        by_indicators=measured,
        handed_at=now,
    )


def _handed(calibration: Calibration, case: CalibrationCase) -> Change:
    changes = {"calibration": (None, calibration.pk), "predicate": (None, case.predicate)}
    return Change(
        action="performance.calibration_hand_in", target=case.evaluation,
        subject=case.evaluation.plan.employee.uid, changes=changes,
    )  # fmt: skip


def _tell(calibration: Calibration, people: Iterable[Employee], text: Any, now: datetime) -> None:
    users = [one.user_id for one in people if one.user_id is not None]
    words = format_lazy(text, period=spoken(calibration.period))
    url = reverse("calibration", args=[calibration.uid])
    notice_send(to=users, kind="performance.calibration", text=words, url=url, now=now)
