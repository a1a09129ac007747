"""The facts that public services write: each step finished on a request, each complaint answered."""

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
STAGES = {
    "PERMINTAAN_INFORMASI": _("Permintaan informasi"),
    "TANPA_PENGAWASAN": _("Tidak berkadar pengawasan"),
    "DENGAN_PENGAWASAN": _("Berkadar pengawasan"),
}
"""How a complaint is settled: codes of the limits in pengaduan/batas_tahap."""
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
        Field("ditarik", _("Langkah ditarik kembali"), yes_no=True, required=False),
        Field("ulangan", _("Pemeriksaan ulang sesudah perbaikan"), yes_no=True, required=False),
        Field("gangguan", _("Tertahan gangguan yang dicatat"), yes_no=True, required=False),
    ],
    quality=Pair(how="share", field="tepat_waktu", limit=("is", "ya")),
)

COMPLAINT = kind(
    "id.go.palangkaraya.layanan.pengaduan",
    title=_("Pengaduan dijawab"),
    fields=[
        Field("tahap", _("Jenis penyelesaian"), choices=STAGES),
        Field("tepat_waktu", _("Tepat waktu"), choices=YES),
        Field("dibuka_lagi", _("Pernah dibuka lagi oleh pelapor"), yes_no=True),
    ],
    quality=Pair(how="share", field="tepat_waktu", limit=("is", "ya")),
)
