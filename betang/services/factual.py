"""Each finished step becomes one fact of whoever did it: how long it took, whether in time, whether right at first.

The fact's id is the step's, so that a repeat adds nothing. Waiting for the applicant and outages are not in its time:
work that an outage interrupted is one fact when it is finished, of the minutes before and after the outage, held
against the limit that the outage moved. An outage that is noted finishes no work.
"""

from __future__ import annotations

from collections.abc import Sequence
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
"""Which step is finished when a request leaves a state."""
Stretch = tuple[datetime, datetime]
"""Two moments between which somebody could work on a request."""


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
    stretches: Sequence[Stretch],
    due: datetime | None,
    calendar: WorkCalendar,
    again: Event | None = None,
) -> None:
    """Write the fact of a finished step; nothing for steps that are no work, and for people without a NIP.

    `stretches`: when it was worked on. `again`: the step that was taken back before; its fact is corrected by this
    one, so that it counts once.
    """
    step = FINISHED.get(event.before)
    if step is None or event.state == flow.OUTAGE or not employee.nip:
        return
    data: dict[str, str | int | bool] = {
        "layanan": row.service,
        "langkah": step,
        "menit_kerja": working_minutes(calendar, stretches),
        "tepat_waktu": "ya" if due is None or event.at <= due else "tidak",
        "dikembalikan": row.returns > 0,
    }
    if step == "verifikasi":
        data["benar_pertama"] = "ya" if event.state == flow.RECORDING and row.returns == 0 else "tidak"
        if row.returns - (event.state == flow.CORRECTING):
            data["ulangan"] = True
    if len(stretches) > 1:
        data["gangguan"] = True
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


def stretches_of(events: Sequence[Event], until: datetime) -> list[Stretch]:
    """Give when the state that a request is in was worked on: since it was entered, and before outages of it."""
    end, found, place = until, [], len(events) - 1
    while True:
        found.append((events[place].at, end))
        back = place - 2
        if back < 0 or events[place].before != flow.OUTAGE or events[back].state != events[place].state:
            return found[::-1]
        place, end = back, events[place - 1].at


def working_minutes(calendar: WorkCalendar, stretches: Sequence[Stretch]) -> int:
    """Return the working time of some stretches together in whole minutes, rounded up."""
    start, end = (np.array([micros(one[side]) for one in stretches]) for side in (0, 1))
    return int(-(-int(working_time_between(calendar, start, end).sum()) // MINUTE))
