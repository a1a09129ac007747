"""Coaching and counselling: opened by the rater, written by who guides, answered by the employee, confirmed by both.

The trail and the notices call both kinds alike: that somebody is counselled is for the two alone.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.kernel.notices import notice_send
from betang.people.models import Employee
from betang.performance.evaluating import rater_only
from betang.performance.models import CheckIn, Guidance, GuidanceKind, ImprovementPlan, Plan
from betang.regulation.coaching import scores
from betang.regulation.parameters import book

KIND = "performance.guidance"
MOST_COMPETENCES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What a record begins with; `guide` is somebody with a special assignment, or nobody for the rater."""

    kind: str
    day: date
    topic: str
    guide: Employee | None = None
    checkin: CheckIn | None = None
    improvement: ImprovementPlan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Competence:
    """A line of Format B.1.9."""

    name: str
    score: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What who guides writes; the last two belong to coaching alone."""

    talked: str
    agreed: str
    about_employee: str = ""
    competences: Sequence[Competence] = ()


def guidance_open(*, actor: User, plan: Plan, opened: Opened, now: datetime) -> Guidance:
    """Open a record about somebody one rates; the other sides are told. Forbidden for anybody but the rater."""
    rater_only(plan, actor)
    _check_opened(plan, opened, now)
    with transaction.atomic():
        guide = opened.guide or Employee.objects.get(user=actor)
        made = Guidance.objects.create(
            plan=plan, guide=guide, kind=opened.kind, day=opened.day, topic=opened.topic.strip(), opened_at=now,
            checkin=opened.checkin, improvement=opened.improvement,
        )  # fmt: skip
        told = [plan.employee] if guide.pk == plan.rater_id else [plan.employee, guide]
        _tell(made, told, gettext_lazy("Ada catatan pembimbingan baru untuk Anda."), now)
        _record("open", made, {"guide": (None, str(made.guide.uid))}, actor=actor, now=now)
    return made


def guidance_write(*, actor: User, guidance: Guidance, written: Written, now: datetime) -> Guidance:
    """Write what was talked about and agreed; both confirm it anew. Forbidden for anybody but who guides."""
    _check_written(guidance, written, localdate(now))
    with transaction.atomic():
        row = _held(guidance)
        if row.guide.user_id != actor.pk:
            raise Forbidden(_("Catatan ini ditulis oleh pembimbingnya."))
        row.talked, row.agreed = written.talked.strip(), written.agreed.strip()
        row.about_employee = written.about_employee.strip()
        rows = [asdict(one) for one in written.competences]
        row.competences = json.dumps(rows, ensure_ascii=False) if rows else ""
        _anew(row, ["talked", "agreed", "about_employee", "competences"])
        words = gettext_lazy("{name} menulis catatan pembimbingan; baca, tanggapi, dan konfirmasi.")
        _tell(row, [row.plan.employee], format_lazy(words, name=row.guide.full_name), now)
        _record("write", row, {"edition": (row.edition - 1, row.edition)}, actor=actor, now=now)
    return row


def guidance_reply(*, actor: User, guidance: Guidance, reply: str, about_leader: str, now: datetime) -> Guidance:
    """Answer as the employee, with the part about the leader for coaching; both confirm it anew."""
    if not reply.strip():
        raise Invalid(_("Tulis tanggapan Anda."), fields={"reply": _("Tulis tanggapan Anda.")})
    with transaction.atomic():
        row = _held(guidance)
        if row.plan.employee.user_id != actor.pk:
            raise Forbidden(_("Tanggapan ditulis oleh pegawai yang dibimbing."))
        row.reply = reply.strip()
        row.about_leader = about_leader.strip() if row.kind == GuidanceKind.COACHING else ""
        _anew(row, ["reply", "about_leader"])
        words = gettext_lazy("{name} menanggapi catatan pembimbingan.")
        _tell(row, [row.guide], format_lazy(words, name=row.plan.employee.full_name), now)
        _record("reply", row, {"edition": (row.edition - 1, row.edition)}, actor=actor, now=now)
    return row


def guidance_confirm(*, actor: User, guidance: Guidance, seen: int, now: datetime) -> Guidance:
    """Confirm the edition one has seen; with both sides' word the record is closed. Conflict when it changed since.

    Of coaching that is closed, Format B.1.8 goes to the superior of the leader (PermenPANRB 6/2022).
    """
    with transaction.atomic():
        row = _held(guidance)
        if row.edition != seen:
            raise Conflict(_("Catatan ini berubah sejak Anda membukanya. Muat ulang halamannya, lalu konfirmasi."))
        if not row.talked.reveal():
            raise Conflict(_("Catatan ini belum ditulis pembimbingnya."))
        sides = {row.guide.user_id: "guide_at", row.plan.employee.user_id: "employee_at"}
        side = sides.get(actor.pk)
        if side is None:
            raise Forbidden(_("Catatan dikonfirmasi oleh pembimbing dan pegawai."))
        if getattr(row, side) is None:
            setattr(row, side, now)
            row.save(update_fields=[side])
            if row.closed:
                _hand_up(row, now)
            _record("confirm", row, {side: (None, now)}, actor=actor, now=now)
    return row


def _hand_up(row: Guidance, now: datetime) -> None:
    """Tell the leader's superior that Format B.1.8 of coaching is there; of counselling nobody is told."""
    leader = row.plan.rater
    above = Plan.objects.filter(cycle=row.plan.cycle_id, employee=leader).select_related("rater").first()
    if row.kind == GuidanceKind.COACHING and above is not None and above.rater is not None:
        words = gettext_lazy("Umpan balik pelaksanaan bimbingan kinerja disampaikan kepada Anda.")
        _tell(row, [above.rater], words, now)


def _check_opened(plan: Plan, opened: Opened, now: datetime) -> None:
    wrong: dict[str, str] = {}
    if opened.kind not in GuidanceKind.values:
        wrong["kind"] = _("Pilih dari daftar.")
    if not opened.topic.strip():
        wrong["topic"] = _("Tulis pokoknya.")
    if not plan.from_date <= opened.day <= plan.to_date:
        wrong["day"] = _("Pilih hari dalam masa SKP.")
    if opened.guide is not None and opened.guide.pk == plan.employee_id:
        wrong["guide"] = _("Pilih orang lain.")
    if opened.checkin is not None and opened.checkin.plan_id != plan.pk:
        wrong["topic"] = _("Dialog ini bukan dari SKP yang sama.")
    if wrong:
        raise Invalid(" ".join(wrong.values()), fields=wrong)


def _check_written(guidance: Guidance, written: Written, day: date) -> None:
    wrong = {name: str(_("Wajib diisi.")) for name in ("talked", "agreed") if not getattr(written, name).strip()}
    if guidance.kind != GuidanceKind.COACHING and (written.about_employee.strip() or written.competences):
        wrong["talked"] = _("Format ini hanya untuk bimbingan.")
    allowed = scores(book().on(day))
    whole = all(one.name.strip() and one.reason.strip() and one.score in allowed for one in written.competences)
    if not whole or len(written.competences) > MOST_COMPETENCES:
        wrong["name_0"] = _("Setiap kompetensi memerlukan nama, skor, dan alasan.")
    if wrong:
        raise Invalid(" ".join(wrong.values()), fields=wrong)


def _held(guidance: Guidance) -> Guidance:
    """Take a record until the transaction ends; Conflict when both confirmed it."""
    rows = Guidance.objects.select_for_update(of=("self",))
    row = rows.select_related("plan__employee", "plan__rater", "guide").get(pk=guidance.pk)
    if row.closed:
        raise Conflict(_("Catatan ini sudah dikonfirmasi kedua pihak."))
    return row


def _anew(row: Guidance, fields: list[str]) -> None:
    row.edition, row.guide_at, row.employee_at = row.edition + 1, None, None
    row.save(update_fields=[*fields, "edition", "guide_at", "employee_at"])


def _tell(row: Guidance, people: Sequence[Employee], words: Any, now: datetime) -> None:
    users = [one.user_id for one in people if one.user_id is not None]
    notice_send(to=users, kind=KIND, text=words, url=reverse("guidance", args=[row.uid]), now=now)


def _record(verb: str, row: Guidance, changes: dict[str, Any], *, actor: User, now: datetime) -> None:
    subject = row.plan.employee.uid
    record(actor=actor, action=f"performance.guidance_{verb}", target=row, subject=subject, changes=changes, now=now)
