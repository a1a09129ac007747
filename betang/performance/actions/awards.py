"""Publishing an award, taking over its computed results, deciding it with a reason, calling it off."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Invalid
from betang.kernel.notices import notice_send
from betang.people.models import Employee, UnitKind
from betang.people.queries.structure import leaders_on_units
from betang.performance.announcing import Announced, base_days, digest, year_before
from betang.performance.criteria import MOST, Criterion, criterion_to_json
from betang.performance.models import Award, AwardTeam
from betang.regulation.parameters import book
from betang.regulation.recognition import PENGHARGAAN

LONGEST_DAYS = 366


def award_publish(*, actor: User, announced: Announced, criteria: Sequence[Criterion], now: datetime) -> Award:
    """Publish an award with its criteria; from then on nothing of it changes. Callers check who may.

    Invalid when the period has begun: criteria are published before the data they judge, never after.
    """
    _check(announced, criteria, localdate(now))
    base = base_days(announced)
    value = book().on(localdate(now))[PENGHARGAAN]
    terms = {**value.value, "teratas": str(value.value["teratas"]), "since": f"{value.start}"}
    with transaction.atomic():
        made = Award.objects.create(
            name=announced.name.strip(), about=announced.about.strip(), unit_kind=announced.unit_kind,
            from_date=announced.first, to_date=announced.last, base_from=base[0], base_to=base[1],
            criteria=[criterion_to_json(one) for one in criteria], terms=terms, published_at=now, published_by=actor,
        )  # fmt: skip
        changes = {name: (None, getattr(made, name)) for name in ("name", "unit_kind", "from_date", "to_date")}
        changes["criteria"] = (None, digest([made.criteria, made.terms, f"{base[0]}", f"{base[1]}"]))
        _record("publish", made, changes, actor=actor, now=now)
    return made


def award_compute(*, actor: User | None, award: Award, teams: Sequence[AwardTeam], now: datetime) -> Award:
    """Take over what was computed for all teams, in place of an earlier computing.

    Conflict before the period is over, and once the award was decided or called off.
    """
    with transaction.atomic():
        row = _open(award)
        if localdate(now) <= row.to_date:
            raise Conflict(_("Hasil dihitung sesudah hari terakhir periodenya."))
        row.teams.all().delete()
        AwardTeam.objects.bulk_create(teams)
        before, row.computed_at = row.computed_at, now
        row.save(update_fields=["computed_at"])
        kept = [[one.unit_id, one.people, one.change, one.low, one.cells] for one in teams]
        changes = {"computed_at": (before, now), "teams": (None, digest(kept))}
        _record("compute", row, changes, actor=actor, now=now)
    return row


def award_decide(*, actor: User, award: Award, teams: Sequence[AwardTeam], reason: str, now: datetime) -> Award:
    """Decide which of the teams that improved are recognised, none of them too, and why. Callers check who may."""
    if not reason.strip():
        raise Invalid(_("Tulis alasan keputusannya."), fields={"reason": _("Tulis alasannya.")})
    with transaction.atomic():
        row = _open(award)
        if row.computed_at is None:
            raise Conflict(_("Hasilnya belum dihitung."))
        chosen = {one.pk for one in teams}
        found = list(row.teams.filter(pk__in=chosen, improved=True).select_related("unit"))
        if len(found) != len(chosen):
            raise Invalid(_("Pilih dari tim yang membaik."), fields={"teams": _("Pilih dari daftar.")})
        row.teams.filter(pk__in=chosen).update(recognised=True)
        row.decided_at, row.decided_by, row.reason = now, actor, reason.strip()
        row.save(update_fields=["decided_at", "decided_by", "reason"])
        _tell(row, found, now)
        changes = {"decided_at": (None, now), "teams": (None, sorted(one.unit.code for one in found))}
        _record("decide", row, changes, actor=actor, reason=row.reason, now=now)
    return row


def award_cancel(*, actor: User, award: Award, reason: str, now: datetime) -> Award:
    """Call an award off before it is decided, with a reason that everybody reads."""
    if not reason.strip():
        raise Invalid(_("Tulis alasannya."), fields={"reason": _("Tulis alasannya.")})
    with transaction.atomic():
        row = _open(award)
        row.cancelled_at, row.reason = now, reason.strip()
        row.save(update_fields=["cancelled_at", "reason"])
        _record("cancel", row, {"cancelled_at": (None, now)}, actor=actor, reason=row.reason, now=now)
    return row


def _check(announced: Announced, criteria: Sequence[Criterion], today: date) -> None:
    wrong: dict[str, str] = {}
    if not announced.name.strip():
        wrong["name"] = _("Tulis namanya.")
    if not announced.about.strip():
        wrong["about"] = _("Tulis untuk apa penghargaan ini.")
    if announced.unit_kind not in UnitKind.values or announced.unit_kind == UnitKind.CITY:
        wrong["unit_kind"] = _("Pilih dari daftar.")
    if announced.first <= today:
        wrong["from_date"] = _("Periodenya harus belum mulai: kriteria diumumkan sebelum datanya ada.")
    if not announced.first <= announced.last <= announced.first + timedelta(days=LONGEST_DAYS):
        wrong["to_date"] = _("Hari terakhir sesudah hari pertama, paling lama setahun.")
    elif announced.year_before and year_before(announced.last) >= announced.first:
        wrong["to_date"] = _("Periode pembanding tidak boleh bertumpang tindih.")
    if not 1 <= len(criteria) <= MOST or len({criterion.title for criterion in criteria}) != len(criteria):
        wrong["measure_0"] = _("Pilih satu sampai %(most)s kriteria yang berbeda.") % {"most": MOST}
    if wrong:
        raise Invalid(" ".join(wrong.values()), fields=wrong)


def _open(award: Award) -> Award:
    row = Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    if row.decided_at or row.cancelled_at:
        raise Conflict(_("Penghargaan ini sudah diputuskan atau dibatalkan."))
    return row


def _tell(award: Award, teams: Sequence[AwardTeam], now: datetime) -> None:
    """Tell the heads of the teams that are recognised."""
    heads = leaders_on_units([one.unit_id for one in teams], localdate(now)).values()
    users = Employee.objects.filter(pk__in=list(heads), user__isnull=False).values_list("user", flat=True)
    words = format_lazy(gettext_lazy("Tim Anda menerima penghargaan: {name}."), name=award.name)
    url = reverse("award", args=[award.uid])
    notice_send(to=[user for user in users if user], kind="performance.award", text=words, url=url, now=now)


def _record(
    verb: str, row: Award, changes: dict[str, Any], *, actor: User | None, reason: str = "", now: datetime
) -> None:
    record(actor=actor, action=f"performance.award_{verb}", target=row, changes=changes, reason=reason, now=now)
