"""Forms of the administrator's screens."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.calendar.models import DayKind
from betang.portal.admin.parameters import State
from betang.portal.forms import FilterForm
from betang.ui.forms import Segment


class ParameterFilter(FilterForm):
    """Search, topic, confidence and state of parameters."""

    keadaan = forms.ChoiceField(label=gettext_lazy("Keadaan"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["keadaan"].choices = [("", _("Semua")), *State.choices]  # type: ignore[attr-defined]


class DayForm(forms.Form):
    """A local day: which, what it does, its name, and the decree it rests on."""

    day = forms.DateField(
        label=gettext_lazy("Tanggal"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Jenis"), choices=DayKind.choices, widget=Segment, initial=DayKind.OFF.value
    )
    name = forms.CharField(
        label=gettext_lazy("Nama"), max_length=120, help_text=gettext_lazy("Misalnya: Pemungutan suara ulang.")
    )
    basis = forms.CharField(
        label=gettext_lazy("Dasar"), max_length=200,
        help_text=gettext_lazy("Keputusan atau edaran yang menetapkannya, dengan nomor dan tahun."),
    )  # fmt: skip


class VoidForm(forms.Form):
    """Why a local day is voided."""

    reason = forms.CharField(label=gettext_lazy("Alasan pembatalan"), max_length=300)
