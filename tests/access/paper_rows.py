"""Rows of issued papers for the permission matrix; see tests/access/rows.py."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from uuid import UUID

from betang.kernel.access.roles import Role
from betang.kernel.accounts.models import User
from betang.kernel.crypto.files import file_store
from betang.kernel.documents.models import Document
from betang.performance.models import Bundle, Cycle
from tests.access.goal_rows import cycles
from tests.access.people import OWN_OFFICE, RECORDED, unit, user_with

Kinds = Mapping[str, Mapping[str, Any]]
NOBODY = UUID("00000000-0000-4000-8000-000000000000")


def issued_papers(user: User | None) -> Kinds:
    """A paper that was issued; its page is for whoever holds it."""
    kept = file_store(content=BytesIO(b"%PDF"), name="x.pdf", media_type="application/pdf", now=RECORDED)
    amount = Document.objects.count()
    made = Document.objects.create(
        token=f"uji-{amount}", kind="uji", number=f"UJI-{amount}", series=f"uji:{amount}", edition=1, about="Uji",
        issuer="Uji", content_digest="", sha256=kept.sha256, file=kept, issued_at=RECORDED,
    )  # fmt: skip
    return {"own": {"token": made.token}, "unknown": {"token": "tidak-ada"}}


def bundles(user: User | None) -> Kinds:
    """Bundles one asked for, and somebody else; those of the office that heads of units lead."""
    year = Cycle.objects.get(year=cycles(None)["own"]["year"])
    owners = {"own": user or user_with(Role.BKPSDM), "foreign": user_with(Role.BKPSDM)}
    made = {
        kind: Bundle.objects.create(owner=owner, unit=unit(OWN_OFFICE), cycle=year, asked_at=RECORDED)
        for kind, owner in owners.items()
    }
    return {**{kind: {"pk": one.pk} for kind, one in made.items()}, "unknown": {"pk": NOBODY}}


PAPERS = {"verification": issued_papers, "verification_file": issued_papers}
BUNDLES = {"bundle_file": bundles}
