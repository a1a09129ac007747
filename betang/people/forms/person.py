"""Forms about one person: corrections, superior, post, absence, reveal, status."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from betang.people.models import Absence, AssignmentKind, Employee, Position, StatusKind
from betang.people.queries.directory import Place
from betang.ui.forms import LongChoices

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
    nik = forms.CharField(
        label=_("NIK baru"), max_length=30, required=False, help_text=_("Kosongkan bila tidak berubah.")
    )
    phone = forms.CharField(
        label=_("Nomor telepon baru"), max_length=30, required=False, help_text=_("Kosongkan bila tidak berubah.")
    )
    email = forms.EmailField(label=_("Surel baru"), required=False, help_text=_("Kosongkan bila tidak berubah."))
    address = forms.CharField(
        label=_("Alamat baru"), max_length=300, required=False, help_text=_("Kosongkan bila tidak berubah.")
    )
    field_order = ["name", "front_title", "back_title", "education", "nik", "phone", "email", "address", "reason"]
    SECRET = ("nik", "phone", "email", "address")

    @classmethod
    def of(cls, employee: Employee, data: Any = None) -> "CorrectForm":
        """Build the form with what is recorded; secret fields start empty."""
        shown = {name: getattr(employee, name) for name in cls.base_fields if name not in {*cls.SECRET, "reason"}}
        return cls(data, initial=shown)

    def changes(self) -> dict[str, Any]:
        """Give what was typed in, without the secret fields that were left empty."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return {name: value for name, value in typed.items() if value or name not in self.SECRET}


class PersonField(forms.ModelChoiceField[Employee]):
    """A person chosen from a few, each shown with post and unit: names alone are not enough."""

    widget = LongChoices

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Employee.objects.none(), to_field_name="uid", empty_label=None, **options)
        self.posts: dict[int, str] = {}

    def offer(self, places: Sequence[Place]) -> None:
        """Say who can be chosen."""
        self.posts = {place.employee.pk: place.described for place in places}
        self.queryset = Employee.objects.filter(pk__in=self.posts).order_by("name")

    def label_from_instance(self, obj: Employee) -> str:
        """Write the name with post and unit."""
        return f"{obj.full_name} · {self.posts.get(obj.pk) or '–'}"


class SuperiorForm(ReasonForm):
    """Another superior, from a day on."""

    superior = PersonField(label=_("Atasan baru"))
    from_date = day_field(_("Mulai"))
    field_order = ["superior", "from_date", "reason"]

    def offer(self, places: Sequence[Place]) -> None:
        """Say who can be chosen."""
        cast(PersonField, self.fields["superior"]).offer(places)


class PostField(forms.ModelChoiceField[Position]):
    """A post chosen from a few, each shown with its unit."""

    widget = LongChoices

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Position.objects.none(), to_field_name="code", empty_label=None, **options)

    def label_from_instance(self, obj: Position) -> str:
        """Write the post with its unit."""
        return f"{obj.name} · {obj.unit.short}"


class PostForm(ReasonForm):
    """A post, from a day on."""

    position = PostField(label=_("Jabatan"))
    kind = forms.ChoiceField(label=_("Sebagai"), choices=AssignmentKind)
    from_date = day_field(_("Mulai"))
    to_date = day_field(_("Sampai"), required=False, help_text=_("Kosongkan bila belum ditentukan."))
    field_order = ["position", "kind", "from_date", "to_date", "reason"]

    def offer(self, positions: QuerySet[Position]) -> None:
        """Say which posts can be chosen."""
        cast(PostField, self.fields["position"]).queryset = positions


class EndForm(ReasonForm):
    """The last day of a post."""

    to_date = day_field(_("Hari terakhir"))
    field_order = ["to_date", "reason"]


class GradeForm(ReasonForm):
    """A grade, from a day on."""

    grade = forms.ChoiceField(label=_("Golongan"))
    from_date = day_field(_("Mulai (TMT)"))
    field_order = ["grade", "from_date", "reason"]

    def offer(self, grades: Sequence[tuple[str, str]]) -> None:
        """Say which grades can be chosen."""
        cast(forms.ChoiceField, self.fields["grade"]).choices = [("", _("Pilih golongan")), *grades]


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
