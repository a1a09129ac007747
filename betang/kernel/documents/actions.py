"""Issuing papers: set what is new, keep it encrypted, put it into the register and its fingerprint into the trail."""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import Change, record_many
from betang.kernel.crypto.files import file_store
from betang.kernel.documents.holders import initials
from betang.kernel.documents.kinds import Kind
from betang.kernel.documents.models import Document
from betang.kernel.documents.queries import standing
from betang.kernel.documents.typesetting import typeset
from betang.kernel.errors import Conflict

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is mistaken for another
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
          "November", "Desember")  # fmt: skip
TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is to be issued: `data` for the template, the rest for the register. `holder` is kept as initials only."""

    kind: Kind
    series: str
    title: str
    about: str
    issuer: str
    data: Mapping[str, Any]
    holder: str = ""
    subject: UUID | None = None  # whose data they are, for the trail

    @property
    def digest(self) -> str:
        """The fingerprint of the content: the same data on the same form is the same paper."""
        told = [self.kind.name, self.kind.form, self.title, self.about, self.issuer, self.holder, self.data]
        return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Set:
    """A paper that was set, on its way into the register."""

    paper: Paper
    row: Document
    pdf: bytes


def document_issue(*, actor: User | None, paper: Paper, now: datetime) -> Document:
    """Issue one paper; see `documents_issue`."""
    return documents_issue(actor=actor, papers=[paper], now=now)[0]


def documents_issue(*, actor: User | None, papers: Sequence[Paper], now: datetime) -> list[Document]:
    """Issue papers of different series, all or none, and return their rows in this order.

    What stands already with the same content is returned as it is, nothing is written. Setting (about 20 ms each) comes
    before the transaction: keep to some twenty papers a call. Conflict when others keep issuing the same.
    """
    for _attempt in range(TRIES):
        held = standing([paper.series for paper in papers])
        fresh = [
            _typeset(paper, held.get(paper.series), actor=actor, now=now)
            for paper in papers
            if paper.series not in held or held[paper.series].content_digest != paper.digest
        ]
        try:
            _keep(fresh, actor=actor, now=now)
        except IntegrityError:  # somebody issued the same edition meanwhile: look again
            continue
        rows = held | {one.paper.series: one.row for one in fresh}
        return [rows[paper.series] for paper in papers]
    raise Conflict(_("Dokumen ini sedang diterbitkan orang lain. Coba lagi sebentar lagi."))


def _typeset(paper: Paper, before: Document | None, *, actor: User | None, now: datetime) -> _Set:
    """Set a paper with its number and the address of its page."""
    day = timezone.localdate(now)
    row = Document(
        token=secrets.token_urlsafe(16),
        kind=paper.kind.name,
        number=f"{paper.kind.code}-{day.year}-{''.join(secrets.choice(LETTERS) for _sign in range(10))}",
        series=paper.series,
        edition=before.edition + 1 if before else 1,
        about=paper.about,
        holder=initials(paper.holder),
        issuer=paper.issuer,
        content_digest=paper.digest,
        issued_at=now,
        issued_by=actor,
        replaces=before,
    )
    address = settings.BETANG_ADDRESS + reverse("verification", args=[row.token])
    mark = {
        "number": row.number,
        "date": f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        "edition": str(row.edition),
        "issuer": paper.issuer,
        "address": address,
    }
    data = {**paper.data, "title": paper.title, "mark": mark}
    return _Set(paper, row, typeset(paper.kind.template, data=data, address=address, now=now))


def _keep(fresh: Sequence[_Set], *, actor: User | None, now: datetime) -> None:
    """Store the files, the rows and the entries in the trail, in one transaction."""
    if not fresh:
        return
    with transaction.atomic():
        for one in fresh:
            name = f"{one.row.number}.pdf"  # neither name nor NIP
            one.row.file = file_store(content=BytesIO(one.pdf), name=name, media_type="application/pdf", now=now)
            one.row.sha256 = one.row.file.sha256
        Document.objects.bulk_create([one.row for one in fresh])
        record_many([_entry(one) for one in fresh], actor=actor, now=now)


def _entry(one: _Set) -> Change:
    before = one.row.replaces
    changes = {
        "number": (before.number if before else None, one.row.number),
        "sha256": (before.sha256 if before else None, one.row.sha256),
    }
    return Change(action="documents.document_issue", target=one.row, subject=one.paper.subject, changes=changes)
