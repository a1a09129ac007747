"""The jobs of public services: messages to phones, requests that were not put right in time, the survey."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from betang.kernel.jobs import Run, every, nightly
from betang.services.actions.figures import figures_renew
from betang.services.actions.holding import held_step_take
from betang.services.actions.retention import complaints_erase, contents_erase, files_erase, leftovers_erase
from betang.services.actions.steps import requests_lapse
from betang.services.gateway import messages_deliver
from betang.services.jobs_alerts import tell_deadlines
from betang.services.jobs_board import renew_board
from betang.services.jobs_complaints import follow_complaints
from betang.services.jobs_exports import clear_exports, make_export
from betang.services.jobs_process_logs import analyse_log, expire_logs
from betang.services.jobs_survey import invite_survey, shuffle_survey
from betang.services.queries.retention import limits_at

__all__ = [
    "analyse_log",
    "clear_exports",
    "expire_logs",
    "follow_complaints",
    "held_step_take",
    "invite_survey",
    "lapse",
    "make_export",
    "messages_deliver",
    "renew_board",
    "shuffle_survey",
    "tell_deadlines",
]


@nightly("services.requests_lapse", title=_("Akhiri permohonan yang tidak diperbaiki"), at="00:20")
def lapse(run: Run) -> None:
    """End the requests whose applicants did not put them right in time, 500 at a time."""
    ended = 0
    while more := requests_lapse(now=run.now):
        ended += more
        run.progress(ended)


@every("services.figures_renew", title=_("Perbarui angka layanan untuk umum"), minutes=45)
def renew_figures(run: Run) -> None:
    """Compute the public figures before they are an hour old, so that no visitor waits for them."""
    figures_renew(now=run.now)


@nightly("services.retention", title=_("Hapus data warga yang lewat masa simpan"), at="03:10")
def retention(run: Run) -> None:
    """Erase what is due by the times in force tonight; each part is a transaction of its own, safe to repeat."""
    run.progress(erase_due(run.now))


def erase_due(now: datetime) -> int:
    """Erase everything that is due; return how many parts it was: requests, complaints, drafts, messages, codes."""
    limits, erased = limits_at(now), 0
    for erase in (files_erase, contents_erase, complaints_erase, leftovers_erase):
        while more := erase(limits=limits, now=now):
            erased += more
    return erased
