"""The facts that public services write: one for each step that somebody finished on a request."""

from django.utils.translation import gettext_lazy as _

from betang.ledger.kinds import Field, Pair, kind
from betang.services.reading import packaged

MOST_MINUTES = 1_000_000
STEPS = {
    "verifikasi": _("Pemeriksaan berkas"),
    "perekaman": _("Perekaman di SIAK"),
    "validasi": _("Validasi"),
    "penyerahan": _("Penyerahan"),
}
YES = {"ya": _("Ya"), "tidak": _("Tidak")}

STEP = kind(
    "id.go.palangkaraya.layanan.langkah",
    title=_("Langkah layanan selesai"),
    fields=[
        Field("layanan", _("Layanan"), choices={code: each.name.id for code, each in packaged().items()}),
        Field("langkah", _("Langkah"), choices=STEPS),
        Field("menit_kerja", _("Waktu kerja langkah ini"), unit=_("menit"), highest=MOST_MINUTES),
        Field("tepat_waktu", _("Tepat waktu"), choices=YES),
        Field("dikembalikan", _("Pernah dikembalikan sebelumnya"), yes_no=True),
        Field("benar_pertama", _("Benar sejak pertama"), choices=YES, required=False),
    ],
    quality=Pair(how="share", field="tepat_waktu", limit=("is", "ya")),
)
