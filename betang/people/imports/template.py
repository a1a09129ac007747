"""The template of each file: a sheet with the columns and lines, another that says what the columns mean."""

import io
from collections.abc import Sequence

import xlsxwriter
from django.utils.translation import gettext as _

from betang.people.imports.layouts import CHOICE, DAY, EMAIL, NIK, NIP, WHOLE, YES, Layout

HEAD = {"bold": True, "bg_color": "#E6F2EC", "bottom": 1}


def template(layout: Layout, rows: Sequence[Sequence[str]] | None = None) -> bytes:
    """Write a workbook with an example, or the rows given; all cells are text, so that a NIP keeps its 18 digits."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        text, head = book.add_format({"num_format": "@"}), book.add_format(HEAD)
        data = book.add_worksheet(str(layout.kind))
        about = book.add_worksheet(_("petunjuk"))
        data.freeze_panes(1, 0)
        about.write_row(0, 0, [_("Kolom"), _("Isi"), _("Wajib"), _("Pilihan atau bentuk"), _("Contoh")], head)
        for number, field in enumerate(layout.fields):
            data.write_string(0, number, field.name, head)
            data.set_column(number, number, max(14, len(field.example) + 2), text)
            form = ", ".join(field.choices) if field.kind == CHOICE else forms().get(field.kind, _("teks"))
            needed = _("ya") if field.filled else _("tidak")
            for column, cell in enumerate([field.name, str(field.about), needed, form, field.example]):
                about.write_string(number + 1, column, cell, text)
        for place, row in enumerate([[field.example for field in layout.fields]] if rows is None else rows):
            for number, cell in enumerate(row):
                data.write_string(place + 1, number, cell, text)
        about.set_column(0, 4, 28)
    return out.getvalue()


def forms() -> dict[str, str]:
    """Say how the cells of each kind are written."""
    return {
        DAY: _("tanggal, mis. 2026-12-31"),
        YES: _("ya atau tidak"),
        WHOLE: _("bilangan bulat"),
        NIP: _("18 angka sebagai teks"),
        NIK: _("16 angka sebagai teks"),
        EMAIL: _("alamat surel, mis. nama@contoh.go.id"),
    }
