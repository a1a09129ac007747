"""Giving feedback, asking for it, replying to it, and making it evidence of an evaluation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.kernel.notices import notice_send
from betang.people.models import Employee
from betang.performance.evaluating import held, unsent
from betang.performance.locking import is_rater
from betang.performance.models import (
    BehaviourRating,
    Evaluation,
    Feedback,
    FeedbackReply,
    FeedbackRequest,
    ItemRating,
    Period,
    RequestState,
)
from betang.performance.queries.feedback import plan_on, reach, relation_of, results_of
from betang.performance.rating_rows import Given, ratings_written
from betang.regulation.eksp2022.levels import NILAI, RATING
from betang.ui.formats import date as date_words

NEEDED = {"situation": gettext_lazy("Tulis situasinya."), "behaviour": gettext_lazy("Tulis perilaku yang terlihat.")}
CLOSED = gettext_lazy("Permintaan ini sudah dijawab atau ditolak.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What feedback speaks of: a result (by lineage), one of the seven values, or neither."""

    lineage: UUID | None = None
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said: the thumb by the three ratings of the form, and the four parts."""

    thumb: str
    situation: str
    behaviour: str
    impact: str = ""
    next_step: str = ""


def feedback_give(
    *, actor: User, receiver: Employee, topic: Topic, said: Said, request: FeedbackRequest | None = None, now: datetime
) -> Feedback:
    """Give feedback, unasked to somebody near or as the answer to a request.

    Forbidden to oneself and to who is not near; Invalid for an unknown topic or a missing part; Conflict for a request
    that is closed.
    """
    _check(said)
    day = localdate(now)
    with transaction.atomic():
        giver, plan = _employee(actor), plan_on(receiver.pk, day)
        if request is not None:
            request = _open_request(request, giver)
            topic = Topic(lineage=request.lineage, value=request.value)
        elif not Employee.objects.filter(reach(giver.pk, day), pk=receiver.pk).exists():
            raise Forbidden(_("Umpan balik diberikan kepada atasan, bawahan, rekan seunit, atau rekan setim."))
        _check_topic(topic, {row.lineage for row in results_of(plan)} if topic.lineage and not request else None)
        made = Feedback.objects.create(
            giver=giver, receiver=receiver, plan=plan, request=request, lineage=topic.lineage, value=topic.value,
            relation=relation_of(giver.pk, receiver.pk, plan, day), given_at=now, thumb=said.thumb,
            situation=said.situation.strip(), behaviour=said.behaviour.strip(), impact=said.impact.strip(),
            next_step=said.next_step.strip(),
        )  # fmt: skip
        if request is not None:
            _close(request, RequestState.ANSWERED, now=now)
        _tell(receiver, gettext_lazy("{name} memberi Anda umpan balik."), giver, made, now)
        changes = {"relation": (None, made.relation), "thumb": (None, made.thumb)}
        _record("give", made, changes, actor=actor, subject=receiver, now=now)
    return made


def feedback_reply(*, actor: User, feedback: Feedback, text: str, now: datetime) -> FeedbackReply:
    """Reply to a feedback as one of its sides, or as the plan's rater."""
    if not text.strip():
        raise Invalid(_("Tulis tanggapan Anda."), fields={"text": _("Tulis tanggapan Anda.")})
    with transaction.atomic():
        author = _employee(actor)
        rater = feedback.plan.rater_id if feedback.plan else None
        if author.pk not in {feedback.giver_id, feedback.receiver_id, rater}:
            raise Forbidden(_("Umpan balik ditanggapi oleh penerima, pemberi, atau pejabat penilainya."))
        made = FeedbackReply.objects.create(feedback=feedback, author=author, text=text.strip(), written_at=now)
        for other in {feedback.giver, feedback.receiver} - {author}:
            _tell(other, gettext_lazy("{name} menanggapi umpan balik."), author, feedback, now)
        _record("reply", feedback, {"reply": (None, made.pk)}, actor=actor, subject=feedback.receiver, now=now)
    return made


def feedback_use(*, actor: User, feedback: Feedback, now: datetime) -> Feedback:
    """Make a feedback evidence: it is written into the feedback column of the period's evaluation, once.

    The form's column is "umpan balik berkelanjutan berdasarkan bukti dukung" (law/people-reference §6); the rater may
    still edit it. Repeating changes nothing. Forbidden for others than receiver and rater; Conflict when it was sent.
    """
    with transaction.atomic():
        row = (
            Feedback.objects.select_for_update(of=("self",)).select_related("plan__cycle", "giver").get(pk=feedback.pk)
        )
        if row.evidence_id is not None:
            return row
        plan, period = row.plan, _period_of(row)
        if plan is None or period is None or not (row.lineage or row.value):
            raise Invalid(_("Hanya umpan balik atas hasil kerja atau nilai dalam masa SKP yang menjadi bukti."))
        if not (row.receiver.user_id == actor.pk or is_rater(plan, actor)):
            raise Forbidden(_("Umpan balik dijadikan bukti oleh penerimanya atau pejabat penilainya."))
        evaluation = held(plan, period)
        unsent(evaluation)
        ratings_written(evaluation, _given(evaluation, row), actor=actor, now=now)
        evaluation.edition += 1
        evaluation.save(update_fields=["edition"])
        row.evidence, row.evidence_at = evaluation, now
        row.save(update_fields=["evidence", "evidence_at"])
        _record("use", row, {"evidence": (None, evaluation.pk)}, actor=actor, subject=row.receiver, now=now)
    return row


def feedback_ask(*, actor: User, giver: Employee, topic: Topic, question: str, now: datetime) -> FeedbackRequest:
    """Ask somebody for feedback; Conflict while an earlier request to the same person about the same waits."""
    with transaction.atomic():
        asker = _employee(actor)
        if asker.pk == giver.pk:
            raise Invalid(_("Mintalah kepada orang lain."), fields={"giver": _("Pilih orang lain.")})
        _check_topic(topic, {row.lineage for row in results_of(plan_on(asker.pk, localdate(now)))})
        same = {"asker": asker, "giver": giver, "lineage": topic.lineage, "value": topic.value}
        if FeedbackRequest.objects.filter(**same, state=RequestState.WAITING).exists():
            raise Conflict(_("Permintaan yang sama kepada orang ini masih menunggu jawaban."))
        made = FeedbackRequest.objects.create(**same, question=question.strip(), asked_at=now)
        url = reverse("feedback_request", args=[made.uid])
        _notify(giver, "feedback_request", gettext_lazy("{name} meminta umpan balik dari Anda."), asker, url, now)
        _record("ask", made, {"giver": (None, giver.pk)}, actor=actor, subject=asker, now=now)
    return made


def feedback_decline(*, actor: User, request: FeedbackRequest, reason: str, now: datetime) -> FeedbackRequest:
    """Say that one cannot answer; a reason is welcome, not needed."""
    with transaction.atomic():
        giver = _employee(actor)
        row = _open_request(request, giver)
        _close(row, RequestState.DECLINED, reason=reason.strip(), now=now)
        url = f"{reverse('feedback')}?bagian=permintaan"
        words = gettext_lazy("{name} tidak dapat menjawab permintaan umpan balik Anda.")
        _notify(row.asker, "feedback_request", words, giver, url, now)
        changes = {"state": (RequestState.WAITING.value, row.state)}
        _record("decline", row, changes, actor=actor, subject=row.asker, now=now)
    return row


def _check(said: Said) -> None:
    """Refuse a feedback without thumb, situation or behaviour."""
    missing = {name: str(words) for name, words in NEEDED.items() if not getattr(said, name).strip()}
    if said.thumb not in RATING.names:
        missing["thumb"] = _("Pilih jempolnya.")
    if missing:
        raise Invalid(_("Umpan balik belum lengkap."), fields=missing)


def _check_topic(topic: Topic, lineages: set[UUID] | None) -> None:
    """Refuse a value that there is not, and a result that is not agreed; a request was checked when it was made."""
    unknown = topic.lineage is not None and lineages is not None and topic.lineage not in lineages
    if unknown or (topic.value and topic.value not in NILAI.names) or (topic.value and topic.lineage):
        raise Invalid(_("Pilih pokok umpan balik dari daftar."), fields={"topic": _("Pilih dari daftar.")})


def _employee(actor: User) -> Employee:
    found = Employee.objects.filter(user=actor).first()
    if found is None:
        raise Forbidden(_("Umpan balik hanya untuk pegawai."))
    return found


def _open_request(request: FeedbackRequest, giver: Employee) -> FeedbackRequest:
    """Take a request until the transaction ends; Conflict when it is closed."""
    row = FeedbackRequest.objects.select_for_update(of=("self",)).select_related("asker").get(pk=request.pk)
    if row.giver_id != giver.pk:
        raise Forbidden(_("Permintaan ini ditujukan kepada orang lain."))
    if row.state != RequestState.WAITING:
        raise Conflict(str(CLOSED))
    return row


def _close(row: FeedbackRequest, state: RequestState, *, reason: str = "", now: datetime) -> None:
    row.state, row.reason, row.closed_at = state, reason, now
    row.save(update_fields=["state", "reason", "closed_at"])


def _period_of(feedback: Feedback) -> Period | None:
    """Find the period of the plan's year in which a feedback was given."""
    if feedback.plan is None:
        return None
    day = localdate(feedback.given_at)
    rows = Period.objects.filter(cycle=feedback.plan.cycle_id, number__gt=0, from_date__lte=day, to_date__gte=day)
    return rows.first()


def _given(evaluation: Evaluation, row: Feedback) -> Given:
    """Add a feedback to what stands in the column already."""
    if row.lineage:
        item = ItemRating.objects.filter(evaluation=evaluation, lineage=row.lineage).first()
        return Given(items={row.lineage: {"feedback": _joined(item, row)}})
    behaviour = BehaviourRating.objects.filter(evaluation=evaluation, value=row.value).first()
    return Given(behaviours={row.value: {"feedback": _joined(behaviour, row)}})


def _joined(there: ItemRating | BehaviourRating | None, row: Feedback) -> str:
    return "\n".join(filter(None, [there.feedback if there else "", _as_evidence(row)]))


def _as_evidence(row: Feedback) -> str:
    """Write a feedback as it stands in an evaluation: day, giver, thumb, the four parts."""
    parts = {
        _("Situasi"): row.situation, _("Perilaku"): row.behaviour, _("Dampak"): row.impact,
        _("Langkah"): row.next_step,
    }  # fmt: skip
    said = " ".join(f"{name}: {text.rstrip('.')}." for name, text in parts.items() if text)
    day = date_words(localdate(row.given_at), language=get_language() or "id")
    return f"[{day}, {row.giver.full_name}, {row.get_relation_display()}; {row.get_thumb_display()}] {said}"


def _tell(who: Employee, text: Any, by: Employee, feedback: Feedback, now: datetime) -> None:
    _notify(who, "feedback", text, by, reverse("feedback_one", args=[feedback.uid]), now)


def _notify(who: Employee, kind: str, text: Any, by: Employee, url: str, now: datetime) -> None:
    """Tell somebody who has an account."""
    if who.user_id is not None:
        words = format_lazy(text, name=by.full_name)
        notice_send(to=[who.user_id], kind=f"performance.{kind}", text=words, url=url, now=now)


def _record(verb: str, target: Any, changes: dict[str, Any], *, actor: User, subject: Employee, now: datetime) -> None:
    """Enter it in the trail: who and what kind, never what was said."""
    record(
        actor=actor, action=f"performance.feedback_{verb}", target=target, subject=subject.uid, changes=changes, now=now
    )
