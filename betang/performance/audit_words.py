"""The words in which the trail speaks of performance."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from betang.kernel.audit.words import describe, say
from betang.performance.models import Indicator, PlanVersion, Result

say(
    {
        "performance.cycle_open": _("siklus dibuka"),
        "performance.bundle_ask": _("dokumen satu unit diminta"),
        "performance.bundle_finish": _("dokumen satu unit disiapkan"),
        "performance.bundle_take": _("dokumen satu unit diunduh"),
        "performance.evaluations_export": _("daftar evaluasi diekspor"),
        "performance.deadline_set": _("tenggat ditetapkan"),
        "performance.goal_add": _("tujuan ditambah"),
        "performance.goal_change": _("tujuan diubah"),
        "performance.goal_retire": _("tujuan dihentikan"),
        "performance.goal_indicator_add": _("indikator tujuan ditambah"),
        "performance.goal_indicator_change": _("indikator tujuan diubah"),
        "performance.goal_indicator_retire": _("indikator tujuan dihentikan"),
        "performance.goal_measure": _("realisasi tujuan dicatat"),
        "performance.plan_open": _("SKP dibuka"),
        "performance.plan_follow": _("SKP mengikuti perpindahan"),
        "performance.plan_begin": _("SKP mulai disusun"),
        "performance.plan_submit": _("SKP diajukan kepada penilai"),
        "performance.plan_withdraw": _("SKP ditarik kembali"),
        "performance.plan_return": _("SKP dikembalikan"),
        "performance.plan_agree": _("SKP disepakati penilai"),
        "performance.plan_replace": _("versi SKP diganti"),
        "performance.plan_revise": _("versi baru SKP dibuka"),
        "performance.plan_copy": _("SKP tahun lalu disalin"),
        "performance.plan_import": _("SKP diimpor"),
        "performance.plan_seed": _("hasil diberi dari matriks"),
        "performance.result_add": _("rencana hasil kerja ditambah"),
        "performance.result_change": _("rencana hasil kerja diubah"),
        "performance.result_remove": _("rencana hasil kerja dihapus"),
        "performance.result_move": _("urutan hasil kerja diubah"),
        "performance.indicator_add": _("indikator ditambah"),
        "performance.indicator_change": _("indikator diubah"),
        "performance.indicator_measure": _("cara mengukur indikator dipilih"),
        "performance.indicator_remove": _("indikator dihapus"),
        "performance.expectations_set": _("ekspektasi perilaku ditulis"),
        "performance.annex_set": _("lampiran SKP ditulis"),
        "performance.steps_set": _("rencana aksi ditulis"),
        "performance.step_done": _("langkah ditandai"),
        "performance.evidence_collect": _("bukti ditarik dari fakta"),
        "performance.achievement_set": _("capaian unit ditetapkan"),
        "performance.rater_assign": _("pejabat penilai diganti"),
        "performance.ratings_save": _("penilaian disimpan"),
        "performance.evaluation_self_send": _("penilaian diri dikirim"),
        "performance.evaluation_send": _("evaluasi dikirim"),
        "performance.evaluation_receive": _("evaluasi diterima"),
        "performance.evaluation_accept": _("evaluasi disetujui"),
        "performance.evaluation_comment": _("evaluasi ditanggapi"),
        "performance.calibration_open": _("sidang kalibrasi dibuka"),
        "performance.calibration_hand_in": _("penilaian diserahkan ke kalibrasi"),
        "performance.calibration_propose": _("perubahan diusulkan dalam kalibrasi"),
        "performance.calibration_answer": _("usulan kalibrasi dijawab penilai"),
        "performance.calibration_apply": _("keputusan setelah kalibrasi"),
        "performance.calibration_lock": _("sidang kalibrasi dikunci"),
        "performance.objection_file": _("keberatan diajukan"),
        "performance.objection_assign": _("pemeriksa keberatan ditetapkan"),
        "performance.objection_hear": _("penjelasan keberatan dicatat"),
        "performance.objection_decide": _("keberatan diputus"),
        "performance.improvement_open": _("rencana perbaikan dibuat"),
        "performance.improvement_step_add": _("langkah perbaikan ditambah"),
        "performance.improvement_step_done": _("langkah perbaikan dilaporkan selesai"),
        "performance.improvement_step_confirm": _("langkah perbaikan dikonfirmasi"),
        "performance.improvement_step_return": _("langkah perbaikan dikembalikan"),
        "performance.improvement_close": _("rencana perbaikan ditutup"),
        "performance.feedback_give": _("umpan balik diberikan"),
        "performance.feedback_reply": _("umpan balik ditanggapi"),
        "performance.feedback_use": _("umpan balik dijadikan bukti"),
        "performance.feedback_ask": _("umpan balik diminta"),
        "performance.checkin_propose": _("dialog kinerja diusulkan"),
        "performance.checkin_change": _("dialog kinerja diubah"),
        "performance.checkin_confirm": _("dialog kinerja disepakati"),
        "performance.checkin_step_add": _("langkah dialog ditambah"),
        "performance.checkin_step_done": _("langkah dialog ditandai"),
        "performance.feedback_decline": _("permintaan umpan balik ditolak"),
        "performance.award_publish": _("penghargaan diumumkan"),
        "performance.award_compute": _("hasil penghargaan dihitung"),
        "performance.award_decide": _("penghargaan diputuskan"),
        "performance.award_cancel": _("penghargaan dibatalkan"),
        "performance.round360_open": _("putaran umpan balik 360 dibuka"),
        "performance.round360_seal": _("putaran umpan balik 360 dirangkum, jawabannya dihapus"),
        "performance.guidance_open": _("catatan pembimbingan dibuka"),
        "performance.guidance_write": _("catatan pembimbingan ditulis"),
        "performance.guidance_reply": _("catatan pembimbingan ditanggapi"),
        "performance.guidance_confirm": _("catatan pembimbingan dikonfirmasi"),
        "performance.thanks_give": _("ucapan terima kasih diberikan"),
        "performance.thanks_show": _("izin membaca ucapan diubah"),
        "performance.thanks_withdraw": _("ucapan terima kasih ditarik"),
        "performance.thanks_hide": _("ucapan terima kasih disembunyikan"),
    }
)


def version_labels(ids: Sequence[str]) -> Mapping[str, str]:
    """Name versions of plans by the year and their number."""
    rows = PlanVersion.objects.filter(pk__in=ids).values_list("pk", "plan__cycle__year", "number")
    words = gettext("SKP %(year)s, versi %(number)s")
    return {str(pk): words % {"year": year, "number": number} for pk, year, number in rows}


def result_labels(ids: Sequence[str]) -> Mapping[str, str]:
    """Name planned results by their text."""
    return {str(pk): text for pk, text in Result.objects.filter(pk__in=ids).values_list("pk", "text")}


def indicator_labels(ids: Sequence[str]) -> Mapping[str, str]:
    """Name indicators by their text."""
    return {str(pk): text for pk, text in Indicator.objects.filter(pk__in=ids).values_list("pk", "text")}


describe("performance.planversion", labels=version_labels)
describe("performance.result", labels=result_labels)
describe("performance.indicator", labels=indicator_labels)
describe(
    "performance.goal",
    fields={
        "order": _("urutan"),
        "parent": _("tujuan di atasnya"),
        "cycle": _("siklus"),
        "retired_at": _("dihentikan"),
    },
)
describe(
    "performance.goalindicator",
    fields={
        "goal": _("tujuan"),
        "period": _("periode"),
        "value": _("realisasi"),
        "driver": _("pendorong atau penghambat"),
        "retired_at": _("dihentikan"),
    },
)
describe(
    "performance.improvementplan",
    fields={"need": _("yang perlu diperbaiki"), "steps": _("langkah"), "step": _("langkah"), "outcome": _("hasil")},
)
describe(
    "performance.plan",
    fields={
        "rater": _("pejabat penilai"),
        "employee": _("pegawai"),
        "assignment": _("penugasan"),
        "cycle": _("siklus"),
        "leads_unit": _("memimpin unit"),
        "opened_at": _("dibuka pada"),
        "closed_at": _("ditutup pada"),
    },
)
