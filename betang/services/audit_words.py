"""The words in which the trail speaks of public services."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from betang.kernel.audit.words import describe, say
from betang.services.models import ServiceEdition

say(
    {
        "services.edition_add": _("edisi layanan ditetapkan"),
        "services.edition_void": _("edisi layanan dibatalkan"),
        "services.request_submit": _("permohonan dikirim"),
        "services.request_step": _("langkah permohonan"),
        "services.answer_reveal": _("jawaban permohonan dibuka"),
        "services.attachment_open": _("berkas permohonan diunduh"),
        "services.result_attach": _("dokumen hasil dilampirkan"),
        "services.result_open": _("dokumen hasil dibuka di loket"),
        "services.result_fetch": _("dokumen hasil diunduh pemohon"),
        "services.delivery_renew": _("tautan unduh dibuat baru"),
        "services.step_cancel": _("langkah permohonan diurungkan sebelum dicatat"),
        "services.step_drop": _("langkah permohonan tidak jadi dicatat"),
        "services.step_reverse": _("langkah permohonan ditarik kembali"),
        "services.deadline_tell": _("batas waktu permohonan dikabarkan"),
        "services.return_tell": _("pengembalian berulang dikabarkan kepada kepala bagian"),
        "services.request_share": _("permohonan dibagikan kepada petugas"),
        "services.skill_add": _("keahlian layanan dicatat"),
        "services.skill_end": _("keahlian layanan diberi tanggal akhir"),
        "services.skill_void": _("keahlian layanan dibatalkan"),
        "services.skill_rule_set": _("aturan keahlian layanan ditetapkan"),
        "services.request_cancel": _("permohonan dibatalkan"),
        "services.registration_print": _("kode akun warga dicetak"),
        "services.registration_redeem": _("akun warga dibuat dengan kode"),
        "services.request_keep": _("permohonan disimpan ke akun warga"),
        "services.files_erase": _("berkas permohonan dihapus menurut masa simpan"),
        "services.contents_erase": _("isi permohonan dan kunci datanya dihapus menurut masa simpan"),
        "services.own_data_take": _("data sendiri diunduh"),
        "services.resident_leave": _("akun warga ditutup pemiliknya"),
        "services.complaint_file": _("pengaduan diterima"),
        "services.complaint_assign": _("pengaduan diperiksa dan didisposisi"),
        "services.complaint_forward": _("pengaduan diteruskan"),
        "services.complaint_elsewhere": _("pengaduan diteruskan ke instansi lain"),
        "services.complaint_shelve": _("pengaduan diarsipkan"),
        "services.complaint_answer": _("pengaduan dijawab"),
        "services.complaint_reply": _("pelapor menanggapi jawaban pengaduan"),
        "services.complaint_expire": _("pengaduan ditutup karena tidak ditanggapi"),
        "services.complaint_escalate": _("pengaduan yang terlambat dinaikkan ke kepala dinas"),
        "services.complaint_contact": _("kontak pelapor dibetulkan pelapornya"),
        "services.complaint_keep": _("pengaduan disimpan ke akun warga"),
        "services.complaints_erase": _("isi pengaduan dihapus menurut masa simpan"),
        "services.complaint_reveal": _("identitas pelapor dibuka"),
        "services.survey_sheets": _("lembar survei kertas dimasukkan"),
        "services.survey_invite": _("pemohon diundang mengisi survei"),
        "services.follow_up_add": _("tindak lanjut survei dicatat"),
        "services.follow_up_done": _("tindak lanjut survei selesai"),
        "services.follow_up_void": _("tindak lanjut survei dibatalkan"),
        "services.comment_review": _("tulisan survei ditinjau"),
        "services.log_export": _("catatan peristiwa layanan diunduh"),
        "services.process_log_upload": _("log sistem lain diunggah"),
        "services.process_log_analyse": _("log sistem lain dianalisis"),
        "services.process_log_take": _("hasil analisis log diunduh"),
        "services.process_log_erase": _("log sistem lain dihapus"),
        "services.correction_ask": _("pembetulan data diminta"),
        "services.correction_open": _("permintaan pembetulan data dibuka"),
        "services.correction_accept": _("data dibetulkan atas permintaan"),
        "services.correction_refuse": _("pembetulan data ditolak"),
        "services.export_ask": _("ekspor data pribadi diminta"),
        "services.export_grant": _("ekspor data pribadi disetujui orang kedua"),
        "services.export_refuse": _("ekspor data pribadi ditolak orang kedua"),
        "services.export_make": _("ekspor data pribadi dibuat"),
        "services.export_row": _("data permohonan masuk ke dalam ekspor"),
        "services.export_take": _("ekspor data pribadi diunduh"),
        "services.export_clear": _("berkas ekspor data pribadi dihapus"),
        "services.appointment_book": _("janji temu dipesan"),
        "services.appointment_cancel": _("janji temu dibatalkan pemohon"),
        "services.appointment_mark": _("kehadiran pada janji temu dicatat"),
        "services.places_add": _("tempat janji temu ditetapkan"),
        "services.places_void": _("tempat janji temu dibatalkan"),
        "services.reply_add": _("jawaban siap pakai ditetapkan"),
        "services.reply_void": _("jawaban siap pakai dibatalkan"),
        "services.nik_search": _("permohonan dicari dengan NIK"),
        "services.list_print": _("daftar serah terima dicetak"),
        "services.history_seed": _("riwayat permohonan kota contoh dimuat"),
    }
)


def edition_labels(ids: Sequence[str]) -> Mapping[str, str]:
    """Name editions by their service and first day."""
    return {str(row.pk): str(row) for row in ServiceEdition.objects.filter(pk__in=ids).only("service", "from_date")}


describe("services.serviceedition", labels=edition_labels)
describe("services.request", fields={"paper": _("Berkas"), "sha256": _("Dokumen hasil")})
