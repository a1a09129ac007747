"""Forms about one person: corrections, superior, post, absence, reveal, status."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from betang.people.models import Absence, AssignmentKind, Employee, Position, StatusKind

DAY = {"type": "date"}


def day_field(label: Any, **options: Any) -> forms.DateField:
    """Build a field for a day with the browser's own control."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **options)


class ReasonForm(forms.Form):
    """A reason, which everything that changes or reveals somebody's data needs."""

    reason = forms.CharField(
        label=_("Alasan"), max_length=300, help_text=_("Tercatat di jejak audit dan dapat dibaca pegawai ybs.")
    )


class CorrectForm(ReasonForm):
    """What is recorded of a person; masked data stay as they are when left empty."""

    name = forms.CharField(label=_("Nama tanpa gelar"), max_length=150)
    front_title = forms.CharField(label=_("Gelar depan"), max_length=60, required=False)
    back_title = forms.CharField(label=_("Gelar belakang"), max_length=80, required=False)
    education = forms.ChoiceField(
        label=_("Pendidikan"),
        required=False,
        choices=Employee._meta.get_field("education").get_choices,
    )
    phone = forms.CharField(
        label=_("Nomor telepon baru"), max_length=30, required=False, help_text=_("Kosongkan bila tidak berubah.")
    )
    email = forms.EmailField(label=_("Surel baru"), required=False, help_text=_("Kosongkan bila tidak berubah."))
    address = forms.CharField(
        label=_("Alamat baru"), max_length=300, required=False, help_text=_("Kosongkan bila tidak berubah.")
    )
    field_order = ["name", "front_title", "back_title", "education", "phone", "email", "address", "reason"]
    SECRET = ("phone", "email", "address")

    @classmethod
    def of(cls, employee: Employee, data: Any = None) -> "CorrectForm":
        """Build the form with what is recorded; secret fields start empty."""
        shown = {name: getattr(employee, name) for name in cls.base_fields if name not in {*cls.SECRET, "reason"}}
        return cls(data, initial=shown)

    def changes(self) -> dict[str, Any]:
        """Give what was typed in, without the secret fields that were left empty."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return {name: value for name, value in typed.items() if value or name not in self.SECRET}


class SuperiorForm(ReasonForm):
    """Another superior, from a day on."""

    superior = forms.ModelChoiceField(
        label=_("Atasan baru"), queryset=Employee.objects.none(), to_field_name="uid", widget=forms.RadioSelect
    )
    from_date = day_field(_("Mulai"))
    field_order = ["superior", "from_date", "reason"]

    def offer(self, people: QuerySet[Employee]) -> None:
        """Say who can be chosen."""
        cast(forms.ModelChoiceField[Employee], self.fields["superior"]).queryset = people


class PostForm(ReasonForm):
    """A post, from a day on."""

    position = forms.ModelChoiceField(
        label=_("Jabatan"), queryset=Position.objects.none(), to_field_name="code", widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(label=_("Sebagai"), choices=AssignmentKind)
    from_date = day_field(_("Mulai"))
    to_date = day_field(_("Sampai"), required=False, help_text=_("Kosongkan bila belum ditentukan."))
    field_order = ["position", "kind", "from_date", "to_date", "reason"]

    def offer(self, positions: QuerySet[Position]) -> None:
        """Say which posts can be chosen."""
        cast(forms.ModelChoiceField[Position], self.fields["position"]).queryset = positions


class StatusForm(ReasonForm):
    """Whether somebody serves, from a day on."""

    kind = forms.ChoiceField(label=_("Status"), choices=StatusKind)
    from_date = day_field(_("Mulai"))
    field_order = ["kind", "from_date", "reason"]


class AbsenceForm(forms.Form):
    """Days on which somebody is away."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=Absence._meta.get_field("kind").get_choices)
    from_date = day_field(_("Mulai"))
    to_date = day_field(_("Sampai"))
    reason = forms.CharField(label=_("Keterangan"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse an absence that ends before it begins."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("from_date"), cleaned.get("to_date")
        if first and last and last < first:
            self.add_error("to_date", _("Tanggal akhir tidak boleh mendahului tanggal mulai."))
        return cleaned


class RevealForm(ReasonForm):
    """Why masked data must be seen."""

    FIELDS = {"nik": _("NIK"), "phone": _("Nomor telepon"), "email": _("Surel"), "address": _("Alamat")}
    field = forms.ChoiceField(label=_("Data"), choices=list(FIELDS.items()))
    field_order = ["field", "reason"]
