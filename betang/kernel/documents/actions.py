"""Issuing papers: set and sign what is new, keep it encrypted, put it into the register and its fingerprint into the
trail. Setting, signing and writing to the disk happen in threads and before the transaction, which stays short.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
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
from betang.kernel.crypto.files import file_written
from betang.kernel.crypto.models import EncryptedFile
from betang.kernel.documents.holders import initials
from betang.kernel.documents.kinds import Kind
from betang.kernel.documents.models import Document
from betang.kernel.documents.queries import standing
from betang.kernel.documents.signing import Signer, signer
from betang.kernel.documents.typesetting import typeset
from betang.kernel.errors import Conflict

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is mistaken for another
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
          "November", "Desember")  # fmt: skip
TRIES = 3
AT_ONCE = 2  # papers that are set at the same time, each on a core of its own


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

    def digest(self, signature: str) -> str:
        """The fingerprint of the content: the same data on the same form, signed alike, is the same paper."""
        told = [self.kind.name, self.kind.form, self.title, self.about, self.issuer, self.holder, self.data]
        told += [signature] if signature else []
        return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Draft:
    """A paper on its way into the register: its row, still without file, and what it is set from."""

    paper: Paper
    row: Document
    data: Mapping[str, Any]
    address: str


def document_issue(*, actor: User | None, paper: Paper, now: datetime) -> Document:
    """Issue one paper; see `documents_issue`."""
    return documents_issue(actor=actor, papers=[paper], now=now)[0]


def documents_issue(*, actor: User | None, papers: Sequence[Paper], now: datetime) -> list[Document]:
    """Issue papers of different series, all or none, and return their rows in this order.

    What stands already with the same content is returned as it is, nothing is written. The files lie in memory until
    they are written: keep to some forty papers a call. Conflict when others keep issuing the same.
    """
    seal = signer()
    for _attempt in range(TRIES):
        held = standing([paper.series for paper in papers])
        drafts = [draft for paper in papers if (draft := _draft(paper, held.get(paper.series), seal, actor, now))]
        files = _made(drafts, seal, now)
        try:
            _keep(drafts, files, actor=actor, now=now)
        except IntegrityError:  # somebody issued the same edition meanwhile: look again
            continue
        rows = held | {one.paper.series: one.row for one in drafts}
        return [rows[paper.series] for paper in papers]
    raise Conflict(_("Dokumen ini sedang diterbitkan orang lain. Coba lagi sebentar lagi."))


def _draft(
    paper: Paper, before: Document | None, seal: Signer | None, actor: User | None, now: datetime
) -> _Draft | None:
    """Give a paper its number and the address of its page; None when the one that stands says the same."""
    signature = seal.signature.value if seal else ""
    digest = paper.digest(signature)
    if before and before.content_digest == digest:
        return None
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
        content_digest=digest,
        signature=signature,
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
        "signature": signature,
    }
    return _Draft(paper, row, {**paper.data, "title": paper.title, "mark": mark}, address)


def _made(drafts: Sequence[_Draft], seal: Signer | None, now: datetime) -> list[EncryptedFile]:
    """Set, sign and write papers to the disk, several at a time; nothing of it touches the database.

    Signed is always in a thread of its own: the library runs an event loop, of which a thread can have one only.
    """

    def make(draft: _Draft) -> EncryptedFile:
        pdf = typeset(draft.paper.kind.template, data=draft.data, address=draft.address, now=now)
        content = BytesIO(seal.sign(pdf) if seal else pdf)
        name = f"{draft.row.number}.pdf"  # neither name nor NIP
        return file_written(content=content, name=name, media_type="application/pdf", now=now)

    if len(drafts) < 2 and not seal:
        return [make(draft) for draft in drafts]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(make, drafts))


def _keep(drafts: Sequence[_Draft], files: Sequence[EncryptedFile], *, actor: User | None, now: datetime) -> None:
    """Store the rows of files and papers and the entries in the trail, in one transaction."""
    if not drafts:
        return
    for draft, file in zip(drafts, files, strict=True):
        draft.row.file, draft.row.sha256 = file, file.sha256
    with transaction.atomic():
        EncryptedFile.objects.bulk_create(files)
        Document.objects.bulk_create([draft.row for draft in drafts])
        record_many([_entry(draft) for draft in drafts], actor=actor, now=now)


def _entry(one: _Draft) -> Change:
    before = one.row.replaces
    changes = {
        "number": (before.number if before else None, one.row.number),
        "sha256": (before.sha256 if before else None, one.row.sha256),
    }
    return Change(action="documents.document_issue", target=one.row, subject=one.paper.subject, changes=changes)
