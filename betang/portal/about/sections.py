"""The headings of the footer's pages, for the list beside the text."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sections = Sequence[tuple[str, Promise]]

PRIVACY: Sections = (
    ("p-siapa", _("Siapa yang bertanggung jawab")),
    ("p-apa", _("Data yang disimpan")),
    ("p-lihat", _("Siapa yang dapat melihat")),
    ("p-lindung", _("Bagaimana data dilindungi")),
    ("p-keluar", _("Yang keluar dari Betang")),
    ("p-kuki", _("Kuki")),
    ("p-lama", _("Berapa lama")),
    ("p-hak", _("Hak Anda")),
)
ACCESSIBILITY: Sections = (
    ("a-capai", _("Yang kami tuju dan periksa")),
    ("a-tombol", _("Pintasan papan ketik")),
    ("a-batas", _("Yang belum")),
    ("a-lapor", _("Ada yang tidak dapat Anda pakai?")),
)
MEASURING: Sections = (
    ("u-aturan", _("Aturan yang bertanggal")),
    ("u-yakin", _("Seberapa yakin kami")),
    ("u-hitung", _("Cara menghitung")),
    ("u-tidak", _("Yang tidak diukur")),
)
HELP: Sections = (
    ("b-masuk", _("Masuk")),
    ("b-cari", _("Menemukan sesuatu")),
    ("b-keliru", _("Data saya keliru")),
    ("b-tampil", _("Bahasa dan tampilan")),
    ("b-tanya", _("Masih memerlukan bantuan")),
)
