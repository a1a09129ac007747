"""What the reading and rating of workbooks say, in the reader's language."""

from django.utils.translation import gettext_noop

from betang.ui.said import READER, say

SENTENCES = (
    *READER,
    # What a cell, a column, a table or a file should hold.
    gettext_noop("%(nama)s (kode angka ditolak)"),
    gettext_noop("70/30 atau 60/40"),
    gettext_noop("1 sampai 7, atau %(nama)s"),
    gettext_noop("kode yang ada di tabel unit"),
    gettext_noop("unit induk tanpa lingkaran: %(unit)s"),
    gettext_noop("nip yang ada di tabel pegawai"),
    gettext_noop("rhk pegawai ini yang ada di tabel hasil"),
    gettext_noop("alasan, karena baris ini memuat rating"),
    gettext_noop("nskp, npk, dan bobot terisi ketiganya, atau ketiganya kosong"),
    gettext_noop("angka 0 atau lebih, paling banyak %(banyak)s di depan koma"),
    gettext_noop("angka yang capaiannya terhadap target muat dalam %(banyak)s angka di depan koma"),
    gettext_noop("angka lebih dari 0"),
    gettext_noop("angka 0 atau lebih"),
    gettext_noop("angka yang tidak kurang dari target"),
    gettext_noop("satu tabel %(tabel)s saja"),
    gettext_noop("lembar atau berkas bernama %(tabel)s, yang wajib untuk aturan %(aturan)s"),
    # What was found instead.
    gettext_noop("tabel ganda"),
    gettext_noop("tabel %(tabel)s tidak ada atau kosong"),
    # Warnings.
    gettext_noop("bukan tabel yang dikenal, diabaikan"),
    gettext_noop("bukan tabel yang dikenal, diabaikan (%(galat)s)"),
    gettext_noop('kolom "%(kolom)s" tidak dikenal, diabaikan'),
    gettext_noop("kolom %(kolom)s tanpa judul tidak dikenal, diabaikan"),
    gettext_noop('baris %(baris)s, kolom nip: tanggal dalam "%(nip)s" tidak masuk akal'),
    gettext_noop("kebijakan %(dasar)s berlaku mulai %(mulai)s, sesudah %(hari)s; tidak ada nilai yang diubah"),
    # Remarks on a person.
    gettext_noop("belum dinilai: tidak ada hasil kerja"),
    gettext_noop("belum dinilai: ada hasil kerja tanpa rating dan tanpa indikator"),
    gettext_noop("belum dinilai: kepala unit, dan capaian unitnya tidak diketahui"),
    gettext_noop("belum dinilai: tidak ada rating perilaku kerja"),
    gettext_noop("kepala unit: rating hasil kerja dari Rekap berbeda dari capaian unit"),
    gettext_noop("kepala unit: rating hasil kerja diputuskan penilai, bukan dari capaian unit"),
    gettext_noop("rating hasil kerja diputuskan penilai"),
    gettext_noop("rating perilaku kerja diputuskan penilai"),
    gettext_noop("memakai kebijakan setempat: %(dasar)s"),
    gettext_noop("angka kredit belum berlaku pada %(hari)s"),
    gettext_noop("predikat tercetak %(tercetak)s, kuadran memberi %(kuadran)s"),
    gettext_noop("predikat tercetak %(tercetak)s, kuadran belum memberi predikat"),
    # A local policy that is refused.
    gettext_noop("%(kunci)s: berkas tidak terbaca (%(galat)s)"),
    gettext_noop("%(kunci)s: kunci ini tidak dikenal"),
    gettext_noop("%(kunci)s: wajib diisi dengan dasar hukum kebijakan"),
    gettext_noop("%(kunci)s: wajib diisi dengan tanggal, misalnya 2026-01-01"),
    gettext_noop("%(kunci)s: paling sedikit 1"),
    gettext_noop("%(kunci)s: harus berupa bagian [%(bagian)s]"),
    gettext_noop("%(kunci)s: nilai tidak sesuai bentuk %(bentuk)s"),
    gettext_noop("%(kunci)s: tidak boleh lebih besar daripada di_atas_lebih_dari"),
    gettext_noop("aturan %(aturan)s berlaku %(mulai)s sampai sekarang"),
    gettext_noop("aturan %(aturan)s berlaku %(mulai)s sampai %(akhir)s"),
)


def said(text: str) -> str:
    """Return a sentence in the language of the page."""
    return say(text, SENTENCES)


def remarks(text: str | None) -> list[str]:
    """Return the remarks on a person, which stand in one text, each in the language of the page."""
    return [said(part) for part in text.split("; ")] if text else []
