"""The template of each file: a sheet with the columns and one example line, another that says what they mean."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from betang.people.imports.layouts import CHOICE, DAY, EMAIL, NIK, NIP, WHOLE, YES, Layout

HEAD = {"bold": True, "bg_color": "#E6F2EC", "bottom": 1}


def template(layout: Layout) -> bytes:
    """Write the template as a workbook; every cell is text, so that a NIP keeps its 18 digits."""
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
            data.write_string(1, number, field.example, text)
            form = ", ".join(field.choices) if field.kind == CHOICE else forms().get(field.kind, _("teks"))
            needed = _("ya") if field.filled else _("tidak")
            for column, cell in enumerate([field.name, str(field.about), needed, form, field.example]):
                about.write_string(number + 1, column, cell, text)
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
