"""The filter of the access log, which the download takes as well."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy

from betang.portal.access_log.queries import REVEALED, SIGN_INS, Place, Wanted
from betang.portal.period import PeriodForm

KINDS = (
    ("", gettext_lazy("Semua kejadian")),
    (SIGN_INS, gettext_lazy("Masuk ke sistem")),
    (REVEALED, gettext_lazy("Data dibuka")),
)


class LogForm(PeriodForm):
    """What of the log is shown; all of it may stay empty."""

    akun = forms.CharField(
        label=gettext_lazy("Nama atau nama pengguna"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    jenis = forms.ChoiceField(label=gettext_lazy("Kejadian"), required=False, choices=KINDS)
    orang = forms.UUIDField(required=False, widget=forms.HiddenInput)
    tentang = forms.UUIDField(required=False, widget=forms.HiddenInput)

    @property
    def wanted(self) -> Wanted:
        """What was asked for, once the form is valid."""
        data = self.cleaned_data
        return Wanted(
            account=data["akun"],
            person=data["orang"],
            about=data["tentang"],
            kind=data["jenis"],
            since=self.since,
            before=self.before,
        )

    @property
    def kept(self) -> Mapping[str, str]:
        """What is set, as it was sent: for hidden inputs and for the addresses of other pages."""
        return {name: str(self.data[name]) for name in self.fields if self.data.get(name)}

    def address(self, *, without: str = "", **more: Place | None) -> str:
        """Return the query for the same filter, less one part, with more; always begins with "?"."""
        kept = {name: value for name, value in self.kept.items() if name != without}
        return f"?{urlencode(kept | {name: str(place) for name, place in more.items() if place})}"
