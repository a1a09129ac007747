"""The complaints of the demo city over its two years, in every state, with the steps and facts of those who answered.

They run by the limits that the product would have set; nobody handles a complaint about an own request. Reporters and
what they tell are made up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

import numpy as np

from betang.kernel.bulk import rows_insert
from betang.ledger.models import Fact, Source
from betang.people.seed.chance import uid
from betang.people.seed.names import Names, slug
from betang.people.seed.numbers import DOMAIN
from betang.regulation.calendar.arithmetic import add_working_time, working_time_between
from betang.regulation.calendar.limits import SATUAN, due
from betang.regulation.calendar.zone import DAY, MINUTE, Micros
from betang.regulation.complaints import BATAS_TAHAP
from betang.regulation.parameters import book
from betang.services.complaint_clock import REPLY, VERIFY
from betang.services.fact_kinds import COMPLAINT
from betang.services.models import Channel, Complaint, ComplaintState, ComplaintStep, NumberSeries, Secrecy
from betang.services.secrets import pin_digest
from betang.services.seed.drawing import Drawn, Setting, one
from betang.services.seed.pace import whole_seconds
from betang.services.seed.staff import Worker
from betang.services.timing import calendar_day, micros, moment

RECEIVED, ASSIGNED, ANSWERED = ComplaintState.RECEIVED, ComplaintState.ASSIGNED, ComplaintState.ANSWERED
CLOSED, ELSEWHERE, SHELVED = ComplaintState.CLOSED, ComplaintState.ELSEWHERE, ComplaintState.SHELVED
OPEN = (
    (RECEIVED, 200), (ASSIGNED, 1500), (RECEIVED, 1700), (ANSWERED, 1200), (ASSIGNED, 7200), (RECEIVED, 60),
    (ASSIGNED, 400), (ANSWERED, 300),
)  # fmt: skip
"""Complaints that are open now: where, and since how many working minutes. Some are late."""
LONGEST = 45 * 450
TOLD = (
    ("pengaduan", "TANPA_PENGAWASAN", "Loket tutup sebelum pukul 15.00 padahal antrean masih panjang.",
     "Jam loket kami tempel ulang; loket kini melayani sampai antrean terakhir."),
    ("pengaduan", "TANPA_PENGAWASAN", "Permohonan saya dikembalikan dua kali dengan alasan yang berbeda.",
     "Kami periksa bersama petugasnya. Semua kekurangan kini disampaikan sekaligus."),
    ("pengaduan", "TANPA_PENGAWASAN", "Dokumen saya belum terbit padahal janjinya sudah lewat.",
     "Jaringan ke SIAK pusat terputus dua hari. Dokumen sudah terbit; kami mohon maaf."),
    ("pengaduan", "DENGAN_PENGAWASAN", "Ada orang di luar kantor yang menawarkan pengurusan dengan bayaran.",
     "Sudah kami periksa di lapangan dan laporkan. Semua layanan kependudukan gratis."),
    ("informasi", "PERMINTAAN_INFORMASI", "Apa saja syarat pindah datang untuk mahasiswa dari luar kota?",
     "Syaratnya ada pada halaman layanan pindah datang; surat keterangan kampus tidak wajib."),
    ("informasi", "PERMINTAAN_INFORMASI", "Apakah akta kelahiran lama masih berlaku atau perlu diganti?",
     "Akta lama tetap berlaku dan tidak perlu diganti."),
    ("aspirasi", "TANPA_PENGAWASAN", "Mohon ada loket khusus untuk warga lanjut usia dan ibu hamil.",
     "Terima kasih. Loket prioritas dibuka mulai bulan depan."),
    ("aspirasi", "TANPA_PENGAWASAN", "Mohon pemberitahuan lewat ponsel dikirim juga saat dokumen siap diambil.",
     "Terima kasih, pemberitahuan itu sudah ditambahkan."),
)  # fmt: skip
"""Kind, how it is settled, what is told and what is answered."""
CHECKED, NOT_OURS, NOTHING = (
    "Laporan kami terima dan teruskan kepada yang menangani.",
    "Ini wewenang dinas lain; laporan sudah kami teruskan ke sana.",
    "Laporan tidak memuat keterangan yang cukup untuk ditelusuri.",
)
AGAIN, MENDED = "Masih terjadi pada hari Jumat lalu.", "Sudah kami tindak lanjuti dengan petugas yang bersangkutan."
Told = tuple[str, str, str, str]
PIN = "123456"
SECRECIES = (Secrecy.OPEN, Secrecy.SECRET, Secrecy.ANONYMOUS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: of which complaint, when, into which state, by whom (None: the reporter or nobody), saying what.

    `stage` names the limit that begins with it, "" where none does.
    """

    complaint: int
    at: int
    state: ComplaintState
    by: Worker | None
    words: str
    stage: str


def complaints_write(chance: Random, given: Setting, found: Drawn, *, count: int, running: int, source: Source) -> int:
    """Write `count` complaints that have ended and `running` ones that have not; return how many facts of answers."""
    received, waiting = times(chance, given, count, running)
    told = [chance.choice(TOLD) for _row in range(len(received))]
    about = [linked(chance, found, at) for at in received.tolist()]
    workers = [*given.officers.workers, *given.verifiers.workers]
    doing = [free(chance, workers, given, found, row) for row in about]
    courses = [
        course(chance, given, place, at, told[place], doing[place], waiting[place])
        for place, at in enumerate(received.tolist())
    ]
    steps = [step for steps in courses for step in steps]
    dues = limits(given, steps)
    rows = complaints(chance, given, told, about, doing, courses)
    ends = np.cumsum([len(steps) for steps in courses]) - 1
    for row, end in zip(rows, ends.tolist(), strict=True):
        row.due_at = dues[end]
    Complaint.objects.bulk_create(rows)
    ComplaintStep.objects.bulk_create(
        ComplaintStep(
            complaint=rows[step.complaint], at=moment(step.at), state=step.state, words=step.words, due_at=until,
            actor_id=step.by.user if step.by else None,
        )
        for step, until in zip(steps, dues, strict=True)
    )  # fmt: skip
    return rows_insert(facts(given, rows, told, steps, dues, source))


def times(chance: Random, given: Setting, count: int, running: int) -> tuple[Micros, list[ComplaintState | None]]:
    """Give, in order, when complaints came in, and where those stand that are open (None: it has ended)."""
    whole = int(working_time_between(given.calendar, one(given.begin), one(given.now))[0])
    ended = [int(chance.random() * (whole - LONGEST * MINUTE)) for _row in range(count)]
    cases = [OPEN[place % len(OPEN)] for place in range(running)]
    ages = [whole - int((age + place * 7 % 90) * MINUTE) for place, (_state, age) in enumerate(cases)]
    states: list[ComplaintState | None] = [*[None] * count, *(state for state, _age in cases)]
    reading = np.array([max(each, 1) for each in (*ended, *ages)], dtype=np.int64)
    begin = np.full(len(reading), micros(given.begin))
    at = whole_seconds(add_working_time(given.calendar, begin, reading))
    order = np.argsort(at, kind="stable")
    return at[order], [states[place] for place in order.tolist()]


def linked(chance: Random, found: Drawn, at: int) -> int | None:
    """Draw the request that a complaint is about, sent before it; None for most."""
    if chance.random() > 0.4:
        return None
    before = int(np.searchsorted(found.at[:, 0], at))
    return chance.randrange(max(0, before - 400), before) if before else None


def free(chance: Random, workers: Sequence[Worker], given: Setting, found: Drawn, about: int | None) -> Worker:
    """Draw who handles a complaint: nobody who had a hand in the request that it is about."""
    if about is None:
        return chance.choice(workers)
    hands = {
        given.officers.workers[found.officer[about]].employee,
        given.verifiers.workers[found.verifier[about]].employee,
    }
    return chance.choice([each for each in workers if each.employee not in hands] or list(workers))


def course(
    chance: Random, given: Setting, place: int, at: int, told: Told, by: Worker,
    waits: ComplaintState | None,
) -> list[Step]:  # fmt: skip
    """Draw the steps of one complaint."""
    calendar = given.calendar

    def later(since: int, usual: int, most: int) -> int:
        minutes = min(int(usual * chance.lognormvariate(0, 0.8)), most)
        return int(whole_seconds(add_working_time(calendar, np.array([since]), np.array([minutes * MINUTE])))[0])

    steps = [Step(complaint=place, at=at, state=RECEIVED, by=None, words="", stage=VERIFY)]
    if waits == RECEIVED:
        return steps
    checked, luck = later(at, 240 if waits is None else 60, 2000 if waits is None else 90), chance.random()
    if waits is None and luck < 0.12:
        state, words = (ELSEWHERE, NOT_OURS) if luck < 0.07 else (SHELVED, NOTHING)
        return [*steps, Step(complaint=place, at=checked, state=state, by=by, words=words, stage="")]
    steps.append(Step(complaint=place, at=checked, state=ASSIGNED, by=by, words=CHECKED, stage=told[1]))
    if waits == ASSIGNED:
        return steps
    answered = later(checked, 2000 if waits is None else 60, 8000 if waits is None else 90)
    steps.append(Step(complaint=place, at=answered, state=ANSWERED, by=by, words=told[3], stage=REPLY))
    if waits == ANSWERED:
        return steps
    if luck > 0.93:
        reopened = answered + 2 * DAY
        steps.append(Step(complaint=place, at=reopened, state=ASSIGNED, by=None, words=AGAIN, stage=told[1]))
        answered = later(reopened, 900, 3000)
        steps.append(Step(complaint=place, at=answered, state=ANSWERED, by=by, words=MENDED, stage=REPLY))
    closed = answered + chance.randrange(1, 10) * DAY
    return [*steps, Step(complaint=place, at=closed, state=CLOSED, by=None, words="", stage="")]


def limits(given: Setting, steps: Sequence[Step]) -> list[datetime | None]:
    """Reckon the limit that begins with each step, all in one go. The parameter has not changed in these years."""
    law = book().on(calendar_day(given.calendar, given.now))[BATAS_TAHAP].value
    limited = [place for place, step in enumerate(steps) if step.stage]
    rows = [law[steps[place].stage] for place in limited]
    instants = due(
        given.calendar, start=np.array([steps[place].at for place in limited]),
        count=np.array([row["batas"] for row in rows]), unit=SATUAN.array([row["satuan"] for row in rows]),
    )  # fmt: skip
    found: list[datetime | None] = [None] * len(steps)
    for place, instant in zip(limited, instants.tolist(), strict=True):
        found[place] = moment(instant)
    return found


def complaints(
    chance: Random, given: Setting, told: Sequence[Told], about: Sequence[int | None], doing: Sequence[Worker],
    courses: Sequence[Sequence[Step]],
) -> list[Complaint]:  # fmt: skip
    """Make the complaints as their last steps left them; further numbers go on from theirs."""
    names, serials, rows = Names(chance), dict[str, int](), []
    for (kind, stage, text, _answer), request, by, steps in zip(told, about, doing, courses, strict=True):
        row, end, received = made(chance, names, kind, text, request), steps[-1], moment(steps[0].at)
        prefix = f"PGD-{calendar_day(given.calendar, received):%y%m}"
        serials[prefix] = serials.get(prefix, 0) + 1
        row.number, row.received_at = f"{prefix}-{serials[prefix]:06d}", received
        row.state, row.revision = end.state, len(steps) - 1
        row.closed_at = moment(end.at) if end.state in {CLOSED, ELSEWHERE, SHELVED} else None
        if any(step.state == ASSIGNED for step in steps):
            row.stage, row.owner_id = stage, by.employee
        row.reopened = any(step.words == AGAIN for step in steps)
        rows.append(row)
    NumberSeries.objects.bulk_create(NumberSeries(prefix=prefix, last=last) for prefix, last in serials.items())
    return rows


def made(chance: Random, names: Names, kind: str, text: str, about: int | None) -> Complaint:
    """Make one complaint with its reporter; an anonymous one has none, and no request."""
    secrecy = chance.choices(SECRECIES, (60, 25, 15))[0]
    name, named = names.draw(chance.choice("LP")), secrecy != Secrecy.ANONYMOUS
    row = Complaint(
        uid=uid(chance), subject=uid(chance), kind=kind, secrecy=secrecy, text=text, name=name if named else "",
        email=f"{slug(name)}@{DOMAIN}" if named and chance.random() < 0.7 else "",
        channel=Channel.COUNTER if chance.random() < 0.25 else Channel.ONLINE,
        request_id=about + 1 if about is not None and named else None,
    )  # fmt: skip
    row.pin_digest = pin_digest(row.uid, PIN)
    return row


def facts(
    given: Setting, rows: Sequence[Complaint], told: Sequence[Told], steps: Sequence[Step],
    dues: Sequence[datetime | None], source: Source,
) -> list[Fact]:  # fmt: skip
    """Make a fact for each answer, as `complaint_handling` writes it."""
    found, number, limit = [], dict[int, int](), dict[int, datetime | None]()
    for step, until in zip(steps, dues, strict=True):
        revision = number[step.complaint] = number.get(step.complaint, -1) + 1
        if step.state == ANSWERED and step.by is not None:
            at, name = moment(step.at), f"{rows[step.complaint].uid}:{revision}"
            before = limit[step.complaint]
            data = {
                "tahap": told[step.complaint][1],
                "tepat_waktu": "ya" if before is None or at <= before else "tidak",
                "dibuka_lagi": revision > 2,
            }
            found.append(
                Fact(kind=COMPLAINT.name, subject_id=step.by.employee, unit_id=step.by.unit, happened_at=at,
                     day=calendar_day(given.calendar, at), data=data, source=source, event_id=name, record=name,
                     recorded_at=at, recorded_by_id=step.by.user)
            )  # fmt: skip
        limit[step.complaint] = until
    return found
