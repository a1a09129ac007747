"""Forms of lists within a plan: what is expected of each value, and the steps of the action plan."""

from collections.abc import Iterable, Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.performance.actions.content import StepDraft
from betang.performance.models import ActionStep, Period, Result
from betang.performance.queries.content import Behaviour


class ExpectationForm(forms.Form):
    """What the leader expects in particular, a field a value, with the official guides beside it."""

    def __init__(self, data: Any, behaviours: Sequence[Behaviour]) -> None:
        super().__init__(data, initial={one.name: one.expectation for one in behaviours})
        for one in behaviours:
            self.fields[one.name] = forms.CharField(
                label=one.label,
                required=False,
                max_length=1000,
                help_text=" · ".join(one.guides),
                widget=forms.Textarea(attrs={"rows": 2}),
            )


class StepForm(forms.Form):
    """One step of the action plan."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    result = forms.ChoiceField(label=_("Untuk hasil"))
    text = forms.CharField(label=_("Rencana aksi"), max_length=300)
    period = forms.ChoiceField(label=_("Selesai pada"), required=False)

    def __init__(
        self, *args: Any, results: Sequence[Result] = (), periods: Sequence[Period] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        offered = [(str(row.lineage), row.text) for row in results]
        cast(forms.ChoiceField, self.fields["result"]).choices = offered
        if not self.initial:  # a row in which nothing was written counts for nothing
            self.initial = {"result": offered[0][0]}
        named = [(str(row.pk), row.name) for row in periods]
        cast(forms.ChoiceField, self.fields["period"]).choices = [("", "–"), *named]


class Steps(forms.BaseFormSet):  # type: ignore[type-arg]
    """The steps of a plan."""

    def drafts(self) -> list[StepDraft]:
        """Give what was written, as the action takes it; blank rows and those ticked to go are left out."""
        found = []
        for form in self.forms:
            written = form.cleaned_data
            if written.get("text") and not written.get("DELETE"):
                period = int(written["period"]) if written["period"] else None
                found.append(StepDraft(UUID(written["result"]), written["text"], period, written.get("pk")))
        return found


MOST_STEPS = 40
StepSet = forms.formset_factory(
    StepForm, formset=Steps, can_delete=True, extra=2, max_num=MOST_STEPS, absolute_max=MOST_STEPS, validate_max=True
)


def step_rows(steps: Iterable[ActionStep]) -> list[dict[str, Any]]:
    """Give recorded steps as the formset shows them."""
    return [
        {"pk": row.pk, "result": str(row.result_lineage), "text": row.text, "period": str(row.period_id or "")}
        for row in steps
    ]
