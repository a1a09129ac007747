"""General titles of the notices that performance sends."""

from django.utils.translation import gettext_lazy as _

from betang.kernel.notices.kinds import kinds

kinds(
    {
        "performance.plan": _("SKP diajukan, disepakati, atau dikembalikan"),
        "performance.plan_open": _("SKP Anda sudah dibuka"),
        "performance.goal": _("Pohon kinerja unit Anda berubah"),
        "performance.late": _("Ada langkah kinerja yang melewati tenggat"),
        "performance.evaluation": _("Ada kabar tentang evaluasi kinerja"),
        "performance.rater": _("Anda ditetapkan sebagai pejabat penilai"),
        "performance.calibration": _("Ada kabar tentang kalibrasi"),
        "performance.objection": _("Ada kabar tentang keberatan"),
        "performance.improvement": _("Ada kabar tentang rencana perbaikan"),
        "performance.improvement_late": _("Ada langkah perbaikan yang melewati tanggalnya"),
        "performance.checkin": _("Ada usulan atau kesepakatan dialog kinerja"),
        "performance.checkin_soon": _("Ada langkah dialog kinerja yang segera jatuh tempo"),
        "performance.checkin_late": _("Ada langkah dialog kinerja yang melewati tanggalnya"),
        "performance.feedback": _("Ada umpan balik untuk Anda, atau tanggapan atasnya"),
        "performance.feedback_request": _("Ada permintaan umpan balik, atau jawabannya"),
        "performance.feedback_team_none": _("Ada anggota tim Anda yang lama tanpa umpan balik"),
        "performance.feedback_none": _("Sudah lama tidak ada umpan balik untuk Anda"),
        "performance.award": _("Tim Anda menerima penghargaan"),
        "performance.round360": _("Ada kabar tentang umpan balik 360 derajat"),
        "performance.guidance": _("Ada kabar tentang catatan pembimbingan"),
        "performance.thanks": _("Ada ucapan terima kasih, atau kabar tentangnya"),
    }
)
