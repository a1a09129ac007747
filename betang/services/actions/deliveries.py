"""Fetching a document by its link or from the page of the request, and a new link after a check of identity.

The count, the entry in the trail and the end of the request are one transaction; the file is proven before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from betang.kernel.access.viewer import Viewer
from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.crypto.files import file_response
from betang.kernel.errors import Conflict, Invalid, NotFound
from betang.services import flow
from betang.services.actions.linking import link_make
from betang.services.actions.steps import request_received
from betang.services.models import Delivery, Request
from betang.services.models.deliveries import Proof
from betang.services.queries.deliveries import delivery_of, result_of
from betang.services.secrets import new_pin, pin_digest
from betang.services.settled import link_terms
from betang.services.telling import tell_link

LONGEST = 300


def result_fetch(*, actor: User | None, request: Request, now: datetime) -> StreamingHttpResponse:
    """Hand the document to its applicant, who has passed PIN or link; the first time closes the request. Audited.

    NotFound where nothing was sent, Conflict once the link is over or was used as often as it may be.
    """
    found = delivery_of(request)
    if found is None:
        raise NotFound
    response = file_response(found.result.file)
    with transaction.atomic():
        row = Request.objects.select_for_update(of=("self",)).select_related("definition").get(pk=request.pk)
        delivery = _usable(row, now)
        delivery.downloads += 1
        delivery.save(update_fields=["downloads"])
        request_received(request=row, now=now)
        changes = {"downloads": (delivery.downloads - 1, delivery.downloads), "sha256": (None, delivery.result.sha256)}
        record(actor=actor, action="services.result_fetch", target=row, subject=row.subject, changes=changes, now=now)
    return response


def _usable(row: Request, now: datetime) -> Delivery:
    delivery = delivery_of(row)
    if delivery is None or row.state not in flow.DELIVERED:
        raise NotFound
    if delivery.expires_at <= now or delivery.downloads >= link_terms(now).downloads:
        raise Conflict(_("Tautan ini sudah habis masa atau jatahnya. Minta tautan baru di loket dengan KTP Anda."))
    return delivery


@dataclass(frozen=True, slots=True)
class Renewed:
    """A new link and, when it was asked for, a new PIN: told once."""

    link: str
    pin: str


def delivery_renew(
    *, viewer: Viewer, request: Request, proof: str, reason: str, with_pin: bool = False, now: datetime
) -> Renewed:
    """Make a new link, and a new PIN if it was lost, after identity was checked at the counter. Audited.

    Invalid without proof or reason, Conflict where no document was sent.
    """
    wrong = {} if proof in Proof.values else {"proof": _("Pilih dengan apa identitasnya diperiksa.")}
    if not reason.strip() or len(reason) > LONGEST:
        wrong["reason"] = _("Tulis alasannya, paling banyak 300 huruf.")
    if wrong:
        raise Invalid(_("Tautan baru belum dapat dibuat."), fields=wrong)
    with transaction.atomic():
        row = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
        if row.state not in flow.DELIVERED or result_of(row) is None:
            raise Conflict(_("Permohonan ini tidak mempunyai dokumen yang dikirim."))
        made = Renewed(link_make(request=row, now=now), new_pin() if with_pin else "")
        if made.pin:
            row.pin_digest = pin_digest(row.uid, made.pin)
            row.save(update_fields=["pin_digest"])
        tell_link(row, made.link, now=now)
        record(
            actor=viewer.actor, action="services.delivery_renew", target=row, subject=row.subject,
            changes={"proof": (None, proof), "pin": (None, with_pin)}, reason=reason.strip(), now=now,
        )  # fmt: skip
    return made
