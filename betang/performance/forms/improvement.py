"""Forms of plans to do better."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.people.forms.person import day_field
from betang.performance.models import Outcome

FIRST_STEPS = 3
LONGEST = 4000


class ImprovementForm(forms.Form):
    """What must get better, how the superior helps, and the first dated steps; one at least."""

    need = forms.CharField(
        label=gettext_lazy("Yang perlu diperbaiki"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Hasil atau perilaku yang nyata, bukan sifat orangnya."),
    )  # fmt: skip
    support = forms.CharField(
        label=gettext_lazy("Dukungan dari atasan"), max_length=LONGEST, required=False,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=gettext_lazy("Bimbingan, pelatihan, atau alat kerja."),
    )  # fmt: skip

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        for number in range(1, FIRST_STEPS + 1):
            words = {"number": number}
            self.fields[f"step_{number}"] = forms.CharField(
                label=_("Langkah %(number)s") % words, max_length=300, required=number == 1
            )
            self.fields[f"due_{number}"] = day_field(
                _("Langkah %(number)s paling lambat") % words, required=number == 1
            )

    def clean(self) -> dict[str, object]:
        """Refuse a step without its day, and a day without its step."""
        given = super().clean() or self.cleaned_data
        for number in range(1, FIRST_STEPS + 1):
            if bool(given.get(f"step_{number}")) != bool(given.get(f"due_{number}")) and not self.errors:
                raise ValidationError(_("Setiap langkah memerlukan tanggalnya, dan setiap tanggal langkahnya."))
        return given

    @property
    def steps(self) -> list[tuple[str, date]]:
        """The steps that were written."""
        rows = ((self.cleaned_data[f"step_{n}"], self.cleaned_data[f"due_{n}"]) for n in range(1, FIRST_STEPS + 1))
        return [(text, due) for text, due in rows if text and due]


class StepForm(forms.Form):
    """One more step."""

    text = forms.CharField(label=gettext_lazy("Langkah"), max_length=300)
    due = day_field(gettext_lazy("Paling lambat"))


class OutcomeForm(forms.Form):
    """How the plan ended, and why."""

    outcome = forms.ChoiceField(label=gettext_lazy("Hasil"), choices=Outcome)
    note = forms.CharField(label=gettext_lazy("Alasan"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))
