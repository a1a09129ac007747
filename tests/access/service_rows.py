"""Rows of residents' requests for the permission matrix; see tests/access/rows.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO
from typing import Any
from uuid import UUID

from betang.kernel.accounts.models import User
from betang.kernel.crypto.files import file_store
from betang.services.actions.corrections import correction_ask
from betang.services.actions.drafts import draft_begin
from betang.services.content import WRITTEN, answers_put
from betang.services.models import (
    Appointment,
    Channel,
    Complaint,
    DataExport,
    ProcessLog,
    ReplyText,
    Request,
    ServiceEdition,
    Skill,
    SlotPlaces,
    SurveyComment,
    SurveyFollowUp,
    SurveyInvite,
)
from betang.services.reading import packaged
from betang.services.secrets import link_digest
from betang.services.stored import as_json
from betang.services.survey_tokens import token_digest
from tests.access.people import CITY, DATED, RECORDED, SINCE, employee, unit
from tests.services.sent import submitted, with_paper

Kinds = Mapping[str, Mapping[str, Any]]
SENT = datetime(2026, 1, 5, 3, tzinfo=UTC)  # the service standards are in force from 2024 on
NOBODY = UUID("00000000-0000-4000-8000-000000000000")
ANSWERS = {"pelapor": "sendiri", "nama": "Warga Uji", "sebab": "hilang"}


def request(user: User | None) -> Request:
    """A draft of an account, of nobody for a visitor."""
    made = draft_begin(
        user=user, definition=packaged()["kk-hilang-rusak"], channel=Channel.ONLINE, now=RECORDED
    ).request  # fmt: skip
    answers_put(made, ANSWERS)
    made.save(update_fields=WRITTEN)
    return made


def drafts(user: User | None, **more: str) -> Kinds:
    """A draft of one's own account, somebody else's, and none."""
    rows = {"own": request(user).uid, "foreign": request(None).uid, "unknown": NOBODY}
    return {kind: {"uid": uid, **more} for kind, uid in rows.items()}


def sent(user: User | None) -> Kinds:
    """A request that was sent, a draft (which the counter does not see), and none."""
    rows = {"own": submitted(SENT), "foreign": request(None)}
    found = {kind: {"uid": row.uid} for kind, row in rows.items()}
    return {**found, "unknown": {"uid": NOBODY}}


def steps(user: User | None) -> Kinds:
    """A step of such a request."""
    return {kind: {**found, "to": "verifikasi"} for kind, found in sent(user).items()}


def papers(user: User | None) -> Kinds:
    """The file of a request that was sent; of a draft; and none."""
    found = {}
    for kind, row in (("own", submitted(SENT)), ("foreign", with_paper(SENT))):
        found[kind] = {"uid": row.uid, "attachment": row.attachments.get().uid}
    return {**found, "unknown": {"uid": NOBODY, "attachment": NOBODY}}


def services(user: User | None) -> Kinds:
    """A service is everybody's."""
    return {"own": {"service": "kk-baru"}, "unknown": {"service": "tidak-ada"}}


def links(user: User | None) -> Kinds:
    """A secret link is for whoever has it."""
    Request.objects.filter(pk=request(None).pk).update(link_digest=link_digest("uji"))
    return {"own": {"token": "uji"}, "unknown": {"token": "tidak-ada"}}


def editions(user: User | None) -> Kinds:
    """An edition is the administrator's, whoever recorded it."""
    made = ServiceEdition.objects.create(
        service="lahir", from_date=SINCE, content="", definition=as_json(packaged()["lahir"]), recorded_at=RECORDED
    )
    return {"own": {"edition": made.pk}, "unknown": {"edition": 10**9}}


def surveys(user: User | None) -> Kinds:
    """A survey is for whoever has its link."""
    SurveyInvite.objects.create(
        request=request(None), digest=token_digest("uji"), service="kk-baru", month=SINCE, channel="daring",
        last_day=date(9999, 1, 1),
    )  # fmt: skip
    return {"own": {"token": "uji"}, "unknown": {"token": "tidak-ada"}}


def follow_ups(user: User | None) -> Kinds:
    """A follow-up is the office's, whoever owns it."""
    made = SurveyFollowUp.objects.create(element="U1", programme="Uji", owner=employee(), **DATED)
    return {"own": {"follow_up": made.pk}, "unknown": {"follow_up": 10**9}}


def skills(user: User | None) -> Kinds:
    """A competence is set by the heads of the office."""
    made = Skill.objects.create(employee=employee(), group="kk", **DATED)
    return {"own": {"skill": made.pk}, "unknown": {"skill": 10**9}}


def comments(user: User | None) -> Kinds:
    """What was written freely belongs to nobody."""
    return {
        "own": {"comment": SurveyComment.objects.create(month=SINCE, text="Uji").pk},
        "unknown": {"comment": NOBODY},
    }


def logs(user: User | None) -> Kinds:
    """The log of steps comes in two formats."""
    return {"own": {"kind": "csv"}, "unknown": {"kind": "exe"}}


def deliveries(user: User | None) -> Kinds:
    """The page of a link asks for the PIN, whatever the link."""
    return {"own": {"token": "uji"}, "unknown": {"token": "tidak-ada"}}


def complaints(user: User | None) -> Kinds:
    """A complaint is worked on by the office; a browser holds only what it sent or opened."""
    made = Complaint.objects.create(number="UJI", kind="pengaduan", secrecy="terbuka", text="Uji", received_at=RECORDED)
    return {"own": {"uid": made.uid}, "unknown": {"uid": NOBODY}}


def exports(user: User | None) -> Kinds:
    """An export that somebody else asked for."""
    other = User.objects.create_user("peminta.ekspor", password=None)
    made = DataExport.objects.create(
        asked_by=other, asked_at=RECORDED, purpose="Uji", basis="Uji", from_date=SINCE, to_date=SINCE
    )
    return {"own": {"uid": made.uid}, "unknown": {"uid": NOBODY}}


def process_logs(user: User | None) -> Kinds:
    """A log that somebody uploaded, with its analysis; somebody else's; and none."""
    found: dict[str, dict[str, Any]] = {"unknown": {"uid": NOBODY}}
    for kind, owner in (("own", user), ("foreign", None)):
        file, result = (
            file_store(content=BytesIO(b"{}"), name="uji.csv", media_type="text/csv", now=RECORDED) for _each in "ab"
        )
        made = ProcessLog.objects.create(
            owner=owner or User.objects.create_user(f"pemilik.log.{kind}", password=None), uploaded_at=RECORDED,
            expires_at=datetime(2999, 1, 1, tzinfo=UTC), file=file, titles=["a"], result=result,
        )  # fmt: skip
        found[kind] = {"uid": made.uid}
    return found


def appointments(user: User | None) -> Kinds:
    """An appointment is received by whoever works at the counter."""
    row = submitted(SENT)
    made = Appointment.objects.create(request=row, begins_at=RECORDED, seat=0, state="dipesan", made_at=RECORDED)
    return {
        "own": {"appointment": made.pk, "mark": "absen"},
        "unknown": {"appointment": 10**9, "mark": "absen"},
    }


def places(user: User | None) -> Kinds:
    """Places are decided by the head of the very office; here the heads are of other ones."""
    made = SlotPlaces.objects.create(places=2, **DATED)
    return {"own": {"row": made.pk}, "unknown": {"row": 10**9}}


def corrections(user: User | None) -> Kinds:
    """A wish that waits for the counter."""
    made = correction_ask(
        actor=None, request=submitted(SENT), key="nama", text="Warga Betul", today=SENT.date(), now=SENT
    )  # fmt: skip
    return {"own": {"uid": made.uid}, "unknown": {"uid": NOBODY}}


def replies(user: User | None) -> Kinds:
    """An answer is its section's; here the heads lead others."""
    made = ReplyText.objects.create(unit=unit(CITY), code="uji", to="DITOLAK", title="Uji", text="Uji.", **DATED)
    return {"own": {"row": made.pk}, "unknown": {"row": 10**9}}


CATALOGUE: dict[str, Callable[[User | None], Kinds]] = {
    "service": services,
    "apply": services,
    "track_link": links,
    "download": deliveries,
    "service_log": logs,
    "edition_history": services,
    "edition_add": services,
    "edition_void": editions,
    "survey": surveys,
    "complaint_one": complaints,
    "complaint_answer": complaints,
    "complaint_data": complaints,
    "complaint_desk": complaints,
    "complaint_handle": complaints,
    "complaint_who": complaints,
    "data_correction_open": corrections,
    "data_correction_settle": corrections,
    "data_export_decide": exports,
    "data_export_take": exports,
    "process_log": process_logs,
    "process_log_take": process_logs,
    "process_log_erase": process_logs,
    "follow_up_end": follow_ups,
    "skill_end": skills,
    "comment_review": comments,
    "desk_slot_mark": appointments,
    "slot_places_void": places,
    "reply_void": replies,
}
REQUESTS: dict[str, Callable[[User | None], Kinds]] = {
    "draft": drafts,
    "draft_question": partial(drafts, key="nama"),
    "draft_paper": partial(drafts, key="surat_hilang"),
    "draft_paper_remove": partial(drafts, key="surat_hilang"),
    "draft_review": drafts,
    "draft_cancel": drafts,
    "corrections": drafts,
    "correction": partial(drafts, key="nama"),
    "receipt": drafts,
    "receipt_pdf": drafts,
    "refusal_pdf": drafts,
    "tracked": drafts,
    "desk_request": sent,
    "desk_step": steps,
    "desk_reveal": sent,
    "desk_file": papers,
    "desk_unhold": sent,
    "desk_reverse": sent,
    "desk_result": sent,
    "desk_result_open": sent,
    "desk_renew": sent,
    "tracked_download": drafts,
    "draft_slot": drafts,
    "tracked_slot": drafts,
    "tracked_slot_cancel": drafts,
}
