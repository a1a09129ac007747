"""General titles of the notices that public services send."""

from django.utils.translation import gettext_lazy as _

from betang.kernel.notices.kinds import kinds

kinds(
    {
        "services.complaint_late": _("Ada pengaduan yang melewati batas waktunya"),
        "services.deadline_near": _("Ada permohonan yang mendekati batas waktunya"),
        "services.deadline_over": _("Ada permohonan yang melewati batas waktunya"),
        "services.requests_shared": _("Pembagian permohonan berubah"),
        "services.returned_again": _("Ada permohonan yang dikembalikan berulang"),
        "services.export_asked": _("Ada ekspor data pribadi yang menunggu putusan Anda"),
        "services.export_decided": _("Permintaan ekspor data pribadi Anda diputuskan"),
    }
)
