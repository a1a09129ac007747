"""The words in which the audit trail shows what was done on the portal's own screens."""

from django.utils.translation import gettext_lazy as _

from betang.kernel.audit.words import describe, say

say({"portal.access_log_export": _("log akses diunduh")})
FIELDS = {
    "kind": _("kejadian"),
    "account": _("nama atau nama pengguna"),
    "since": _("dari"),
    "before": _("sampai sebelum"),
    "amount": _("banyaknya baris"),
}
describe("portal.accesslog", word=_("log akses"), fields=FIELDS, open_fields=["kind", "since", "before", "amount"])
