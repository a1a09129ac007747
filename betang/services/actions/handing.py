"""What a hand-over in person needs: whose identity was checked and how, who collected, what became of the old paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.errors import Invalid
from betang.services.models import Collection, Request
from betang.services.models.deliveries import By, Old, Proof

LONGEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A hand-over as it was written down; codes as in the model, `name` of a proxy."""

    proof: str = ""
    by: str = ""
    name: str = ""
    old: str = ""


def hand_check(*, handed: Handed | None, old_needed: bool) -> None:
    """Refuse a hand-over that lacks something; Invalid, with a sentence at each field."""
    given, wrong = handed or Handed(), {}
    if given.proof not in Proof.values:
        wrong["proof"] = _("Pilih dengan apa identitasnya diperiksa.")
    if given.by not in By.values:
        wrong["by"] = _("Pilih siapa yang mengambil.")
    if given.by == By.PROXY and not given.name.strip():
        wrong["name"] = _("Tulis nama penerima kuasa seperti pada F-1.07.")
    if len(given.name) > LONGEST:
        wrong["name"] = _("Paling banyak 100 huruf.")
    if old_needed and given.old not in Old.values:
        wrong["old"] = _("Pilih apa yang terjadi dengan dokumen lama.")
    if wrong:
        raise Invalid(_("Penyerahan ini belum lengkap."), fields=wrong)


def collection_put(*, actor: User, request: Request, handed: Handed, old_needed: bool, now: datetime) -> Collection:
    """Write a checked hand-over down within the caller's transaction."""
    return Collection.objects.create(
        request=request,
        at=now,
        actor=actor,
        proof=handed.proof,
        by=handed.by,
        name=handed.name.strip() if handed.by == By.PROXY else "",
        old=handed.old if old_needed else "",
    )
