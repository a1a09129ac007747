"""Writes drawn requests and their histories as rows, by the column: no object is made for any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from betang.kernel.bulk import tuples_insert
from betang.kernel.crypto.fields import sealed_text
from betang.regulation.calendar.zone import DAY, Micros, zone_offsets
from betang.services import flow
from betang.services.models import Event, NumberSeries, Request
from betang.services.seed import slots
from betang.services.seed.drawing import CHANNELS, Drawn
from betang.services.seed.due import Limits
from betang.services.seed.pace import ENDS, Flags, Index
from betang.services.seed.staff import Pool, Worker

FORMAT = "%Y-%m-%d %H:%M:%S"
WHY = (
    ("A1", "Foto dokumen buram. Mohon difoto ulang di tempat terang."),
    ("A4", "Ejaan nama pada formulir berbeda dengan dokumen. Mohon disamakan."),
    ("A3", "Satu dokumen wajib belum ada. Mohon dilengkapi."),
    ("A9", "Layanan yang dipilih keliru. Mohon ajukan layanan yang sesuai."),
)
"""Why requests are returned, and what is said then."""
NAMES_PAPER = ("A1", "A3")
OUTAGE = "Jaringan ke SIAK pusat terputus."


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What belongs to each service, in one order: code, digest, prefix of numbers, whether handed over, first paper."""

    codes: Sequence[str]
    digests: Sequence[str]
    prefixes: Sequence[str]
    digital: Sequence[bool]
    papers: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What is made for each request beforehand: UUIDs, who applies (as the columns hold it), the digest of the PIN."""

    uids: Sequence[str]
    subjects: Sequence[str]
    columns: Sequence[tuple[str, ...]]
    answers: Sequence[str]
    pins: Sequence[str]


def moments(instants: Micros) -> list[str | None]:
    """Write instants as the database keeps them; None for 0."""
    series = pl.Series(np.asarray(instants).ravel()).cast(pl.Datetime("us"))
    texts = series.dt.strftime(FORMAT)
    return pl.select(pl.when(pl.lit(series.to_physical() != 0)).then(pl.lit(texts))).to_series().to_list()


def states(drawn: Drawn, shown: Shown) -> list[list[str]]:
    """Give the codes of states by place: those of HANDED and ENDED depend on the request."""
    digital = np.array(shown.digital)[drawn.service]
    codes = np.array([*slots.STATES], dtype=object)
    found = np.tile(codes, (len(drawn), 1))
    found[:, slots.HANDED] = np.where(digital, flow.SENT, flow.READY)
    found[:, slots.ENDED] = np.array([*ENDS], dtype=object)[drawn.ending]
    return found  # type: ignore[return-value]


def numbers(drawn: Drawn, shown: Shown, zone: str) -> list[str]:
    """Give the numbers, one series a group and month; set the series to go on from there."""
    at = drawn.at[:, slots.SUBMITTED]
    local = zone_offsets(zone, int(at.min()) // DAY, int(at.max()) // DAY + 1).local(at)
    months = pl.Series(local).cast(pl.Datetime("us")).dt.strftime("%y%m").to_list()
    last: dict[str, int] = {}
    found = []
    for service, month in zip(drawn.service.tolist(), months, strict=True):
        prefix = f"{shown.prefixes[service]}-{month}"
        last[prefix] = last.get(prefix, 0) + 1
        found.append(f"{prefix}-{last[prefix]:06d}")
    tuples_insert(NumberSeries, ("prefix", "last"), list(last.items()))
    return found


REQUEST = (
    "id", "uid", "number", "service", "definition_id", "channel", "state", "subject", "answers",
    "name", "nik", "nik_index", "email", "email_index", "phone", "phone_index",
    "language", "pin_digest", "begun_at", "submitted_at", "accepted_at", "issued_at", "closed_at", "due_at",
    "legal_due_at", "lapses_at", "calendar", "officer_id", "operator_id", "returns", "revision",
)  # fmt: skip


def requests_write(
    drawn: Drawn, due: Limits, shown: Shown, who: Identity, *, version: str, zone: str, officers: Pool, first: int
) -> None:
    """Write the requests, with ids from `first` on."""
    n, at, there = len(drawn), drawn.at, drawn.there
    rows, last = np.arange(n), last_places(there)
    state = states(drawn, shown)[rows, last].tolist()  # type: ignore[call-overload]
    closed = np.isin(last, (slots.DONE, slots.ENDED))
    staff = employees(officers.workers, drawn.officer)
    submitted = moments(at[:, slots.SUBMITTED])
    tuples_insert(
        Request,
        REQUEST,
        zip(
            range(first, first + n),
            who.uids,
            numbers(drawn, shown, zone),
            each(shown.codes, drawn.service),
            each(shown.digests, drawn.service),
            each(CHANNELS, drawn.channel),
            state,
            who.subjects,
            who.answers,
            *zip(*who.columns, strict=True),
            ["id"] * n,
            who.pins,
            submitted,
            submitted,
            moments(at[:, slots.RECORDED]),
            moments(at[:, slots.ISSUED]),
            moments(np.where(closed, at[rows, last], 0)),
            moments(due.step[rows, last]),
            moments(due.legal),
            moments(due.lapse),
            [version] * n,
            masked(staff, there[:, slots.CHECKED]),
            masked(staff, there[:, slots.RECORDED]),
            (there[:, slots.RETURNED].astype(int) + there[:, slots.TWICE]).tolist(),
            there.sum(axis=1).tolist(),
            strict=True,
        ),
    )


EVENT = (
    "id", "request_id", "at", "state", "before", "actor_id", "employee_id", "reasons", "papers", "words", "due_at",
)  # fmt: skip


def events_write(
    drawn: Drawn, due: Limits, shown: Shown, *, officers: Pool, verifiers: Pool, first: int, first_request: int
) -> None:
    """Write the histories, with ids from `first` on, request after request."""
    rows, places = np.nonzero(drawn.there)
    names = states(drawn, shown)[rows, places]  # type: ignore[call-overload]
    before = np.concatenate(([flow.DRAFT], names[:-1]))
    before[places == slots.SUBMITTED] = flow.DRAFT
    worker = workers(drawn, rows, places, officers, verifiers)
    reasons, papers, words = said(drawn, shown, rows, places)
    tuples_insert(
        Event,
        EVENT,
        zip(
            range(first, first + len(rows)),
            (rows + first_request).tolist(),
            moments(drawn.at[rows, places]),
            names.tolist(),
            before.tolist(),
            [found.user if found else None for found in worker],
            [found.employee if found else None for found in worker],
            reasons,
            papers,
            words,
            moments(due.step[rows, places]),
            strict=True,
        ),
    )


def workers(drawn: Drawn, rows: Index, places: Index, officers: Pool, verifiers: Pool) -> list[Worker | None]:
    """Say who took each step; None for those of applicants and of the clock."""
    everybody = [*officers.workers, *verifiers.workers, None]
    rejected = (places == slots.ENDED) & (drawn.ending[rows] == ENDS.index(flow.REJECTED))
    code = np.full(len(rows), len(everybody) - 1)
    by_officer, by_verifier = np.isin(places, slots.BY_OFFICER) | rejected, np.isin(places, slots.BY_VERIFIER)
    code[by_officer] = drawn.officer[rows[by_officer]]
    code[by_verifier] = len(officers.workers) + drawn.verifier[rows[by_verifier]]
    return [everybody[one] for one in code.tolist()]


def said(drawn: Drawn, shown: Shown, rows: Index, places: Index) -> tuple[list[str], list[str], list[str]]:
    """Give the reasons, the papers and the words of each step; equal words share one encrypted text."""
    n = len(rows)
    reasons, papers, words = ["[]"] * n, ["[]"] * n, [""] * n
    place = "services.event.words"
    spoken = [sealed_text(text, place) for _code, text in WHY]
    outage = sealed_text(OUTAGE, place)
    for index in np.flatnonzero(places == slots.HELD).tolist():
        words[index] = outage
    rejected = (places == slots.ENDED) & (drawn.ending[rows] == ENDS.index(flow.REJECTED))
    for index in np.flatnonzero(np.isin(places, (slots.RETURNED, slots.TWICE)) | rejected).tolist():
        row = rows[index]
        why = len(WHY) - 1 if rejected[index] else int(drawn.reason[row])
        reasons[index], words[index] = f'["{WHY[why][0]}"]', spoken[why]
        if WHY[why][0] in NAMES_PAPER:
            papers[index] = f'["{shown.papers[drawn.service[row]]}"]'
    return reasons, papers, words


def last_places(there: Flags) -> Index:
    """Give the last place that each request passed."""
    return np.asarray(there.shape[1] - 1 - np.argmax(there[:, ::-1], axis=1))


def each(names: Sequence[str], codes: Index) -> list[str]:
    """Give the name of each code."""
    return [names[code] for code in codes.tolist()]


def employees(staff: Sequence[Worker], codes: Index) -> list[int]:
    """Give the employee of each code."""
    return [staff[code].employee for code in codes.tolist()]


def masked(values: Sequence[int], shown: Flags) -> list[int | None]:
    """Leave out values where there is nothing yet."""
    return [value if kept else None for value, kept in zip(values, shown.tolist(), strict=True)]
