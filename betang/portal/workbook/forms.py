"""Choosing a workbook, and how it is to be rated; and the confirmation of a deletion."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.batch.appraise.law import OutsideLifeError, last_day
from betang.kernel.errors import Invalid
from betang.portal.workbook.computing import EKSP, Asked, law_of
from betang.portal.workbook.downloads import CSV, XLSX
from betang.portal.workbook.models import RuleSet
from betang.portal.workbook.said import said
from betang.portal.workbook.uploads import Upload, accepted
from betang.regulation.policy import PolicyError
from betang.ui.forms import Choices

MOST_POLICY = 64 * 1024
TAKEN = ".xlsx,.ods,.csv"


class Files(forms.ClearableFileInput):
    """A control for one file or several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several; the value is a list."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Return the files that were sent."""
        given = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        return [super(FilesField, self).clean(file, initial) for file in given or [None]]


class UploadForm(forms.Form):
    """A workbook or its csv files, the rule set, the day whose values count, a local policy."""

    berkas = FilesField(
        label=gettext_lazy("Buku kerja"),
        help_text=gettext_lazy(
            "Satu berkas .xlsx atau .ods, berkas .csv tiap tabel sekaligus, atau Rekap Penilaian e-Kinerja. "
            "Paling besar 20 MB."
        ),
        allow_empty_file=True,  # refused with a sentence of our own
        error_messages={"required": gettext_lazy("Pilih berkas buku kerja.")},
        max_length=None,
    )
    aturan = forms.ChoiceField(
        label=gettext_lazy("Himpunan aturan"), choices=RuleSet, initial=RuleSet.EKSP, widget=Choices
    )
    pada = forms.DateField(
        label=gettext_lazy("Nilai hukum pada tanggal"),
        required=False,
        help_text=gettext_lazy("Kosong berarti hari ini, atau hari terakhir himpunan aturan yang sudah berakhir."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    kebijakan = forms.FileField(
        label=gettext_lazy("Kebijakan setempat"),
        required=False,
        help_text=gettext_lazy("Berkas .toml yang mengganti nilai tertentu, dengan dasar hukumnya."),
    )

    def __init__(self, *arguments: Any, today: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.today = today
        self.fields["berkas"].widget.attrs["accept"] = TAKEN
        self.fields["kebijakan"].widget.attrs["accept"] = ".toml"

    def clean_berkas(self) -> Upload:
        """Take the files in, whatever they say they are."""
        files: Sequence[UploadedFile[Any]] = self.cleaned_data["berkas"]
        try:
            return accepted(files)
        except Invalid as error:
            raise forms.ValidationError(error.message) from error

    def clean_kebijakan(self) -> str:
        """Read the policy as text; "" without one."""
        file = self.cleaned_data["kebijakan"]
        if not file:
            return ""
        if (file.size or 0) > MOST_POLICY:
            raise forms.ValidationError(_("Berkas kebijakan terlalu besar."))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("Berkas kebijakan bukan teks UTF-8.")) from error

    def clean(self) -> dict[str, Any]:
        """Hold the day against the life of the rule set, and the policy against what a policy may change."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        rules = cleaned.get("aturan", EKSP)
        cleaned["pada"] = cleaned.get("pada") or last_day(rules, today=self.today)
        try:
            law_of(Asked(rules, cleaned["pada"], cleaned.get("kebijakan", "")))
        except OutsideLifeError as error:
            self.add_error("pada", said(str(error)))
        except PolicyError as error:
            self.add_error("kebijakan", said(str(error)))
        return cleaned

    @property
    def asked(self) -> Asked:
        """How the workbook is to be rated, once the form is valid."""
        data = self.cleaned_data
        return Asked(data["aturan"], data["pada"], data["kebijakan"])


class DownloadForm(forms.Form):
    """Which file of a result is wanted; the table counts for csv only."""

    bentuk = forms.ChoiceField(choices=[(XLSX, XLSX), (CSV, CSV)])
    tabel = forms.ChoiceField(required=False)

    def __init__(self, *arguments: Any, tables: Sequence[str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["tabel"].choices = [(name, name) for name in tables]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a table where one is needed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("bentuk") == CSV and not cleaned.get("tabel"):
            self.add_error("bentuk", _("Pilih tabel yang diunduh."))
        return cleaned


class DeleteForm(forms.Form):
    """The word that somebody means it."""

    yakin = forms.BooleanField(
        label=gettext_lazy("Ya, hapus unggahan ini beserta hasilnya"),
        error_messages={"required": gettext_lazy("Centang dahulu untuk memastikan.")},
    )
