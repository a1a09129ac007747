"""Forms of awards: publishing one with up to three criteria, deciding it, calling it off."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.kernel.errors import Invalid
from betang.people.forms.person import day_field
from betang.people.models import UnitKind
from betang.performance.announcing import Announced
from betang.performance.criteria import (
    DOWN,
    MOST,
    UP,
    Criterion,
    criterion_of,
    measures_offered,
    sorts_offered,
)
from betang.performance.models import AwardTeam
from betang.ui.forms import Choices, Ticks

LONGEST = 2000
WAYS = [(UP, _("Makin tinggi makin baik")), (DOWN, _("Makin rendah makin baik"))]


class AwardForm(forms.Form):
    """What an award is, and by what it is judged."""

    name = forms.CharField(label=_("Nama penghargaan"), max_length=120)
    about = forms.CharField(label=_("Untuk apa"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}))
    unit_kind = forms.ChoiceField(
        label=_("Tim yang ikut"), choices=[(kind.value, kind.label) for kind in UnitKind if kind != UnitKind.CITY],
        help_text=_("Semua unit jenis ini, masing-masing bersama unit di bawahnya."),
    )  # fmt: skip
    from_date = day_field(_("Hari pertama"), help_text=_("Belum mulai: kriteria diumumkan sebelum datanya ada."))
    to_date = day_field(_("Hari terakhir"))
    base = forms.ChoiceField(
        label=_("Dibandingkan dengan"), widget=Choices, initial="dekat",
        choices=[("dekat", _("Masa sama panjang tepat sebelumnya")), ("tahun", _("Tanggal yang sama tahun lalu"))],
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        measures, sorts = [("", "–"), *measures_offered()], [("", _("Semua perkara sama")), *sorts_offered()]
        for number in range(MOST):
            label = _("Kriteria %(number)s") % {"number": number + 1}
            self.fields[f"measure_{number}"] = forms.ChoiceField(label=label, choices=measures, required=number == 0)
            self.fields[f"better_{number}"] = forms.ChoiceField(label=_("Arah"), choices=WAYS, required=number == 0)
            self.fields[f"by_{number}"] = forms.ChoiceField(
                label=_("Golongan perkara"), choices=sorts, required=False,
                help_text=_("Tim dibandingkan pada perkara yang segolongan; dari jenis fakta yang sama."),
            )  # fmt: skip

    @property
    def announced(self) -> Announced:
        """What was filled in about the award itself."""
        data = self.cleaned_data
        return Announced(
            name=data["name"], about=data["about"], unit_kind=data["unit_kind"], first=data["from_date"],
            last=data["to_date"], year_before=data["base"] == "tahun",
        )  # fmt: skip

    @property
    def criteria(self) -> list[Criterion]:
        """The criteria that were chosen; Invalid when one of them is wrong."""
        found = []
        for number in range(MOST):
            measure, by, better = (self.cleaned_data[f"{name}_{number}"] for name in ("measure", "by", "better"))
            if measure:
                try:
                    found.append(criterion_of(measure, by, better))
                except Invalid as error:
                    raise Invalid(error.message, fields={f"by_{number}": error.message}) from error
        return found


class DecisionForm(forms.Form):
    """Which of the teams that improved are recognised, and why."""

    teams = forms.ModelMultipleChoiceField(
        label=_("Tim yang menerima penghargaan"), queryset=AwardTeam.objects.none(), required=False, widget=Ticks,
        help_text=_("Usulan hitungan sudah dicentang. Anda memutuskan; boleh juga tidak satu pun."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Alasan keputusan"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dibaca semua pegawai."),
    )  # fmt: skip

    def offer(self, teams: list[AwardTeam]) -> "DecisionForm":
        """Say which can be chosen; those of the top band are ticked."""
        field: Any = self.fields["teams"]
        field.queryset = AwardTeam.objects.filter(pk__in=[one.pk for one in teams]).select_related("unit")
        field.label_from_instance = lambda one: one.unit.name
        self.initial["teams"] = [one.pk for one in teams if one.top]
        return self
