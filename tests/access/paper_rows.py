"""Rows of issued papers for the permission matrix; see tests/access/rows.py."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from betang.kernel.accounts.models import User
from betang.kernel.crypto.files import file_store
from betang.kernel.documents.models import Document
from tests.access.people import RECORDED

Kinds = Mapping[str, Mapping[str, Any]]


def issued_papers(user: User | None) -> Kinds:
    """A paper that was issued; its page is for whoever holds it."""
    kept = file_store(content=BytesIO(b"%PDF"), name="x.pdf", media_type="application/pdf", now=RECORDED)
    amount = Document.objects.count()
    made = Document.objects.create(
        token=f"uji-{amount}", kind="uji", number=f"UJI-{amount}", series=f"uji:{amount}", edition=1, about="Uji",
        issuer="Uji", content_digest="", sha256=kept.sha256, file=kept, issued_at=RECORDED,
    )  # fmt: skip
    return {"own": {"token": made.token}, "unknown": {"token": "tidak-ada"}}


PAPERS = {"verification": issued_papers, "verification_file": issued_papers}
