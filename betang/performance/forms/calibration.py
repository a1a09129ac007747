"""Forms of calibration: opening a sitting, a proposal, the rater's answer, the conclusion."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.people.forms.person import day_field
from betang.people.models import Employee, Unit
from betang.performance.models import CalibrationAnswer, Period
from betang.performance.words import choices
from betang.ui.forms import GroupedTicks, Segment

LONGEST = 2000


class OpenForm(forms.Form):
    """A period, the units and the members of a sitting, and its last day."""

    cari = forms.CharField(
        label=_("Cari unit atau nama"), max_length=60, required=False,
        help_text=_("Menyempitkan kedua daftar di bawah; yang sudah dicentang tetap tampil."),
    )  # fmt: skip
    period = forms.ModelChoiceField(label=_("Periode"), queryset=Period.objects.none(), empty_label=None)
    units = forms.ModelMultipleChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), to_field_name="code",
        widget=GroupedTicks,
        help_text=_("Evaluasi di unit ini tidak dapat dikirim sebelum sidang dikunci."),
    )  # fmt: skip
    members = forms.ModelMultipleChoiceField(
        label=_("Anggota sidang"), queryset=Employee.objects.none(), to_field_name="uid",
        widget=GroupedTicks,
        help_text=_("Yang memimpin unit. Tidak seorang pun melihat atau membahas perkaranya sendiri."),
    )  # fmt: skip
    due = day_field(_("Hari terakhir"))

    def offer(self, name: str, groups: Any, *, opened: bool) -> None:
        """Set what can be ticked in a field, by group; all that there is stays valid."""
        field: Any = self.fields[name]
        field.choices = groups
        field.widget.opened = opened

    @property
    def wanted(self) -> dict[str, Any]:
        """What was chosen, without the words of the search."""
        return {name: value for name, value in self.cleaned_data.items() if name != "cari"}


class ProposalForm(forms.Form):
    """Other ratings for a case, and why."""

    result = forms.ChoiceField(label=_("Rating hasil kerja"), widget=Segment)
    behaviour = forms.ChoiceField(label=_("Rating perilaku kerja"), widget=Segment)
    reason = forms.CharField(
        label=_("Alasan dan bukti"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Pegawai membaca alasan ini bila usulannya diterima."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("result", "behaviour"):
            self.fields[name].choices = choices()  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """The rater's signed answer to a proposal."""

    outcome = forms.ChoiceField(
        label=_("Keputusan Anda"), widget=Segment,
        choices=[
            (CalibrationAnswer.ACCEPTED.value, _("Terima usulan")),
            (CalibrationAnswer.KEPT.value, _("Pertahankan penilaian")),
        ],
    )  # fmt: skip
    answer = forms.CharField(label=_("Alasan Anda"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))


class ConclusionForm(forms.Form):
    """What the sitting concludes when it is locked."""

    conclusion = forms.CharField(
        label=_("Kesimpulan sidang"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Wajib bila sebaran predikat suatu unit berbeda dari pola acuannya."),
    )  # fmt: skip
