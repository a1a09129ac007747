"""Forms of a plan: a result, its indicators, expectations, annex, reason, comment."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.performance.actions.content import Draft
from betang.performance.forms.numbers import NumberField
from betang.performance.models import (
    AnnexKind,
    Approach,
    Aspect,
    Cascade,
    Goal,
    Indicator,
    Perspective,
    Plan,
    Polarity,
    Result,
)
from betang.performance.models.levels import KINDS
from betang.ui.forms import Segment

LINES = {"rows": 3}


class ResultForm(forms.Form):
    """One planned result. What it serves is offered by `offer`; only offered links are taken."""

    text = forms.CharField(
        label=_("Rencana hasil kerja"),
        max_length=400,
        help_text=_("Tulis hasil yang akan ada, bukan kegiatan: “Terlaksananya …”, “Tersusunnya …”."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(label=_("Jenis"), choices=KINDS, widget=Segment)
    parent_lineage = forms.UUIDField(label=_("Hasil pimpinan yang diintervensi"), required=False, widget=forms.Select)
    goal = forms.ChoiceField(label=_("Tujuan unit yang didukung"), required=False)
    cascade = forms.ChoiceField(
        label=_("Penurunan"),
        required=False,
        choices=[("", "–"), *Cascade.choices],
        help_text=_("Langsung: bagian dari target yang sama. Tidak langsung: hasil lain yang mendukungnya."),
    )
    share = NumberField(label=_("Bagian dari target pimpinan (%)"))
    perspective = forms.ChoiceField(label=_("Perspektif"), required=False, choices=[("", "–"), *Perspective.choices])
    assigned_by = forms.CharField(
        label=_("Penugasan dari"), max_length=200, required=False, help_text=_("Untuk hasil tambahan.")
    )
    measure = forms.CharField(
        label=_("Ukuran keberhasilan, indikator, dan target"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs=LINES),
    )

    def offer(self, plan: Plan, parents: Sequence[Result], goals: Iterable[Goal]) -> "ResultForm":
        """Say what the result can serve, and leave out what this plan has no use for."""
        self.parents = {row.lineage for row in parents}
        choices = [("", "–"), *((str(row.lineage), row.text) for row in parents)]
        self.fields["parent_lineage"].widget = forms.Select(choices=choices)
        self.goals = {str(goal.pk): goal for goal in goals}
        named = [(pk, f"{goal.text} · {goal.unit.short}") for pk, goal in self.goals.items()]
        cast(forms.ChoiceField, self.fields["goal"]).choices = [("", "–"), *named]
        unused = ["measure"] if plan.approach == Approach.QUANTITATIVE else []
        unused += [] if plan.leads_unit else ["perspective"]
        unused += [] if parents else ["parent_lineage", "cascade", "share"]
        unused += [] if self.goals else ["goal"]
        for name in unused:
            self.fields.pop(name)
        return self

    def clean_parent_lineage(self) -> Any:
        """Take only a result of the superior that was offered."""
        given = self.cleaned_data["parent_lineage"]
        if given and given not in self.parents:
            raise forms.ValidationError(_("Pilih hasil pimpinan dari daftar."))
        return given

    def clean_goal(self) -> Goal | None:
        """Give the goal that was chosen."""
        return self.goals.get(self.cleaned_data["goal"])

    def clean_share(self) -> Any:
        """Take a share of the target between nothing and all of it."""
        share = self.cleaned_data["share"]
        if share is not None and not 0 <= share <= 100:
            raise forms.ValidationError(_("Isi antara 0 dan 100."))
        return share

    def clean(self) -> dict[str, Any]:
        """A way of cascading needs the result that it cascades from."""
        cleaned = super().clean() or {}
        if cleaned.get("cascade") and not cleaned.get("parent_lineage"):
            self.add_error("cascade", _("Pilih dulu hasil pimpinan yang diintervensi."))
        return cleaned

    @classmethod
    def initial_of(cls, result: Result) -> dict[str, Any]:
        """Give what is recorded of a result."""
        shown = {name: getattr(result, name) for name in cls.base_fields if name != "goal"}
        return {**shown, "goal": result.goal_id or ""}


class IndicatorForm(forms.Form):
    """How a result is measured."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(label=_("Indikator"), max_length=300)
    # The first choice is the initial one: a row in which nothing was chosen or written counts for nothing.
    aspect = forms.ChoiceField(label=_("Aspek"), choices=Aspect, initial=Aspect.QUANTITY)
    target = NumberField(label=_("Target"))
    target_top = NumberField(label=_("Sampai, bila berupa rentang"))
    measure_unit = forms.CharField(label=_("Satuan"), max_length=40, required=False)
    polarity = forms.ChoiceField(label=_("Polaritas"), choices=Polarity, initial=Polarity.POSITIVE)
    data_source = forms.CharField(
        label=_("Sumber data atau bukti"), max_length=300, required=False, help_text=_("Dari mana angkanya berasal.")
    )
    definition = forms.CharField(label=_("Definisi"), max_length=2000, required=False)
    formula = forms.CharField(label=_("Rumus"), max_length=400, required=False)
    NAMES = (
        "text",
        "aspect",
        "target",
        "target_top",
        "measure_unit",
        "polarity",
        "data_source",
        "definition",
        "formula",
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a range that runs backwards."""
        cleaned = super().clean() or {}
        low, high = cleaned.get("target"), cleaned.get("target_top")
        if high is not None and (low is None or high < low):
            self.add_error("target_top", _("Batas atas rentang harus sama dengan target atau lebih besar."))
        return cleaned


class Indicators(forms.BaseFormSet):  # type: ignore[type-arg]
    """The indicators of one result."""

    def drafts(self) -> list[Draft]:
        """Give what was written, as the action takes it; blank forms count for nothing."""
        found = []
        for form in self.forms:
            pk, gone = form.cleaned_data.get("pk"), form.cleaned_data.get("DELETE", False)
            if form.has_changed() and not (gone and pk is None):
                values = {name: form.cleaned_data.get(name) for name in IndicatorForm.NAMES}
                found.append(Draft(values=values, pk=pk, remove=gone))
        return found


MOST_INDICATORS = 12
IndicatorSet = forms.formset_factory(
    IndicatorForm,
    formset=Indicators,
    can_delete=True,
    extra=0,
    max_num=MOST_INDICATORS,
    absolute_max=MOST_INDICATORS,
    validate_max=True,
)


def indicator_rows(indicators: Iterable[Indicator]) -> list[dict[str, Any]]:
    """Give recorded indicators as the formset shows them."""
    return [{name: getattr(row, name) for name in ("pk", *IndicatorForm.NAMES)} for row in indicators]


class AnnexForm(forms.Form):
    """The three lists of the annex, one line each."""

    dukungan = forms.CharField(
        label=_("Dukungan sumber daya"),
        required=False,
        max_length=6000,
        help_text=_("Satu baris satu butir: orang, anggaran, alat, pendampingan, sarana."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    pertanggungjawaban = forms.CharField(
        label=_("Skema pertanggungjawaban"),
        required=False,
        max_length=6000,
        help_text=_("Bagaimana, kapan, dan kepada siapa kemajuan dilaporkan, dengan bukti apa."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    konsekuensi = forms.CharField(
        label=_("Konsekuensi"),
        required=False,
        max_length=6000,
        help_text=_("Akibat bila target tercapai atau tidak tercapai."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def lines(self) -> dict[str, list[str]]:
        """Give the lines of each list."""
        return {kind.value: self.cleaned_data[kind.value].splitlines() for kind in AnnexKind}


class ReasonForm(forms.Form):
    """Why an agreed plan is to change."""

    reason = forms.CharField(
        label=_("Alasan perubahan"), max_length=300, help_text=_("Apa yang berubah sejak SKP disepakati.")
    )


class CommentForm(forms.Form):
    """What a rater says when deciding on a plan; needed to give it back."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)
    comment = forms.CharField(
        label=_("Catatan untuk pegawai"),
        required=False,
        max_length=2000,
        help_text=_("Wajib bila SKP dikembalikan: apa yang perlu diperbaiki."),
        widget=forms.Textarea(attrs=LINES),
    )


class SeedForm(forms.Form):
    """The result that a leader gives somebody from the matrix."""

    text = forms.CharField(
        label=_("Hasil yang diharapkan"),
        max_length=400,
        help_text=_("Masuk ke draf pegawai sebagai rencana hasil kerja; indikator dan targetnya disusun bersama."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class PlanFileForm(forms.Form):
    """A spreadsheet with a plan."""

    file = forms.FileField(label=_("Berkas"), help_text=_("xlsx, ods, atau csv menurut templat; paling besar 2 MB."))
