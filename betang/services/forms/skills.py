"""What a head writes down: who is competent for what, until when, and what happens with the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.people.forms.person import day_field
from betang.services.models import SkillMode
from betang.ui.forms import LongChoices


class SkillForm(forms.Form):
    """Somebody's competence for a group of services or for one service."""

    employee = forms.TypedChoiceField(label=_("Petugas"), coerce=int)
    covers = forms.ChoiceField(label=_("Cakap untuk"))
    from_date = day_field(_("Mulai"))
    to_date = day_field(_("Sampai"), required=False)
    reason = forms.CharField(
        label=_("Dasar"), max_length=300, help_text=_("Misalnya sertifikat, pelatihan, atau surat tugas.")
    )

    def __init__(
        self, staff: Sequence[tuple[int, str]], covers: Sequence[tuple[str, Any]], *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for name, choices in (("employee", staff), ("covers", covers)):
            cast(forms.ChoiceField, self.fields[name]).choices = [("", _("Pilih")), *choices]


class SkillEndForm(forms.Form):
    """The last day of a competence, and why; the action says what is missing."""

    to_date = day_field(_("Hari terakhir"), required=False)
    reason = forms.CharField(label=_("Alasan"), max_length=300, required=False)


class SkillRuleForm(forms.Form):
    """What happens when somebody without a recorded competence works on a service."""

    mode = forms.ChoiceField(label=_("Bila tidak cakap"), choices=SkillMode, widget=LongChoices)
    reason = forms.CharField(label=_("Dasar"), max_length=300)
