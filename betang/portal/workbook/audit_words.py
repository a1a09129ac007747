"""The words for workbooks in the audit trail."""

from django.utils.translation import gettext_lazy as _

from betang.kernel.audit.words import describe, say

say(
    {
        "workbook.run_upload": _("buku kerja penilaian diunggah"),
        "workbook.run_compute": _("buku kerja penilaian dihitung"),
        "workbook.run_download": _("hasil penilaian diunduh"),
        "workbook.run_delete": _("buku kerja penilaian dihapus"),
    }
)
FIELDS = {
    "state": _("keadaan"),
    "sha256": _("sidik isi"),
    "rule_version": _("versi aturan"),
    "day": _("nilai hukum pada"),
    "people": _("banyaknya pegawai"),
    "faults": _("banyaknya kesalahan"),
    "file": _("berkas unduhan"),
}
describe("workbook.workbookrun", fields=FIELDS, open_fields=FIELDS)
