"""The facts of drawn steps, as `services.factual` writes them for real ones: the same ids, the same values."""

from __future__ import annotations

import hashlib

import numpy as np

from betang.kernel.bulk import tuples_insert
from betang.ledger.models import Fact, Source
from betang.regulation.calendar.arithmetic import local_days, working_time_between
from betang.regulation.calendar.work import WorkCalendar
from betang.regulation.calendar.zone import MINUTE
from betang.services.fact_kinds import STEP
from betang.services.seed import slots
from betang.services.seed.drawing import Drawn
from betang.services.seed.due import Limits
from betang.services.seed.staff import Pool
from betang.services.seed.writing import Identity, Shown, moments, workers

VERIFYING = (slots.CHECKED, slots.AGAIN, slots.LAST)
STEPS = {
    **dict.fromkeys(VERIFYING, "verifikasi"),
    slots.RECORDED: "perekaman",
    slots.RESUMED: "perekaman",
    slots.VALIDATED: "validasi",
    slots.SIGNED: "penyerahan",
}
"""Which step is finished when a request goes on from a place."""
FACT = (
    "kind", "subject_id", "unit_id", "happened_at", "day", "data", "source_id", "event_id", "record", "revision",
    "recorded_at", "recorded_by_id",
)  # fmt: skip


def facts_write(
    drawn: Drawn, due: Limits, shown: Shown, who: Identity, source: Source, *, calendar: WorkCalendar,
    officers: Pool, verifiers: Pool, first: int,
) -> tuple[int, str]:  # fmt: skip
    """Write a fact for each finished step; return how many, and the digest of what they say."""
    rows, places = np.nonzero(drawn.there)
    staff = workers(drawn, rows, places, officers, verifiers)
    step = np.array([STEPS.get(place, "") for place in range(slots.COUNT)])[np.roll(places, 1)]
    worked = (places != slots.SUBMITTED) & (places != slots.HELD) & (step != "")
    kept = np.flatnonzero(worked & np.array([each is not None for each in staff]))
    row, before, place = rows[kept], places[kept - 1], places[kept]
    at, limit = drawn.at[row, place], due.step[row, before]
    resumed = before == slots.RESUMED
    spent = working_time_between(calendar, drawn.at[row, before], at)
    held = row[resumed]  # what was worked before the outage belongs to the same fact
    spent[resumed] += working_time_between(calendar, drawn.at[held, slots.RECORDED], drawn.at[held, slots.HELD])
    spent = -(-spent // MINUTE)
    returns = (place >= slots.RETURNED) & drawn.there[row, slots.RETURNED]
    data = values(
        np.array(shown.codes)[drawn.service[row]].tolist(), step[kept].tolist(), spent.tolist(),
        ((limit == 0) | (at <= limit)).tolist(), returns.tolist(), (place == slots.RECORDED).tolist(),
        np.isin(before, (slots.AGAIN, slots.LAST)).tolist(), resumed.tolist(),
    )  # fmt: skip
    people = [found for found in (staff[one] for one in kept.tolist()) if found]
    times, days = moments(at), np.datetime_as_string(local_days(calendar, at).astype("datetime64[D]")).tolist()
    ids = [f"{dashed(who.uids[one])}:{first + number}" for one, number in zip(row.tolist(), kept.tolist(), strict=True)]
    n = len(ids)
    columns = (
        [STEP.name] * n, [each.employee for each in people], [each.unit for each in people], times, days, data,
        [source.pk] * n, ids, ids, [1] * n, times, [each.user for each in people],
    )  # fmt: skip
    tuples_insert(Fact, FACT, zip(*columns, strict=True))
    return n, hashlib.sha256("\n".join(map("{}{}".format, ids, data)).encode()).hexdigest()


def values(
    services: list[str], steps: list[str], spent: list[int], on_time: list[bool], returned: list[bool],
    accepted: list[bool], again: list[bool], interrupted: list[bool],
) -> list[str]:  # fmt: skip
    """Write the values of facts as JSON; whether a check was right at first is said of checks alone."""
    yes = {True: '"ya"', False: '"tidak"'}
    return [
        f'{{"layanan": "{service}", "langkah": "{step}", "menit_kerja": {minute}, "tepat_waktu": {yes[kept]}, '
        f'"dikembalikan": {"true" if back else "false"}'
        + (f', "benar_pertama": {yes[through and not back]}' if step == "verifikasi" else "")
        + (', "ulangan": true' if once_more else "")
        + (', "gangguan": true}' if held else "}")
        for service, step, minute, kept, back, through, once_more, held in zip(
            services, steps, spent, on_time, returned, accepted, again, interrupted, strict=True
        )
    ]


def dashed(hexadecimal: str) -> str:
    """Write a UUID as Python does."""
    h = hexadecimal
    return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"
