"""The jobs of public services: messages to phones, requests that were not put right in time, the survey."""

from django.utils.translation import gettext_lazy as _

from betang.kernel.jobs import Run, nightly
from betang.services.actions.holding import held_step_take
from betang.services.actions.steps import requests_lapse
from betang.services.gateway import messages_deliver
from betang.services.jobs_complaints import follow_complaints
from betang.services.jobs_survey import invite_survey, shuffle_survey

__all__ = ["follow_complaints", "held_step_take", "invite_survey", "lapse", "messages_deliver", "shuffle_survey"]


@nightly("services.requests_lapse", title=_("Akhiri permohonan yang tidak diperbaiki"), at="00:20")
def lapse(run: Run) -> None:
    """End the requests whose applicants did not put them right in time, 500 at a time."""
    ended = 0
    while more := requests_lapse(now=run.now):
        ended += more
        run.progress(ended)
