"""What the readers of files say, in the reader's language.

Those parts know no languages: they speak Indonesian, like the command line. A sentence is recognised by its wording
and said again in translation; one that is not known stays as it is. A module adds its own sentences to READER.
"""

import re
from collections.abc import Sequence
from functools import cache

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as look_up  # known sentences, each marked by gettext_noop

_NESTED = ("diharapkan", "isi")
_GAP = re.compile(r"%\((\w+)\)s")
READER = (
    # What a cell, a column, a table or a file should hold.
    gettext_noop("teks"),
    gettext_noop("NIP: 18 angka sebagai teks (sel angka kehilangan digit)"),
    gettext_noop("angka dengan titik atau satu koma desimal"),
    gettext_noop("bilangan bulat %(awal)s sampai %(akhir)s"),
    gettext_noop("ya atau tidak"),
    gettext_noop("waktu seperti 2026-01-31T09:00 atau 2026-01-31T09:00:00+07:00, atau tanggal"),
    gettext_noop("sel wajib terisi: %(diharapkan)s"),
    gettext_noop("hasil rumus yang tersimpan (%(diharapkan)s); hitung ulang lalu simpan buku kerjanya"),
    gettext_noop("kunci unik (%(kolom)s); sudah ada di baris %(baris)s"),
    gettext_noop("satu kolom %(kolom)s saja"),
    gettext_noop("kolom wajib %(kolom)s pada baris judul"),
    gettext_noop("judul kolom tanpa sel gabungan (merged)"),
    gettext_noop("judul kolom sebagai teks"),
    gettext_noop("paling banyak %(banyak)s sel seperti baris judul; apit isi yang memuat pemisah dengan tanda kutip"),
    gettext_noop("paling banyak %(banyak)s sel"),
    gettext_noop("paling banyak %(banyak)s sel%(saran)s"),
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
    gettext_noop("berkas .csv, .parquet, .xlsx, atau .ods"),
    gettext_noop("berkas parquet yang utuh"),
    gettext_noop("baris judul dan sedikitnya satu baris isi"),
    # What was found instead.
    gettext_noop("kosong"),
    gettext_noop("kolom tidak ada"),
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
    gettext_noop("berkas tidak ada"),
    gettext_noop("tidak ada isi"),
    gettext_noop("tidak dapat dibaca"),
    # Warnings, and where something stands, in front of any of them.
    gettext_noop("... dan %(banyak)s peringatan serupa lainnya"),
    gettext_noop("%(berkas)s, lembar %(lembar)s: %(isi)s"),
    gettext_noop("%(banyak)s sel"),
)


def say(text: str, sentences: Sequence[str] = READER) -> str:
    """Return a text in the language of the page, when it is one of `sentences`: READER and a module's own."""
    if (get_language() or "id").startswith("id"):
        return text
    for known, pattern in _patterns(tuple(sentences)):
        found = pattern.fullmatch(text)
        if found:
            gaps = {name: say(part, sentences) if name in _NESTED else part for name, part in found.groupdict().items()}
            words = look_up(known)
            return words % gaps if gaps else words
    return text


@cache
def _patterns(sentences: tuple[str, ...]) -> list[tuple[str, re.Pattern[str]]]:
    return [(sentence, pattern(sentence)) for sentence in sentences]


def pattern(sentence: str) -> re.Pattern[str]:
    """Return the pattern of a sentence: each gap takes any text, as little as will do."""
    parts = _GAP.split(sentence)
    made = [re.escape(part) if place % 2 == 0 else f"(?P<{part}>.+?)" for place, part in enumerate(parts)]
    return re.compile("".join(made), re.DOTALL)
