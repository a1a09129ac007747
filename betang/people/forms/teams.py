"""Forming a team and letting somebody join it."""

from collections.abc import Sequence
from typing import cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from betang.people.forms.person import PersonField, ReasonForm, day_field
from betang.people.models import TeamRole, Unit
from betang.people.queries.directory import Place


class TeamForm(ReasonForm):
    """A team: its name, its unit, its task, its days."""

    name = forms.CharField(label=_("Nama tim"), max_length=200)
    unit = forms.ModelChoiceField(label=_("Unit yang mengelola"), queryset=Unit.objects.none(), to_field_name="code")
    purpose = forms.CharField(label=_("Tugas"), max_length=300, required=False)
    from_date = day_field(_("Mulai"))
    to_date = day_field(_("Sampai"), required=False, help_text=_("Kosongkan bila belum ditentukan."))
    field_order = ["name", "unit", "purpose", "from_date", "to_date", "reason"]

    def offer(self, units: QuerySet[Unit]) -> None:
        """Say which units can be chosen."""
        cast(forms.ModelChoiceField[Unit], self.fields["unit"]).queryset = units


class MemberForm(ReasonForm):
    """Somebody who joins a team."""

    employee = PersonField(label=_("Pegawai"))
    role = forms.ChoiceField(label=_("Peran"), choices=TeamRole, initial=TeamRole.MEMBER)
    from_date = day_field(_("Mulai"))
    field_order = ["employee", "role", "from_date", "reason"]

    def offer(self, places: Sequence[Place]) -> None:
        """Say who can be chosen."""
        cast(PersonField, self.fields["employee"]).offer(places)
