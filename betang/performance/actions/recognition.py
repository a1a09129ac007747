"""Thanking a colleague, letting the unit read it, taking it back, hiding it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.access.viewer import Viewer
from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.kernel.notices import notice_send
from betang.people.models import Employee
from betang.performance.actions.feedback import Topic
from betang.performance.models import LONGEST_THANKS, Thanks
from betang.performance.queries.feedback import plan_on, results_of
from betang.performance.queries.recognition import keeps_unit, left_today, unit_of
from betang.regulation.eksp2022.levels import NILAI


def thanks_give(*, actor: User, receiver: Employee, topic: Topic, text: str, now: datetime) -> Thanks:
    """Thank somebody, for a result, for one of the seven values, or in general; the receiver alone reads it at first.

    Invalid without a text or for an unknown topic; Conflict when the day's limit is reached, or the same person was
    thanked today.
    """
    text, day = text.strip(), localdate(now)
    if not text or len(text) > LONGEST_THANKS:
        words = _("Tulis ucapannya, paling banyak %(most)s huruf.") % {"most": LONGEST_THANKS}
        raise Invalid(words, fields={"text": words})
    with transaction.atomic():
        giver = _giver(actor)  # held, so that two at once do not both take the last of the day
        if giver.pk == receiver.pk:
            raise Invalid(_("Ucapan terima kasih diberikan kepada orang lain."))
        _check_topic(topic, receiver, now)
        if not left_today(giver.pk, day):
            raise Conflict(_("Batas ucapan hari ini sudah tercapai. Lanjutkan besok."))
        if Thanks.objects.filter(giver=giver, receiver=receiver, given_at__date=day).exists():
            raise Conflict(_("Anda sudah berterima kasih kepada orang ini hari ini."))
        made = Thanks.objects.create(
            giver=giver, receiver=receiver, unit_id=unit_of(receiver.pk, day), text=text, value=topic.value,
            lineage=topic.lineage, given_at=now,
        )  # fmt: skip
        told = format_lazy(gettext_lazy("{name} berterima kasih kepada Anda."), name=giver.full_name)
        _tell(receiver, told, now)
        _record("give", made, {"value": (None, made.value or None)}, actor=actor, now=now)
    return made


def thanks_show(*, actor: User, thanks: Thanks, public: bool, now: datetime) -> Thanks:
    """Let the unit read it, or no longer: the receiver alone decides. Repeating changes nothing."""
    with transaction.atomic():
        row = _held(thanks)
        if row.receiver.user_id != actor.pk:
            raise Forbidden(_("Yang menerima ucapan memutuskan siapa yang boleh membacanya."))
        if row.withdrawn_at or row.hidden_at:
            raise Conflict(_("Ucapan ini sudah ditarik atau disembunyikan."))
        if bool(row.public_at) != public:
            before, row.public_at = row.public_at, now if public else None
            row.save(update_fields=["public_at"])
            _record("show", row, {"public_at": (before, row.public_at)}, actor=actor, now=now)
    return row


def thanks_withdraw(*, actor: User, thanks: Thanks, now: datetime) -> Thanks:
    """Take it back: the text is erased for everybody. The giver alone; repeating changes nothing."""
    with transaction.atomic():
        row = _held(thanks)
        if row.giver.user_id != actor.pk:
            raise Forbidden(_("Ucapan ditarik oleh pemberinya."))
        if row.withdrawn_at is None:
            row.withdrawn_at, row.text, row.public_at = now, "", None
            row.save(update_fields=["withdrawn_at", "text", "public_at"])
            _record("withdraw", row, {"withdrawn_at": (None, now)}, actor=actor, now=now)
    return row


def thanks_hide(*, viewer: Viewer, thanks: Thanks, reason: str, now: datetime) -> Thanks:
    """Take what is public off the wall, with the reason; the unit's administrator alone. Both sides are told why."""
    if not reason.strip():
        raise Invalid(_("Tulis alasannya."), fields={"reason": _("Tulis alasannya.")})
    with transaction.atomic():
        row = _held(thanks)
        if not keeps_unit(viewer, row.unit_id):
            raise Forbidden(_("Ucapan disembunyikan oleh administrator unit."))
        if row.hidden_at or not row.public_at:
            raise Conflict(_("Ucapan ini sudah tidak terbaca unit."))
        row.hidden_at, row.hidden_by, row.hidden_reason = now, viewer.actor, reason.strip()[:300]
        row.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
        for who in (row.giver, row.receiver):
            _tell(who, gettext_lazy("Sebuah ucapan terima kasih disembunyikan; alasannya ada di halamannya."), now)
        _record("hide", row, {"hidden_at": (None, now)}, actor=viewer.actor, reason=row.hidden_reason, now=now)
    return row


def _giver(actor: User) -> Employee:
    found = Employee.objects.select_for_update(of=("self",)).filter(user=actor).first()
    if found is None:
        raise Forbidden(_("Ucapan terima kasih hanya antarpegawai."))
    return found


def _check_topic(topic: Topic, receiver: Employee, now: datetime) -> None:
    """Refuse a value that there is not, and a result that is not agreed with the receiver."""
    unknown = bool(topic.value) and (topic.value not in NILAI.names or topic.lineage is not None)
    if topic.lineage is not None:
        unknown |= topic.lineage not in {row.lineage for row in results_of(plan_on(receiver.pk, localdate(now)))}
    if unknown:
        raise Invalid(_("Pilih pokok ucapan dari daftar."), fields={"topic": _("Pilih dari daftar.")})


def _held(thanks: Thanks) -> Thanks:
    rows = Thanks.objects.select_for_update(of=("self",)).select_related("giver", "receiver")
    return rows.get(pk=thanks.pk)


def _tell(who: Employee, words: Any, now: datetime) -> None:
    if who.user_id is not None:
        notice_send(to=[who.user_id], kind="performance.thanks", text=words, url=reverse("thanks"), now=now)


def _record(verb: str, row: Thanks, changes: dict[str, Any], *, actor: User, reason: str = "", now: datetime) -> None:
    record(
        actor=actor, action=f"performance.thanks_{verb}", target=row, subject=row.receiver.uid, changes=changes,
        reason=reason, now=now,
    )  # fmt: skip
