"""What the reading and rating of workbooks say, in the reader's language.

Those parts know no languages: they speak Indonesian, like the command line. A sentence is recognised by its wording
here and said again in translation; one that is not known stays as it is.
"""

import re
from functools import cache

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as look_up  # known sentences, each marked by gettext_noop

_NESTED = ("diharapkan", "isi")
_GAP = re.compile(r"%\((\w+)\)s")
SENTENCES = (
    # What a cell, a column, a table or a file should hold.
    gettext_noop("teks"),
    gettext_noop("NIP: 18 angka sebagai teks (sel angka kehilangan digit)"),
    gettext_noop("angka dengan titik atau satu koma desimal"),
    gettext_noop("bilangan bulat %(awal)s sampai %(akhir)s"),
    gettext_noop("%(nama)s (kode angka ditolak)"),
    gettext_noop("ya atau tidak"),
    gettext_noop("70/30 atau 60/40"),
    gettext_noop("1 sampai 7, atau %(nama)s"),
    gettext_noop("sel wajib terisi: %(diharapkan)s"),
    gettext_noop("hasil rumus yang tersimpan (%(diharapkan)s); hitung ulang lalu simpan buku kerjanya"),
    gettext_noop("kunci unik (%(kolom)s); sudah ada di baris %(baris)s"),
    gettext_noop("satu kolom %(kolom)s saja"),
    gettext_noop("kolom wajib %(kolom)s pada baris judul"),
    gettext_noop("judul kolom tanpa sel gabungan (merged)"),
    gettext_noop("judul kolom sebagai teks"),
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
    gettext_noop("paling banyak %(banyak)s sel seperti baris judul; apit isi yang memuat pemisah dengan tanda kutip"),
    gettext_noop("tanda kutip yang berpasangan"),
    gettext_noop("berkas csv dalam UTF-8 (simpan ulang sebagai CSV UTF-8)"),
    gettext_noop("buku kerja .xlsx atau .ods, atau folder berisi berkas .csv atau .parquet"),
    gettext_noop("folder berisi berkas .csv atau .parquet"),
    gettext_noop("buku kerja .xlsx atau .ods tanpa kata sandi; buka berkasnya lalu simpan ulang"),
    gettext_noop("buku kerja .xlsx atau .ods"),
    gettext_noop("buku kerja .xlsx yang utuh"),
    gettext_noop("buku kerja .ods yang utuh"),
    gettext_noop("buku kerja yang utuh"),
    gettext_noop("buku kerja tanpa kata sandi"),
    gettext_noop("berkas yang utuh"),
    gettext_noop("berkas yang dapat dibaca"),
    gettext_noop("arsip yang isinya paling besar 1 GB dan paling besar 200 kali ukuran berkasnya"),
    gettext_noop("lembar dengan paling banyak %(banyak)s sel"),
    gettext_noop("XML tanpa DOCTYPE dan tanpa entitas, dalam UTF-8"),
    # What was found instead.
    gettext_noop("kosong"),
    gettext_noop("kolom tidak ada"),
    gettext_noop("tabel ganda"),
    gettext_noop("tabel %(tabel)s tidak ada atau kosong"),
    gettext_noop("rumus bergalat %(galat)s"),
    gettext_noop("rumus tanpa hasil tersimpan"),
    gettext_noop("berkas dalam UTF-16"),
    gettext_noop("byte %(byte)s, yang bukan UTF-8"),
    gettext_noop("baris tidak dapat dipisah (%(galat)s)"),
    gettext_noop("berkas atau folder tidak ada"),
    gettext_noop("jenis berkas tidak dikenal"),
    gettext_noop("tidak ada berkas seperti itu"),
    gettext_noop("kolom bertipe %(jenis)s"),
    gettext_noop("berkas .xls lama, atau berkas yang dikunci kata sandi"),
    gettext_noop("isi berkas bukan buku kerja"),
    gettext_noop("isi tabel tidak dapat dibaca (%(galat)s)"),
    gettext_noop("arsip rusak (%(galat)s)"),
    gettext_noop("arsip rusak"),
    gettext_noop("arsip terenkripsi"),
    gettext_noop("arsip dengan cara kompresi yang tidak dikenal"),
    gettext_noop("arsip yang mengembang terlalu besar"),
    gettext_noop("arsip tanpa content.xml"),
    gettext_noop("XML berbahaya di %(nama)s"),
    gettext_noop("buku kerja terenkripsi"),
    gettext_noop("sel berulang tanpa batas"),
    gettext_noop("sel sampai baris %(baris)s di lembar %(lembar)s"),
    gettext_noop("tidak dapat dibaca (%(galat)s)"),
    # Warnings.
    gettext_noop("bukan tabel yang dikenal, diabaikan"),
    gettext_noop("bukan tabel yang dikenal, diabaikan (%(galat)s)"),
    gettext_noop('kolom "%(kolom)s" tidak dikenal, diabaikan'),
    gettext_noop("kolom %(kolom)s tanpa judul tidak dikenal, diabaikan"),
    gettext_noop('baris %(baris)s, kolom nip: tanggal dalam "%(nip)s" tidak masuk akal'),
    gettext_noop("... dan %(banyak)s peringatan serupa lainnya"),
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
    # Where something stands, in front of any of them.
    gettext_noop("%(berkas)s, lembar %(lembar)s: %(isi)s"),
)


def said(text: str) -> str:
    """Return a sentence in the language of the page."""
    if (get_language() or "id").startswith("id"):
        return text
    for known, pattern in _patterns():
        found = pattern.fullmatch(text)
        if found:
            gaps = {name: said(part) if name in _NESTED else part for name, part in found.groupdict().items()}
            words = look_up(known)
            return words % gaps if gaps else words
    return text


def remarks(text: str | None) -> list[str]:
    """Return the remarks on a person, which stand in one text, each in the language of the page."""
    return [said(part) for part in text.split("; ")] if text else []


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(sentence, pattern(sentence)) for sentence in SENTENCES]


def pattern(sentence: str) -> re.Pattern[str]:
    """Return the pattern of a sentence: each gap takes any text, as little as will do."""
    parts = _GAP.split(sentence)
    made = [re.escape(part) if place % 2 == 0 else f"(?P<{part}>.+?)" for place, part in enumerate(parts)]
    return re.compile("".join(made), re.DOTALL)
