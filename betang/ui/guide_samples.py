"""The invented data of the style guide's examples. People and figures are made up.

The examples stay Indonesian in every language of the page: they stand for screens whose words belong to real content.
"""

import datetime as dt
from typing import Any

from django import forms
from django.core.paginator import Paginator

from betang.ui import icons
from betang.ui.charts.quadrant import quadrant
from betang.ui.formats import WIB
from betang.ui.forms import Choices, Column, Rows, Segment, Ticks
from betang.ui.parts import Data, Derivation, Event, Figure, Link

TOKENS = (
    ("paper", "surface", "sunken", "hover", "ink", "ink-2", "ink-3", "line", "line-2", "edge"),
    ("kahayan", "kahayan-solid", "kahayan-tint", "rotan", "rotan-solid", "rotan-mark", "rotan-tint", "lempung",
     "lempung-solid", "lempung-tint", "sungai", "sungai-solid", "sungai-tint", "bar", "bar-2"),
    ("heat-1", "heat-2", "heat-3", "heat-4", "heat-5"),
)  # fmt: skip
WORDS = {5: "Sangat Baik", 4: "Baik", 3: "Butuh Perbaikan", 2: "Kurang", 1: "Sangat Kurang"}
RATINGS = ("Di bawah", "Sesuai", "Di atas")
LEVELS = {(3, 1): 2, (3, 2): 4, (3, 3): 5, (2, 1): 2, (2, 2): 4, (2, 3): 4, (1, 1): 1, (1, 2): 3, (1, 3): 3}
PLOT = """<svg class="plot short unit" role="img" aria-label="Median turun dari 25 ke 14 jam kerja">
<text class="axis-title" x="0" y="0" dy="-15" dx="-40">jam kerja</text>
<line x1="0" x2="100%" y1="90.91%" y2="90.91%"/><text x="0" dx="-8" y="90.91%" dy=".35em" text-anchor="end">10</text>
<line x1="0" x2="100%" y1="45.45%" y2="45.45%"/><text x="0" dx="-8" y="45.45%" dy=".35em" text-anchor="end">20</text>
<line x1="0" x2="100%" y1="0%" y2="0%"/><text x="0" dx="-8" y="0%" dy=".35em" text-anchor="end">30</text>
<line class="base" x1="0" x2="100%" y1="100%" y2="100%"/><line class="goal" x1="0" x2="100%" y1="27.27%" y2="27.27%"/>
<svg viewBox="0 0 100 100" preserveAspectRatio="none"><polygon class="band" points="0,13.64 50,22.73 100,63.64 100,81.82
 50,40.91 0,31.82"/><polyline class="s1" points="0,22.73 25,25 50,31.82 75,59.09 100,71.82"/></svg>
<circle cx="100%" cy="71.82%" r="5"/><text class="note halo" x="100%" y="71.82%" dx="-8" dy="18"
 text-anchor="end">14,2</text>
<text class="axis-title halo" x="100%" y="27.27%" dy="-6" text-anchor="end">janji 24</text>
<text x="0%" y="100%" dy="1.7em">TW III 2025</text><text class="roomy-only" x="50%" y="100%" dy="1.7em"
 text-anchor="middle">TW I 2026</text><text x="100%" y="100%" dy="1.7em" text-anchor="end">TW III 2026</text></svg>"""


class SampleForm(forms.Form):
    """A form with one error, as it comes back from the server."""

    nama = forms.CharField(label="Nama lengkap", help_text="Tanpa gelar.")
    nik = forms.CharField(label="NIK", widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-20"}))
    jenis = forms.ChoiceField(label="Jenis kelamin", choices=[("p", "Perempuan"), ("l", "Laki-laki")], widget=Choices)
    rating = forms.ChoiceField(
        label="Rating perilaku", choices=list(zip("123", RATINGS, strict=True)), widget=Segment, required=False
    )
    butir = forms.Field(
        label="Butir hasil kerja",
        help_text="Baris kosong tidak dihitung.",
        widget=Rows(
            [
                Column("jenis", "Jenis", forms.Select(choices=[("u", "Utama"), ("t", "Tambahan")])),
                Column("nilai", "Nilai", forms.TextInput(attrs={"inputmode": "decimal"})),
            ]
        ),
    )
    syarat = forms.Field(label="Yang sudah ada", widget=Ticks(choices=[("kk", "Kartu Keluarga"), ("ktp", "KTP-el")]))

    def clean_nik(self) -> str:
        """Refuse a NIK that is too short, in words that say what to do."""
        raise forms.ValidationError("NIK harus 16 angka. Anda baru mengetik 15.")


def sample_form(suffix: str) -> SampleForm:
    """Return the form with ids of its own, since each theme shows one."""
    data = {
        "nama": "Alya Ratna Mahoni",
        "nik": "627101••••••000",
        "jenis": "p",
        "rating": "2",
        "butir": "u 92",
        "syarat": "kk",
    }
    prefixed = {f"{suffix}-{name}": value for name, value in data.items()}
    return SampleForm(prefixed, prefix=suffix, auto_id="g-%s")


def derivation() -> Derivation:
    """Return the derivation of one predikat."""
    return Derivation(
        "Mengapa predikat ini?",
        [("Hasil kerja", "Sesuai ekspektasi"), ("Perilaku", "Di atas ekspektasi")],
        ["Cari baris “sesuai” dan kolom “di atas”.", "Keduanya bertemu pada Baik."],
        ["PermenPANRB 6/2022, kuadran predikat kinerja pegawai"],
    )


def figure() -> Figure:
    """Return one chart in its five parts."""
    rows = [("TW III 2025", "25,0"), ("TW I 2026", "23,0"), ("TW III 2026", "14,2")]
    return Figure(
        "Median waktu terbit Kartu Keluarga", "Lebih cepat 11 jam kerja dalam setahun.", PLOT,
        "Bidang: rentang 95%. Sumber: Layanan.",
        Data("Contoh median per triwulan", ("Triwulan", "Jam kerja"), rows, frozenset({1})),
        (("s1", "median"), ("goal", "janji")),
    )  # fmt: skip


def events() -> list[Event]:
    """Return a timeline with a pause."""
    return [
        Event("Permohonan diterima", "Selasa 6 Oktober, 10.05", "2026-10-06T10:05+07:00", "done"),
        Event("Menunggu perbaikan dari Anda", "Selasa 6 Oktober, 14.20", "2026-10-06T14:20+07:00", "paused",
              "+ 2 jam 40 menit"),
        Event("Sedang diverifikasi", "Rabu 7 Oktober, 09.10", "2026-10-07T09:10+07:00", "now"),
        Event("Disahkan"),
    ]  # fmt: skip


def samples() -> dict[str, Any]:
    """Return everything the specimens' templates name."""
    return {
        "tokens": TOKENS,
        "icon_names": sorted(icons.LUCIDE),
        "predikat_words": sorted(WORDS.items(), reverse=True),
        "ratings": RATINGS,
        "quadrant_rows": quadrant(LEVELS, WORDS, RATINGS, current=(2, 3)),
        "derivation": derivation(),
        "figure": figure(),
        "events": events(),
        "steps": ["Jenis perubahan", "Data dan dokumen", "Periksa", "Kirim"],
        "trail": [Link("Beranda", "#kepala"), Link("Kinerja saya")],
        "tab_links": [Link("Indikator", "#kepala", True, "6"), Link("Bukti", "#kepala"), Link("Riwayat", "#kepala")],
        "page": Paginator(range(96), 3).page(1),
        "forms": {theme: sample_form(theme) for theme in ("light", "dark")},
        "moment": dt.datetime(2026, 10, 15, 9, 0, tzinfo=WIB),
        "rising": [86.0, 88.2, 90.1, 91.2, 92.3, 93.1, 94.2],
        "pairs": [("Biaya", "Gratis"), ("Selesai", "24 jam sejak berkas lengkap")],
        "amount": 850_000_000,
    }
