"""What flow is asked for: a service, and in how many days the requests were sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.services.queries.board_flow import SPANS


class FlowForm(forms.Form):
    """The choice above the drawing; what is unknown or missing falls back to all services and thirty days."""

    use_required_attribute = False  # "" is a choice: all services
    layanan = forms.ChoiceField(label=gettext_lazy("Layanan"))
    rentang = forms.ChoiceField(label=gettext_lazy("Diajukan dalam"))

    def __init__(self, data: Any, *, names: Mapping[str, str]) -> None:
        service, days = data.get("layanan", ""), data.get("rentang", "")
        self.service = service if service in names else ""
        self.days = int(days) if days in map(str, SPANS) else SPANS[1]
        super().__init__(initial={"layanan": self.service, "rentang": str(self.days)})
        services = sorted(names.items(), key=lambda one: one[1])
        self.fields["layanan"].choices = [("", _("Semua layanan")), *services]  # type: ignore[attr-defined]
        self.fields["rentang"].choices = [(str(each), _("%(days)s hari") % {"days": each}) for each in SPANS]  # type: ignore[attr-defined]
