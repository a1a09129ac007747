"""Each finished step becomes one fact of whoever did it: how long it took, whether in time, whether right at first.

The fact's id is the step's, so that a repeat adds nothing. Waiting for the applicant and outages are not in its time.
"""

from __future__ import annotations

from datetime import datetime

import numpy as np

from betang.kernel.accounts.models import User
from betang.ledger.actions.taking import facts_take
from betang.ledger.drafts import Draft
from betang.ledger.models import Fact, Source
from betang.people.models import Employee
from betang.regulation.calendar.arithmetic import working_time_between
from betang.regulation.calendar.work import WorkCalendar
from betang.regulation.calendar.zone import MINUTE
from betang.services import flow
from betang.services.fact_kinds import STEP
from betang.services.models import Event, Request
from betang.services.timing import micros

URI = "urn:betang:layanan"
FINISHED = {
    flow.VERIFYING: "verifikasi",
    flow.RECORDING: "perekaman",
    flow.VALIDATING: "validasi",
    flow.SIGNING: "penyerahan",
}
"""Which step is finished when a request leaves a state forwards."""


def source(now: datetime) -> Source:
    """Return the source of our own facts, made at first use."""
    found, _made = Source.objects.get_or_create(
        uri=URI, defaults={"name": "Layanan Disdukcapil (Betang)", "kinds": [STEP.name], "registered_at": now}
    )
    return found


def fact_write(
    *,
    actor: User,
    employee: Employee,
    row: Request,
    event: Event,
    begun: datetime,
    due: datetime | None,
    calendar: WorkCalendar,
    again: Event | None = None,
) -> None:
    """Write the fact of a finished step; nothing for steps that are no work, and for people without a NIP.

    `again`: the step that was taken back before; its fact is corrected by this one, so that it counts once.
    """
    step = FINISHED.get(event.before)
    if step is None or not employee.nip:
        return
    data = {
        "layanan": row.service,
        "langkah": step,
        "menit_kerja": working_minutes(calendar, begun, event.at),
        "tepat_waktu": "ya" if due is None or event.at <= due else "tidak",
        "dikembalikan": row.returns > 0,
    }
    if step == "verifikasi":
        data["benar_pertama"] = "ya" if event.state == flow.RECORDING and row.returns == 0 else "tidak"
    draft = Draft(
        event_id=fact_id(row, event), kind=STEP.name, nip=employee.nip, happened_at=event.at, data=data,
        corrects=fact_id(row, again) if again and fact_of(row, again) else "",
    )  # fmt: skip
    facts_take(actor=actor, source=source(event.at), drafts=[draft], now=event.at)


def fact_id(row: Request, event: Event) -> str:
    """Return the id of the fact of a step."""
    return f"{row.uid}:{event.pk}"


def fact_of(row: Request, event: Event) -> Fact | None:
    """Return the fact of a step as it was first written, None when it wrote none; one query."""
    found = Fact.objects.filter(source__uri=URI, event_id=fact_id(row, event))
    return found.select_related("subject", "source").first()


def fact_withdraw(*, actor: User, row: Request, event: Event, now: datetime) -> bool:
    """Correct the fact of a step that was taken back: it says so from now on. False when its period is closed."""
    fact = fact_of(row, event)
    if fact is None:
        return True
    draft = Draft(
        event_id=f"{fact.event_id}:ditarik", kind=fact.kind, nip=fact.subject.nip or "", happened_at=fact.happened_at,
        data={**fact.data, "ditarik": True}, corrects=fact.event_id,
    )  # fmt: skip
    return facts_take(actor=actor, source=fact.source, drafts=[draft], now=now)[0].fact is not None


def working_minutes(calendar: WorkCalendar, start: datetime, end: datetime) -> int:
    """Return the working time between two moments in whole minutes, rounded up."""
    spent = working_time_between(calendar, np.array([micros(start)]), np.array([micros(end)]))[0]
    return int(-(-spent // MINUTE))
