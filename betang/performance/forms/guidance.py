"""Forms of coaching and counselling records. Their wording is our own until the official text is read."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from betang.people.forms.person import day_field
from betang.people.models import Employee
from betang.people.nip import normalised
from betang.performance.actions.guidance import MOST_COMPETENCES, Competence, Opened, Written
from betang.performance.models import GuidanceKind
from betang.regulation.coaching import parts, scores
from betang.regulation.parameters import book
from betang.ui.forms import Choices

LONGEST = 4000
AREA = {"rows": 3}


def area(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """Build a field for some sentences."""
    widget = forms.Textarea(attrs=AREA)
    return forms.CharField(label=label, max_length=LONGEST, required=required, widget=widget, help_text=help_text)


class OpenForm(forms.Form):
    """What kind of talk, when, about what, and who guides."""

    kind = forms.ChoiceField(
        label=_("Jenis"), choices=GuidanceKind, widget=Choices, initial=GuidanceKind.COACHING,
        help_text=_("Konseling hanya dibaca pegawai dan pembimbingnya."),
    )  # fmt: skip
    day = day_field(_("Tanggal"))
    topic = forms.CharField(label=_("Pokok"), max_length=300)
    guide = forms.CharField(
        label=_("NIP pembimbing lain"), max_length=30, required=False,
        help_text=_("Hanya bila orang lain mendapat penugasan khusus; kosong berarti Anda sendiri."),
    )  # fmt: skip

    def clean_guide(self) -> Employee | None:
        """Find the person of a NIP; nobody for an empty one."""
        number = normalised(self.cleaned_data["guide"])
        found = Employee.objects.filter(nip=number).first() if number else None
        if number and found is None:
            raise ValidationError(_("Tidak ada pegawai dengan NIP ini."))
        return found

    def opened(self, **origin: Any) -> Opened:
        """What was filled in, with what the record follows."""
        return Opened(**self.cleaned_data, **origin)


class WriteForm(forms.Form):
    """What who guides writes; for coaching also the part about the employee, and competences (Format B.1.8, B.1.9)."""

    talked = area(_("Yang dibicarakan"))
    agreed = area(_("Yang disepakati"))

    def __init__(self, data: Any, *, coaching: bool, day: date, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        if coaching:
            law, language = book().on(day), get_language() or "id"
            heading = parts(law)["pegawai"].text(language)
            help_text = _("Umpan balik pelaksanaan bimbingan (Format B.1.8).")
            self.fields["about_employee"] = area(heading, required=False, help_text=help_text)
            levels = [("", "–"), *((str(score), str(score)) for score in scores(law))]
            for number in range(MOST_COMPETENCES):
                self._competence(number, levels)

    def _competence(self, number: int, levels: list[tuple[str, str]]) -> None:
        label = _("Kompetensi %(number)s") % {"number": number + 1}
        self.fields[f"name_{number}"] = forms.CharField(label=label, max_length=120, required=False)
        self.fields[f"score_{number}"] = forms.ChoiceField(label=_("Skor"), choices=levels, required=False)
        self.fields[f"reason_{number}"] = forms.CharField(label=_("Alasan skor"), max_length=300, required=False)

    @property
    def written(self) -> Written:
        """What was written; a line of competence in which nothing stands counts for nothing."""
        data, rows = self.cleaned_data, []
        for number in range(MOST_COMPETENCES):
            name, score, reason = (data.get(f"{part}_{number}", "") for part in ("name", "score", "reason"))
            if name or score or reason:
                rows.append(Competence(name=name, score=int(score or -1), reason=reason))
        about = data.get("about_employee", "")
        return Written(talked=data["talked"], agreed=data["agreed"], about_employee=about, competences=rows)


class ReplyForm(forms.Form):
    """The employee's reply; for coaching also the part about the leader (Format B.1.8)."""

    reply = area(_("Tanggapan Anda"))

    def __init__(self, data: Any, *, coaching: bool, day: date, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        if coaching:
            heading = parts(book().on(day))["pimpinan"].text(get_language() or "id")
            help_text = _("Umpan balik pelaksanaan bimbingan (Format B.1.8); disampaikan kepada atasan pimpinan.")
            self.fields["about_leader"] = area(heading, required=False, help_text=help_text)

    @property
    def given(self) -> dict[str, str]:
        """The reply, and the part about the leader."""
        return {"reply": self.cleaned_data["reply"], "about_leader": self.cleaned_data.get("about_leader", "")}
