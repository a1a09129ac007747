"""The states of a request in an applicant's words: short, and without the office's terms.

The parameter layanan/alur_status names them in the office's words, which its own pages keep.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from betang.services import flow

WORDS = {
    flow.DRAFT: _("Belum dikirim"),
    flow.SUBMITTED: _("Diterima, menunggu diperiksa"),
    flow.VERIFYING: _("Berkas diperiksa"),
    flow.CORRECTING: _("Menunggu perbaikan Anda"),
    flow.RECORDING: _("Berkas lengkap, sedang dikerjakan"),
    flow.OUTAGE: _("Tertahan gangguan jaringan"),
    flow.VALIDATING: _("Diperiksa petugas kedua"),
    flow.SIGNING: _("Menunggu tanda tangan"),
    flow.ISSUED: _("Dokumen terbit"),
    flow.SENT: _("Dokumen dikirim"),
    flow.READY: _("Siap diambil"),
    flow.DONE: _("Selesai"),
    flow.REJECTED: _("Tidak dapat dipenuhi"),
    flow.LAPSED: _("Berakhir, tidak diperbaiki"),
    flow.CANCELLED: _("Dibatalkan"),
}


def plain(state: str) -> str:
    """Return the words for a state of the flow; KeyError for one that the flow does not have."""
    return str(WORDS[state])
