"""Uploading a log, and saying what its columns hold."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.services.actions.process_logs import ENDINGS, NEEDED
from betang.services.models import LogClock, ProcessLog
from betang.ui.forms import Choices


class UploadForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=gettext_lazy("Berkas log"), widget=forms.FileInput(attrs={"accept": ",".join((*ENDINGS, ".gz"))}),
        help_text=gettext_lazy("XES atau CSV dengan judul kolom, boleh dipadatkan (.gz)."),
        error_messages={"required": gettext_lazy("Pilih berkasnya."), "empty": gettext_lazy("Berkas ini kosong.")},
    )  # fmt: skip


class ColumnsForm(forms.Form):
    """Which column holds what (csv only), and by which clock times are measured."""

    case = forms.ChoiceField(label=gettext_lazy("Kasus"))
    activity = forms.ChoiceField(label=gettext_lazy("Langkah"))
    time = forms.ChoiceField(
        label=gettext_lazy("Waktu selesai"),
        help_text=gettext_lazy("Saat langkah itu selesai, misalnya 2026-01-31 09:00."),
    )
    resource = forms.ChoiceField(
        label=gettext_lazy("Petugas"), required=False,
        help_text=gettext_lazy("Tanpa petugas, menunggu dan mengerjakan tidak dapat dipisah."),
    )  # fmt: skip
    started = forms.ChoiceField(label=gettext_lazy("Waktu mulai"), required=False)
    lifecycle = forms.ChoiceField(
        label=gettext_lazy("Mulai atau selesai"), required=False,
        help_text=gettext_lazy("Kolom yang menandai start dan complete; hanya complete yang dihitung."),
    )  # fmt: skip
    clock = forms.ChoiceField(label=gettext_lazy("Waktu dihitung menurut"), choices=LogClock, widget=Choices)

    def __init__(self, data: Any, *, log: ProcessLog) -> None:
        super().__init__(data, initial={**log.columns, "clock": log.clock})
        for part in [name for name in self.fields if name != "clock"]:
            if not log.titles:
                del self.fields[part]
                continue
            none = _("Pilih kolom") if part in NEEDED else _("Tidak ada")
            self.fields[part].choices = [("", none), *((title, title) for title in log.titles)]  # type: ignore[attr-defined]
