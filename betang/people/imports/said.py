"""What the check of an import says, in the reader's language."""

from django.utils.translation import gettext_noop

from betang.ui.said import READER, say

SENTENCES = (
    *READER,
    # What a cell should hold.
    gettext_noop("teks paling panjang %(banyak)s huruf, tanpa tanda kendali"),
    gettext_noop("tanggal, mis. 2026-12-31 atau 31/12/2026"),
    gettext_noop("bilangan bulat"),
    gettext_noop("alamat surel, mis. nama@contoh.go.id"),
    gettext_noop("salah satu dari: %(pilihan)s"),
    gettext_noop("NIP: 18 angka sebagai teks; %(sebab)s"),
    gettext_noop("NIK: 16 angka sebagai teks; %(sebab)s"),
    gettext_noop("satu baris saja; sudah ada di baris %(baris)s"),
    gettext_noop("paling banyak %(banyak)s baris"),
    # Units and posts.
    gettext_noop("huruf kecil, angka, dan tanda hubung"),
    gettext_noop("kode unit yang ada di berkas ini atau sudah tercatat"),
    gettext_noop("kode unit di atasnya; kosong hanya untuk unit berjenis kota"),
    gettext_noop("susunan tanpa lingkaran"),
    gettext_noop("kode unit yang tercatat"),
    gettext_noop("unit jabatan ini seperti tercatat; jabatan di unit lain diberi kode baru"),
    gettext_noop("kelas jabatan yang ada: %(batas)s"),
    gettext_noop("satu jabatan pimpinan tiap unit"),
    # Employees, superiors, absences.
    gettext_noop("kode jabatan yang tercatat; impor jabatan lebih dulu"),
    gettext_noop("pegawai yang masih bertugas"),
    gettext_noop("hari sesudah mulainya jabatan yang tercatat"),
    gettext_noop("hari sesudah mulainya golongan yang tercatat"),
    gettext_noop("golongan bagi kedudukannya pada hari itu: %(batas)s"),
    gettext_noop("NIK yang belum dipakai pegawai lain"),
    gettext_noop("jabatan pimpinan yang belum diduduki orang lain"),
    gettext_noop("NIP pegawai yang tercatat"),
    gettext_noop("orang lain, bukan dirinya"),
    gettext_noop("atasan yang masih bertugas"),
    gettext_noop("garis tanpa lingkaran"),
    gettext_noop("hari yang tidak mendahului hari pertama"),
    gettext_noop("hari yang belum tercatat sebagai ketidakhadiran"),
)


def said(text: str) -> str:
    """Return a sentence in the language of the page."""
    return say(text, SENTENCES)
