"""How the work on services is measured well: per service, without steps that were taken back.

What was chosen, and why, stands in docs/services/measures.md.
"""

from django.utils.translation import gettext_lazy as _

from betang.ledger.measures import How
from betang.ledger.ready import Ready, ready
from betang.services.fact_kinds import STEP

TAKEN_BACK = ("ditarik", True)
REPEATED = ("ulangan", True)
CHECKS = {"langkah": "verifikasi"}
FIRST_TIME_RIGHT = ("benar_pertama", "ya")

ON_TIME = ready(
    Ready(
        key="tepat-waktu",
        kind=STEP.name,
        title=_("Tepat waktu"),
        about=_("Persen langkah yang selesai dalam batasnya. Gangguan yang dicatat memundurkan batas itu."),
        how=How.SHARE,
        field="tepat_waktu",
        limit="ya",
        apart="layanan",
        within="langkah",
        never=[TAKEN_BACK],
    )
)
NET_MINUTES = ready(
    Ready(
        key="menit-median",
        kind=STEP.name,
        title=_("Median menit kerja bersih"),
        about=_("Separuh langkah selesai dalam menit kerja sekian. Menunggu pemohon dan gangguan tidak dihitung."),
        how=How.MEDIAN,
        field="menit_kerja",
        apart="layanan",
        within="langkah",
        never=[TAKEN_BACK],
    )
)
RIGHT_AT_FIRST = ready(
    Ready(
        key="benar-pertama",
        kind=STEP.name,
        title=_("Benar sejak pertama"),
        about=_("Persen permohonan yang diterima pada pemeriksaan pertama, tanpa dikembalikan atau ditolak."),
        how=How.SHARE,
        field="benar_pertama",
        limit="ya",
        apart="layanan",
        only=CHECKS,
        never=[TAKEN_BACK, REPEATED],
    )
)
RETURNED = ready(
    Ready(
        key="dikembalikan",
        kind=STEP.name,
        title=_("Dikembalikan"),
        about=_("Persen permohonan yang dikembalikan untuk diperbaiki pada pemeriksaan pertama."),
        how=How.SHARE,
        field="dikembalikan",
        limit=True,
        apart="layanan",
        only=CHECKS,
        never=[TAKEN_BACK, REPEATED],
    )
)
VOLUME = ready(
    Ready(
        key="banyaknya",
        kind=STEP.name,
        title=_("Banyaknya permohonan yang diperiksa"),
        about=_("Pemeriksaan pertama saja; ditampilkan bersama persen yang benar sejak pertama."),
        how=How.COUNT,
        apart="layanan",
        only=CHECKS,
        never=[TAKEN_BACK, REPEATED],
        quality=FIRST_TIME_RIGHT,
    )
)
