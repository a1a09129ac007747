"""The words in which the trail speaks of the ledger."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from betang.kernel.audit.words import describe, say
from betang.ledger.models import Source

say(
    {
        "ledger.facts_take": _("fakta diterima"),
        "ledger.source_register": _("sumber fakta didaftarkan"),
        "ledger.token_renew": _("token sumber diperbarui"),
        "ledger.source_close": _("sumber fakta ditutup"),
        "ledger.source_entrust": _("penanggung jawab sumber ditetapkan"),
        "ledger.contest_open": _("fakta disanggah"),
        "ledger.contest_accept": _("sanggahan diterima, fakta dikoreksi"),
        "ledger.contest_decline": _("sanggahan ditolak"),
        "ledger.import_check": _("berkas fakta diperiksa"),
        "ledger.import_apply": _("berkas fakta diterapkan"),
        "ledger.import_drop": _("impor fakta dibatalkan"),
    }
)


def source_labels(ids: Sequence[str]) -> Mapping[str, str]:
    """Name sources by their id."""
    return {str(pk): name for pk, name in Source.objects.filter(pk__in=ids).values_list("pk", "name")}


describe(
    "ledger.source",
    labels=source_labels,
    fields={"facts": _("banyaknya fakta"), "digest": _("sidik isi"), "expires_at": _("token berlaku sampai")},
    open_fields=["uri", "name", "kinds", "unit", "facts", "digest", "expires_at", "closed_at"],
)
describe(
    "ledger.contest",
    fields={"data": _("nilai"), "day": _("hari"), "proposed": _("nilai yang diusulkan"), "link": _("tautan bukti")},
)
