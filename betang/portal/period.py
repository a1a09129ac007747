"""A period in a filter: from a day, up to a day, in the city's time; either may stay empty."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DAY = {"type": "date"}
EARLIEST, LATEST = dt.date(1970, 1, 1), dt.date(9000, 1, 1)


class PeriodForm(forms.Form):
    """The two days of a period, for filters to inherit."""

    dari = forms.DateField(label=gettext_lazy("Dari tanggal"), required=False, widget=forms.DateInput(attrs=DAY))
    sampai = forms.DateField(label=gettext_lazy("Sampai tanggal"), required=False, widget=forms.DateInput(attrs=DAY))

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = cleaned.get("dari"), cleaned.get("sampai")
        if since and until and until < since:
            self.add_error("sampai", _("Tanggal akhir mendahului tanggal awal."))
        return cleaned

    @property
    def since(self) -> dt.datetime | None:
        """The first moment of the period."""
        day = self.cleaned_data["dari"]
        return midnight(day) if day else None

    @property
    def before(self) -> dt.datetime | None:
        """The first moment after the period."""
        day = self.cleaned_data["sampai"]
        return midnight(day, days=1) if day else None


def midnight(day: dt.date, *, days: int = 0) -> dt.datetime:
    """Return the beginning of a day, or of one some days later; days beyond what clocks can count are moved inside."""
    day = min(max(day, EARLIEST), LATEST) + dt.timedelta(days=days)
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
