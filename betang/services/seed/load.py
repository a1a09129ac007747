"""Loads the demo city's requests: two years of finished ones, and those that wait for the demo's officers now."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random

import numpy as np
from django.core.management.color import no_style
from django.db import connection
from django.utils import timezone

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.calendar.queries import calendar_now
from betang.kernel.crypto.files import file_store
from betang.people.models import Unit
from betang.people.models.units import UnitKind
from betang.people.seed.catalogue import Size
from betang.people.seed.chance import stream, uid
from betang.regulation.calendar.work import WorkCalendar
from betang.services import flow
from betang.services.complaint_facts import complaint_source
from betang.services.factual import source
from betang.services.models import Attachment, Complaint, DefinitionVersion, Event, Request, Secrecy
from betang.services.reading import packaged
from betang.services.secrets import pin_digest
from betang.services.seed.appointments import appointments_add
from betang.services.seed.complaints import complaints_write
from betang.services.seed.drawing import Drawn, Setting, drawn
from betang.services.seed.due import Limits, limits
from betang.services.seed.facts import facts_write
from betang.services.seed.paper import PAPER
from betang.services.seed.plans import plans_write
from betang.services.seed.residents import NEWS, keys, residents, sealed_answers, template
from betang.services.seed.shares import shares
from betang.services.seed.staff import Pool, pools
from betang.services.seed.survey import survey_write
from betang.services.seed.writing import Identity, Shown, events_write, requests_write
from betang.services.stored import as_json, digest

ENDED = {Size.TINY: 30, Size.SMALL: 2_969, Size.CITY: 39_876}
WAITING = {Size.TINY: 10, Size.SMALL: 31, Size.CITY: 124}
PIN = "123456"
"""Opens every request of the demo city by its number."""
Counts = dict[str, int]
YEARS = timedelta(days=730)
SHORTEST = timedelta(days=90)
SPARE = timedelta(days=15)
APPLIES = 5  # requests of one resident
WITH_PAPER = 30
COMPLAINTS = {Size.TINY: (4, 4), Size.SMALL: (40, 8), Size.CITY: (400, 24)}
"""How many complaints have ended, and how many are open."""


def load(*, size: Size, seed: int, day: date) -> int:
    """Write the requests for the city that was loaded before; return how many. None where nobody could work on them."""
    calendar, (officers, verifiers) = calendar_now(), pools(day)
    begin = beginning(calendar, officers, verifiers, day)
    if begin is None:
        return 0
    now, shown = morning(day), services(morning(day))
    fraction, weight = shares(shown.codes)
    given = Setting(
        calendar=calendar, begin=morning(begin), now=now, shares=fraction, weights=weight, officers=officers,
        verifiers=verifiers, handed=[n for n, digital in enumerate(shown.digital) if not digital],
    )  # fmt: skip
    dice = np.random.RandomState(stream(seed, "services").getrandbits(32))
    found = drawn(dice, given, ended=ENDED[size], waiting=WAITING[size])
    after = partial(told, seed=seed, size=size, day=day)
    write(found, given, shown, identities(found, shown, stream(seed, "services/people")), day, after)
    papers_add(now)
    appointments_add(day, now)
    kept_by("warga")
    return len(found)


def kept_by(username: str) -> None:
    """Give a resident's demo account the requests of whoever applied last."""
    owner = User.objects.filter(username=username).first()
    last = Request.objects.order_by("-submitted_at", "-id").values_list("subject", flat=True).first()
    if owner and last:
        Request.objects.filter(subject=last).update(user=owner)
        said = Complaint.objects.filter(secrecy=Secrecy.OPEN).order_by("-received_at").values("pk")[:1]
        Complaint.objects.filter(pk__in=list(said.values_list("pk", flat=True))).update(user=owner)


def beginning(calendar: WorkCalendar, officers: Pool, verifiers: Pool, day: date) -> date | None:
    """Give the first day of the requests; None where the calendar or the staff do not allow any."""
    if not officers.workers or not verifiers.workers:
        return None
    earliest, latest = date(calendar.years[0], 1, 2), date(calendar.years[1], 12, 31) - SPARE
    begin = max(day - YEARS, earliest, officers.begin, verifiers.begin)
    return begin if begin + SHORTEST <= day <= latest else None


def told(found: Drawn, given: Setting, due: Limits, shown: Shown, *, seed: int, size: Size, day: date) -> Counts:
    """Write what residents said afterwards: answers to the survey, what is done about them, complaints."""
    dice = np.random.RandomState(stream(seed, "services/survey").getrandbits(32))
    invited, answered = survey_write(dice, found, due, shown.codes, calendar=given.calendar, day=day, first=1)
    plans = plans_write(given.officers, given.verifiers, day=day, now=given.now)
    count, running = COMPLAINTS[size]
    answers = complaints_write(
        stream(seed, "services/complaints"), given, found, count=count, running=running,
        source=complaint_source(given.now),
    )  # fmt: skip
    return {
        "invited": invited, "answered": answered, "plans": plans, "complaints": count + running,
        "complaint_facts": answers,
    }  # fmt: skip


def write(found: Drawn, given: Setting, shown: Shown, who: Identity, day: date, after: Callable[..., Counts]) -> None:
    """Write everything drawn, with one entry in the trail for all of it."""
    calendar, officers, verifiers = given.calendar, given.officers, given.verifiers
    due = limits(calendar, found, shown.codes, day)
    requests_write(
        found, due, shown, who, version=calendar.version, zone=calendar.zone, officers=officers, first=1
    )  # fmt: skip
    events_write(found, due, shown, officers=officers, verifiers=verifiers, first=1, first_request=1)
    origin = source(given.now)
    facts, fingerprint = facts_write(
        found, due, shown, who, origin, calendar=calendar, officers=officers, verifiers=verifiers, first=1
    )
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Request, Event]):
            cursor.execute(statement)
    counts = {"requests": len(found), "facts": facts, **after(found, given, due, shown)}
    changes: dict[str, tuple[None, object]] = {name: (None, count) for name, count in counts.items()}
    changes["digest"] = (None, fingerprint)
    record(actor=None, action="services.history_seed", target=origin, changes=changes, now=given.now)


def services(now: datetime) -> Shown:
    """Keep the definitions of all services and give what the rows need of them."""
    known = list(packaged().values())
    content = [as_json(each) for each in known]
    digests = [digest(each) for each in content]
    DefinitionVersion.objects.bulk_create(
        DefinitionVersion(digest=key, service=each.id, content=text, kept_at=now)
        for key, each, text in zip(digests, known, content, strict=True)
    )
    return Shown(
        codes=[each.id for each in known],
        digests=digests,
        prefixes=[each.group[:8].upper() for each in known],
        digital=[each.digital for each in known],
        papers=[each.papers[0].key for each in known],
    )


def identities(found: Drawn, shown: Shown, chance: Random) -> Identity:
    """Make what names each request: UUIDs, an applicant with answers, the digest of the PIN."""
    used = keys()
    villages = list(Unit.objects.filter(kind=UnitKind.VILLAGE).order_by("code").values_list("code", flat=True))
    people = residents(chance, max(len(found) // APPLIES, 1), villages, used)
    moulds = [
        {news: template(packaged()[code], {**people[0].answers, "kabar": news}) for news in NEWS}
        for code in shown.codes
    ]
    who = [people[chance.randrange(len(people))] for _row in range(len(found))]
    uids = [uid(chance) for _row in range(len(found))]
    return Identity(
        uids=[each.hex for each in uids],
        subjects=[each.subject for each in who],
        columns=[each.columns for each in who],
        answers=[
            sealed_answers(each, moulds[service][each.answers["kabar"]], used)
            for each, service in zip(who, found.service.tolist(), strict=True)
        ],
        pins=[pin_digest(each, PIN, key=used.index) for each in uids],
    )


def papers_add(now: datetime) -> None:
    """Give the newest requests that wait a small file, so that there is something to look at."""
    waiting = Request.objects.exclude(state__in=flow.CLOSED).select_related("definition").order_by("-pk")
    for row in waiting[:WITH_PAPER]:
        needed = [each.key for each in packaged()[row.service].papers if not each.optional]
        file = file_store(content=io.BytesIO(PAPER), name="contoh.pdf", media_type="application/pdf", now=now)
        Attachment.objects.create(request=row, paper=needed[0], file=file, added_at=row.submitted_at or now)


def morning(day: date) -> datetime:
    """Give the morning of a day."""
    return timezone.make_aware(datetime.combine(day, time(9)))
