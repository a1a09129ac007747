"""The kinds of facts that any city has: attendance by the day, hours of training, work counted by hand."""

from django.utils.translation import gettext_lazy as _

from betang.ledger.kinds import Field, Pair, kind

DAY = 24 * 60

ATTENDANCE = kind(
    "id.go.palangkaraya.kehadiran.hari",
    title=_("Kehadiran per hari"),
    fields=[
        Field(
            "keadaan",
            _("Keadaan"),
            choices={
                "hadir": _("Hadir"),
                "dinas_luar": _("Dinas luar"),
                "cuti": _("Cuti"),
                "sakit": _("Sakit"),
                "izin": _("Izin"),
                "alpa": _("Tanpa keterangan"),
            },
        ),
        Field("terlambat_menit", _("Terlambat"), unit=_("menit"), highest=DAY),
        Field("pulang_cepat_menit", _("Pulang cepat"), unit=_("menit"), highest=DAY, required=False),
        Field("kerja_menit", _("Waktu kerja"), unit=_("menit"), highest=DAY, required=False),
    ],
    quality=Pair(how="share", field="terlambat_menit", limit=("at_most", "0")),
)
TRAINING = kind(
    "id.go.palangkaraya.pelatihan.jam",
    title=_("Jam pelatihan"),
    fields=[
        Field("jp", _("Jam pelajaran"), unit=_("JP"), lowest=1, highest=2000),
        Field("lulus", _("Lulus"), yes_no=True, required=False),
        Field("nilai", _("Nilai akhir"), places=2, highest=100, required=False),
    ],
    quality=Pair(how="mean", field="nilai"),
)
COUNT = kind(
    "id.go.palangkaraya.hitungan.manual",
    title=_("Hitungan manual"),
    fields=[
        Field("jumlah", _("Jumlah hasil"), highest=1_000_000),
        Field("perbaikan", _("Jumlah yang dikembalikan untuk diperbaiki"), highest=1_000_000, required=False),
        Field("hari", _("Lama pengerjaan"), unit=_("hari kerja"), places=2, highest=1000, required=False),
    ],
    quality=Pair(how="share", field="perbaikan", limit=("at_most", "0")),
)
