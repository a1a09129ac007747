"""Requests for tests: one that only lacks to be sent, and one that was."""

from __future__ import annotations

from datetime import datetime

from betang.services.actions.drafts import attachment_add, draft_begin
from betang.services.actions.submitting import request_submit
from betang.services.content import WRITTEN, answers_put
from betang.services.models import Channel, Request
from betang.services.reading import packaged
from tests.services.test_screening import document

ANSWERS = {
    "pelapor": "sendiri", "nama": "Sari Tumon", "nik": "6271034412900001", "no_kk": "6271030101200002",
    "sebab": "hilang", "kelurahan": "menteng", "kabar": "surel", "surel": "sari@contoh.example",
}  # fmt: skip


def with_paper(now: datetime) -> Request:
    """A complete draft."""
    row = draft_begin(user=None, definition=packaged()["kk-hilang-rusak"], channel=Channel.ONLINE, now=now).request
    answers_put(row, ANSWERS)
    row.save(update_fields=WRITTEN)
    attachment_add(actor=None, request=row, paper="surat_hilang", content=document(), name="surat.pdf", now=now)
    return row


def submitted(now: datetime) -> Request:
    """A request that was just sent."""
    return request_submit(actor=None, request=with_paper(now), now=now).request
