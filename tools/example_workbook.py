"""Writes examples/penilaian-200.xlsx: an invented agency of 200 people, for trying `betang appraise`.

The people, numbers and units are synthetic: names are drawn from short lists, NIPs end in serials 900 and up. The
same seed writes the same workbook. Run as `python -m tools.example_workbook`.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

TARGET = Path("examples/penilaian-200.xlsx")
_FIRST = (
    "Nirmala",
    "Sekar",
    "Bayu",
    "Rangga",
    "Yuliana",
    "Perdana",
    "Melati",
    "Kartika",
    "Hendra",
    "Oktavia",
    "Damang",
    "Lestari",
    "Andung",
    "Rini",
    "Tambunau",
)
_LAST = (
    "Tumon",
    "Garing",
    "Sahay",
    "Lambung",
    "Binti",
    "Uhing",
    "Rasau",
    "Kahayan",
    "Asang",
    "Mahin",
    "Nyaring",
    "Singam",
    "Pahu",
    "Dehen",
    "Sawang",
)
_UNITS = (
    ("DISDUKCAPIL", "Dinas Kependudukan dan Pencatatan Sipil", "", "BAIK"),
    ("DUKCAPIL-DAFDUK", "Bidang Pelayanan Pendaftaran Penduduk", "DISDUKCAPIL", "ISTIMEWA"),
    ("DUKCAPIL-CAPIL", "Bidang Pelayanan Pencatatan Sipil", "DISDUKCAPIL", "BAIK"),
    ("DUKCAPIL-PIAK", "Bidang PIAK dan Pemanfaatan Data", "DISDUKCAPIL", "BUTUH_PERBAIKAN"),
    ("BKPSDM", "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", "", "BAIK"),
    ("KEC-JEKANRAYA", "Kecamatan Jekan Raya", "", "BAIK"),
    ("KEL-MENTENG", "Kelurahan Menteng", "KEC-JEKANRAYA", "ISTIMEWA"),
    ("KEL-PALANGKA", "Kelurahan Palangka", "KEC-JEKANRAYA", "KURANG"),
)
_RESULTS = (
    ("Permohonan dokumen kependudukan selesai sesuai janji layanan", "UTAMA"),
    ("Data kependudukan wilayah mutakhir dan benar", "UTAMA"),
    ("Rekan kerja menguasai aplikasi layanan baru", "TAMBAHAN"),
)
_VALUES = (
    "Berorientasi Pelayanan", "Akuntabel", "Kompeten", "Harmonis", "Loyal", "Adaptif", "Kolaboratif",
)  # fmt: skip
_LEVELS = ("", "", "", "TERAMPIL", "MAHIR", "AHLI_PERTAMA", "AHLI_MUDA")
_RATINGS = ("Di bawah ekspektasi", "Sesuai ekspektasi", "Di atas ekspektasi")
Row = Sequence[Any]


def tables(people: int = 200, seed: int = 6271) -> dict[str, list[Row]]:
    """Return the six tables with their headers."""
    chance = random.Random(seed)  # noqa: S311 - invented people, no secret
    found: dict[str, list[Row]] = {
        "unit": [("kode", "nama", "induk", "capaian"), *_UNITS],
        "pegawai": [("nip", "nama", "unit", "kepala_unit", "jenjang", "bulan")],
        "hasil": [("nip", "rhk", "jenis", "rating")],
        "indikator": [("nip", "rhk", "indikator", "aspek", "arah", "target", "target_atas", "realisasi")],
        "perilaku": [("nip", "nilai", "rating")],
        "keputusan": [("nip", "rating_hasil", "rating_perilaku", "alasan")],
    }
    for number in range(people):
        _person(found, chance, number)
    return found


def _person(found: dict[str, list[Row]], chance: random.Random, number: int) -> None:
    unit, head = _UNITS[number % len(_UNITS)][0], number < len(_UNITS)
    birth = dt.date(1968, 1, 1) + dt.timedelta(days=chance.randrange(30 * 365))
    nip = (
        f"{birth:%Y%m%d}{birth.year + 24}{chance.randrange(1, 13):02d}{chance.randrange(1, 3)}{900 + number % 100:03d}"
    )
    name = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"
    level = "" if head else chance.choice(_LEVELS)
    found["pegawai"].append((nip, name, unit, "ya" if head else "tidak", level, chance.choice((12, 12, 12, 12, 6))))
    strength = chance.gauss(1.02, 0.06)
    for rhk, kind in _RESULTS:
        found["hasil"].append((nip, rhk, kind, chance.choice((*[""] * 9, _RATINGS[1]))))
        _indicators(found, chance, nip, rhk, strength)
    for value in _VALUES:
        found["perilaku"].append((nip, value, _RATINGS[chance.choices((0, 1, 2), (4, 56, 40))[0]]))
    if number % 50 == 17:
        reason = "Dua permohonan besar tertunda karena gangguan SIAK pusat; bukti pada berita acara."
        found["keputusan"].append((nip, _RATINGS[1], "", reason))


def _indicators(found: dict[str, list[Row]], chance: random.Random, nip: str, rhk: str, strength: float) -> None:
    share = round(min(100.0, 92 * strength * chance.uniform(0.97, 1.05)), 1)
    hours = round(6 / strength * chance.uniform(0.9, 1.08), 1)
    found["indikator"].append((nip, rhk, "Bagian yang selesai tepat waktu (%)", "KUANTITAS", "NAIK", 92, "", share))
    found["indikator"].append((nip, rhk, "Median waktu kerja (jam)", "WAKTU", "TURUN", 6, "", hours))


def write(target: Path, content: dict[str, list[Row]]) -> None:
    """Write the tables as a workbook; NIPs are text cells, as the command asks."""
    with xlsxwriter.Workbook(str(target)) as book:
        book.set_properties(
            {"title": "Contoh penilaian kinerja (data sintetis)", "created": dt.datetime(2026, 1, 2, tzinfo=dt.UTC)}
        )
        bold = book.add_format({"bold": True, "bg_color": "#F3EFE7"})
        for name, rows in content.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(rows[0]) - 1, 24)
            sheet.write_row(0, 0, rows[0], bold)
            for place, row in enumerate(rows[1:], start=1):
                for column, value in enumerate(row):
                    if value != "":
                        (sheet.write_string if isinstance(value, str) else sheet.write_number)(place, column, value)


if __name__ == "__main__":
    write(TARGET, tables())
    print(f"{TARGET} written")
