"""Forms about sources: registering one, giving it a new token, closing it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.ledger.kinds import kinds
from betang.people.models import Unit
from betang.ui.forms import Ticks


def kind_choices() -> list[tuple[str, str]]:
    """Give the kinds of facts for a form."""
    return [(kind.name, str(kind.title)) for kind in kinds()]


class UnitForm(forms.Form):
    """Which unit answers for a source."""

    unit = forms.ModelChoiceField(
        label=_("Unit penanggung jawab"),
        queryset=Unit.objects.filter(closed_date__isnull=True).order_by("name"),
        to_field_name="code",
        required=False,
        empty_label=_("BKPSDM"),
        help_text=_("Administrator unit ini memutus sanggahan atas fakta dari sumber ini."),
    )


class TokenForm(forms.Form):
    """How long a token holds."""

    days = forms.IntegerField(
        label=_("Masa token, hari"), min_value=1, max_value=366, initial=180, help_text=_("Paling lama 366 hari.")
    )


class SourceForm(TokenForm, UnitForm):
    """A system that will send facts."""

    name = forms.CharField(label=_("Nama sistem"), max_length=120)
    uri = forms.CharField(
        label=_("Nama sumber pada peristiwa"),
        max_length=120,
        help_text=_("Isi `source` pada setiap peristiwa, misalnya /absensi/bkpsdm. Tidak dapat diubah lagi."),
    )
    kinds = forms.MultipleChoiceField(label=_("Jenis fakta yang boleh dikirim"), choices=kind_choices, widget=Ticks)
    field_order = ["name", "uri", "kinds", "unit", "days"]


class CloseForm(forms.Form):
    """Why a source is closed."""

    reason = forms.CharField(label=_("Alasan menutup"), max_length=300)
