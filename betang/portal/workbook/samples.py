"""The template and the example that people start from: workbooks in the `appraise` format, made on the spot.

The example is an invented office of fourteen people in two units; names are made up and NIPs end in serials from 900.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from betang.regulation.credit import JENJANG
from betang.regulation.eksp2022.levels import CAPAIAN, JENIS, NILAI, RATING
from betang.regulation.indicator import ARAH

Row = Sequence[Any]
HEADERS: Mapping[str, Row] = {
    "unit": ("kode", "nama", "induk", "capaian"),
    "pegawai": ("nip", "nama", "unit", "kepala_unit", "jenjang", "bulan"),
    "hasil": ("nip", "rhk", "jenis", "rating"),
    "indikator": (
        "nip", "rhk", "indikator", "aspek", "arah", "target", "target_atas", "target_maksimal", "realisasi",
    ),
    "perilaku": ("nip", "nilai", "rating"),
    "keputusan": ("nip", "rating_hasil", "rating_perilaku", "alasan"),
}  # fmt: skip
YES_NO = ("ya", "tidak")
CHOICES: Mapping[str, Sequence[str]] = {
    "capaian": [label.id for label in reversed(CAPAIAN.labels)],
    "kepala_unit": YES_NO,
    "target_maksimal": YES_NO,
    "jenjang": JENJANG.names,
    "jenis": JENIS.names,
    "rating": [label.id for label in RATING.labels],
    "rating_hasil": [label.id for label in RATING.labels],
    "rating_perilaku": [label.id for label in RATING.labels],
    "arah": ARAH.names,
    "nilai": [label.id for label in NILAI.labels],
}
WIDTHS = {"rhk": 52, "indikator": 40, "nama": 34, "alasan": 60}
CHOSEN_ROWS = 5_000  # rows that offer a list of choices

_UNITS = (
    ("CONTOH-1", "Bidang Pelayanan (contoh)", "", "Baik"),
    ("CONTOH-2", "Bidang Pengelolaan Data (contoh)", "CONTOH-1", "Istimewa"),
)
_NAMES = (
    "Nirmala Tumon", "Bayu Garing", "Sekar Sahay", "Rangga Lambung", "Yuliana Uhing", "Perdana Rasau", "Melati Kahayan",
    "Kartika Asang", "Hendra Mahin", "Oktavia Nyaring", "Damang Singam", "Lestari Pahu", "Andung Dehen", "Rini Sawang",
)  # fmt: skip
_RESULTS = (("Permohonan selesai sesuai janji layanan", "UTAMA"), ("Data wilayah mutakhir dan benar", "UTAMA"))
# What each person reached: share on time (target 92) and hours (target 6, lower is better); behaviour above (1) or as
# expected (0) for the first values, the rest as expected.
_REACHED = (
    (96.4, 5.2, 7), (93.1, 5.9, 3), (92.0, 6.0, 2), (81.4, 7.3, 4), (95.2, 5.5, 5), (92.4, 5.9, 1), (79.5, 7.4, 0),
    (97.0, 5.0, 6), (94.8, 5.6, 3), (92.6, 6.0, 5), (93.9, 5.7, 2), (91.5, 6.2, 2), (96.1, 5.3, 7), (92.2, 6.0, 3),
)  # fmt: skip
DECIDED = 3  # whose result the rater decided


def template() -> bytes:
    """Return a workbook with the tables' headers and lists of choices, without rows."""
    return _workbook(dict.fromkeys(HEADERS, ()))


def example() -> bytes:
    """Return a workbook of invented people that can be uploaded as it is."""
    tables: dict[str, list[Row]] = {name: [] for name in HEADERS}
    tables["unit"] = [*_UNITS]
    for number, name in enumerate(_NAMES):
        _person(tables, number, name)
    nip = str(tables["pegawai"][DECIDED][0])
    reason = "Gangguan jaringan pusat 11 hari; bukti pada berita acara."
    tables["keputusan"].append((nip, RATING.labels[1].id, "", reason))
    return _workbook(tables)


def _person(tables: dict[str, list[Row]], number: int, name: str) -> None:
    nip = f"19{70 + number}0{1 + number % 9}1{number % 9}{1994 + number}0{1 + number % 9}{1 + number % 2}{900 + number}"
    unit = _UNITS[number % len(_UNITS)][0]
    share, hours, above = _REACHED[number]
    level = "AHLI_MUDA" if number in (2, 5, 9) else ""
    tables["pegawai"].append((nip, name, unit, "ya" if number < len(_UNITS) else "tidak", level, 12))
    for rhk, kind in _RESULTS:
        tables["hasil"].append((nip, rhk, kind, ""))
        tables["indikator"].append((nip, rhk, "Selesai tepat waktu (%)", "waktu", "NAIK", 92, "", "tidak", share))
        tables["indikator"].append((nip, rhk, "Median waktu kerja (jam)", "waktu", "TURUN", 6, "", "tidak", hours))
    for place, value in enumerate(NILAI.labels):
        tables["perilaku"].append((nip, value.id, RATING.labels[2 if place < above else 1].id))


def _workbook(tables: Mapping[str, Sequence[Row]]) -> bytes:
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#F3EFE7"})
        text = book.add_format({"num_format": "@"})  # a NIP typed into a text cell keeps its 18 digits
        for name, rows in tables.items():
            _sheet(book.add_worksheet(name), HEADERS[name], rows, head, text)
    return made.getvalue()


def _sheet(sheet: Any, header: Row, rows: Sequence[Row], head: Any, text: Any) -> None:
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(header):
        sheet.set_column(column, column, WIDTHS.get(title, 22), text if title == "nip" else None)
        if title in CHOICES:
            rule = {"validate": "list", "source": [*CHOICES[title]], "error_type": "warning"}
            sheet.data_validation(1, column, CHOSEN_ROWS, column, rule)
    sheet.write_row(0, 0, header, head)
    for place, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(place, column, value, text if column == 0 and header[0] == "nip" else None)
            else:
                sheet.write_number(place, column, value)
