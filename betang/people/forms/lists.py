"""Forms above lists: what is looked for."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.people.models import EmployeeKind, PositionType, Unit
from betang.people.queries.directory import Search


class DirectoryForm(forms.Form):
    """Search and filters of the directory; every part may be left out, and an unknown one counts as left out."""

    q = forms.CharField(label=_("Nama atau NIP lengkap"), required=False, max_length=100)
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), to_field_name="code", required=False, empty_label=_("Semua unit")
    )
    jenis = forms.ChoiceField(
        label=_("Kedudukan"), required=False, choices=[("", _("Semua kedudukan")), *EmployeeKind.choices]
    )
    jabatan = forms.ChoiceField(
        label=_("Jenis jabatan"), required=False, choices=[("", _("Semua jabatan")), *PositionType.choices]
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.input_type = "search"
        cast(forms.ModelChoiceField[Unit], self.fields["unit"]).queryset = units

    def search(self) -> Search:
        """Return what is looked for; a part that does not hold is left out rather than refused."""
        self.is_valid()
        found = self.cleaned_data
        return Search(
            words=found.get("q") or "",
            unit=found.get("unit"),
            kind=found.get("jenis") or "",
            type=found.get("jabatan") or "",
        )


class DayForm(forms.Form):
    """A day to look back at."""

    tanggal = forms.DateField(
        label=_("Pada tanggal"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
