"""Looking for requests at the counter: by number, by NIK through its hash, by the applicant's name.

Names are encrypted and have no hash: those of open requests are opened and compared, of the newest first. A thousand
take 13 ms; an office has a few hundred open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from betang.kernel.access.viewer import Viewer
from betang.kernel.crypto.blind import caseless, compact
from betang.kernel.errors import Invalid
from betang.services import flow
from betang.services.models import Request
from betang.services.queries.counter import may_work_on

OPEN = (
    flow.SUBMITTED, flow.VERIFYING, flow.CORRECTING, flow.RECORDING, flow.OUTAGE, flow.VALIDATING, flow.SIGNING,
    flow.ISSUED, flow.SENT, flow.READY,
)  # fmt: skip
MOST, MOST_NAMES = 25, 2000
NIK_DIGITS = 16
_NIK = re.compile(r"\d{16}")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, and what it is taken for: "nik", "nomor" or "nama"."""

    kind: str
    text: str


def asked(text: str) -> Asked:
    """Tell what somebody looks for; Invalid, with a sentence, for what nothing can be found by."""
    plain, digits = " ".join(text.split())[:100], compact(text)
    if _NIK.fullmatch(digits):
        return Asked("nik", digits)
    if digits.isdecimal() and len(digits) > NIK_DIGITS - 5:
        raise Invalid(_("NIK terdiri atas 16 angka. Periksa kembali."))
    if any(sign.isdecimal() for sign in plain):
        return Asked("nomor", plain.upper()[:24])
    if sum(map(len, _WORD.findall(plain))) < 3:
        raise Invalid(_("Tulis nomor, NIK, atau sedikitnya tiga huruf nama."))
    return Asked("nama", plain)


def by_number(viewer: Viewer, number: str) -> QuerySet[Request]:
    """Requests whose number ends like this, wherever they stand."""
    return Request.objects.filter(may_work_on(viewer), number__iendswith=number)


def by_nik(viewer: Viewer, nik: str) -> QuerySet[Request]:
    """Requests of an applicant, ended ones included."""
    return Request.objects.filter(may_work_on(viewer), nik_index__of=nik)


def by_name(viewer: Viewer, name: str) -> QuerySet[Request]:
    """Open requests whose applicant's name has words that begin with all these, in any order; one query for names."""
    wanted = _WORD.findall(caseless(name))
    rows = Request.objects.filter(may_work_on(viewer), state__in=OPEN).order_by("-submitted_at").only("pk", "name")
    found = [row.pk for row in rows[:MOST_NAMES] if fits(row.name.reveal(), wanted)]
    return Request.objects.filter(pk__in=found[:MOST])


def fits(name: str, wanted: list[str]) -> bool:
    """Tell whether each wanted word begins some word of a name."""
    words = _WORD.findall(caseless(name))
    return all(any(word.startswith(each) for word in words) for each in wanted)


def ordered(found: QuerySet[Request]) -> list[Request]:
    """Read what was found, the newest first, as the queue shows it; one query."""
    rows = found.select_related("definition", "officer", "held").order_by("-submitted_at", "-pk")
    return list(rows[:MOST])
