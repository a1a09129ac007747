"""The words for the trail's own entries: reading values is recorded too, and so is accepting a restored database."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.audit.words import describe, say


def entry_labels(ids: Sequence[str]) -> Mapping[str, str]:
    """Name entries by their number."""
    return {number: _("nomor %(number)s") % {"number": number} for number in ids}


say(
    {
        "audit.values_reveal": gettext_lazy("nilai catatan audit dibuka"),
        "audit.witness_renew": gettext_lazy("berkas saksi diganti setelah basis data dipulihkan"),
    }
)
describe("audit.auditentry", labels=entry_labels)
describe(
    "audit.audithead",
    word=gettext_lazy("ujung rantai audit"),
    fields={"seq": gettext_lazy("catatan yang tidak cocok dengan saksi")},
    open_fields=["seq"],
)
