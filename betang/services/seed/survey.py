"""The survey of the demo city: an invitation for each request that ended, answers of about a third, sheets of paper.

Scores follow what happened to the request: late, returned or refused ones are judged worse. As with real ones nothing
ties an answer to its request: scores are drawn beside the requests, then laid in random order under random keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
import numpy.typing as npt

from betang.kernel.bulk import tuples_insert
from betang.kernel.crypto.fields import sealed_text
from betang.regulation.calendar.arithmetic import local_days
from betang.regulation.calendar.work import WorkCalendar, day_number
from betang.services.models import SurveyAnswer, SurveyComment, SurveyInvite
from betang.services.models.survey import ELEMENTS, PAPER
from betang.services.office import office_code
from betang.services.seed import slots
from betang.services.seed.drawing import CHANNELS, Drawn
from betang.services.seed.due import Limits
from betang.services.seed.pace import CANCELLED, LAPSED, REJECTED, Flags, Index, Rows
from betang.services.seed.writing import last_places
from betang.services.survey_figures import days_open
from betang.services.survey_tokens import new_token, token_digest

ANSWERS, SHEETS, WRITES = (0.37, 0.30, 0.28), 0.06, 0.05
"""Shares: of those invited, by channel; of those at the counter who fill in a sheet; of answers with words."""
USUAL = np.array([3.35, 3.30, 3.45, 4.35, 3.40, 3.40, 3.50, 3.20, 3.15])
SPREAD, BLANK = 0.55, 0.02
LATE, RETURNED, REFUSED = (
    np.array([0.0, -0.25, -1.25, 0.0, -0.1, -0.25, -0.1, 0.0, -0.15]),
    np.array([-0.4, -0.4, -0.2, 0.0, -0.05, -0.1, -0.1, 0.0, -0.05]),
    np.array([-0.6, -0.5, -0.4, 0.0, -0.9, -0.3, -0.2, 0.0, -0.4]),
)
"""How much lower each element is judged then: our own assumption, no city's figures."""
BEGINNINGS = (
    "Prosesnya jelas.", "Petugas membantu dengan sabar.", "Selesai lebih cepat dari perkiraan saya.",
    "Kabar lewat ponsel memudahkan.", "Antrean pada hari Senin masih panjang.", "Kursi di ruang tunggu kurang.",
    "Foto dokumen diminta ulang.", "Petunjuk di situs mudah diikuti.", "Tempat parkir sempit.",
    "Janji waktunya ditepati.", "Dokumen terlambat terbit.", "Saya tidak perlu datang dua kali.",
)  # fmt: skip
ENDINGS = (
    "", "Terima kasih.", "Mohon jam layanan ditambah sampai sore.", "Semoga dipertahankan.",
    "Alasannya sebaiknya dijelaskan dari awal.", "Tolong papan petunjuknya diperbesar.", "Saya akan pakai situs lagi.",
)  # fmt: skip
NAMING = "Petugas yang bernama X kurang ramah."
"""What is written freely, made up; what names somebody is not shown."""

Months = npt.NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class Ended:
    """Requests that were asked about, as columns: place, first day of the month, last day to answer, how it went."""

    row: Index
    month: Months
    last: Index
    service: Index
    channel: Index
    mood: Rows


def survey_write(
    chance: np.random.RandomState, found: Drawn, due: Limits, codes: Sequence[str], *, calendar: WorkCalendar,
    day: date, first: int,
) -> tuple[int, int]:  # fmt: skip
    """Write invitations, answers and words; return how many invitations and answers. `first` is the first request."""
    ended = asked(found, due, calendar, day)
    n, today = len(ended.row), day_number(day)
    running = ended.last >= today
    p = np.array(ANSWERS)[ended.channel] * np.where(running, 0.6, 1.0)
    used = chance.random_sample(n) < p
    sheets = (ended.channel == CHANNELS.index("loket")) & ~used & (chance.random_sample(n) < SHEETS)
    invites_write(chance, ended, used, running, codes, first=first)
    answered = np.flatnonzero(used | sheets)
    answers_write(chance, ended, answered, sheets[answered], codes)
    words_write(chance, ended.month[chance.permutation(answered)[: int(WRITES * len(answered))]], day)
    return n, len(answered)


def asked(found: Drawn, due: Limits, calendar: WorkCalendar, day: date) -> Ended:
    """Give the requests that ended before a day and whose applicants were invited: all but those taken back."""
    last = last_places(found.there)
    done = (last == slots.DONE) | ((last == slots.ENDED) & (found.ending != CANCELLED))
    rows = np.flatnonzero(done)
    closed = local_days(calendar, found.at[rows, last[rows]])
    kept = closed < day_number(day)
    rows, closed = rows[kept], closed[kept]
    limit = due.step[rows, slots.SIGNED]
    late = (limit > 0) & (found.at[rows, slots.ISSUED] > limit)
    refused = np.isin(found.ending[rows], (REJECTED, LAPSED))
    returned = found.there[rows, slots.RETURNED]
    mood = late[:, None] * LATE + returned[:, None] * RETURNED + refused[:, None] * REFUSED
    months = closed.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]")
    return Ended(rows, months, closed + days_open(day), found.service[rows], found.channel[rows], mood)


def invites_write(
    chance: np.random.RandomState, ended: Ended, used: Flags, running: Flags, codes: Sequence[str], *, first: int
) -> None:
    """Write the invitations. The link of one that is over opens nothing, so its digest need be none of a link."""
    uids, digests = keys(chance, len(ended.row)), chance.bytes(16 * len(ended.row)).hex()
    tuples_insert(
        SurveyInvite,
        ("uid", "request_id", "digest", "service", "month", "channel", "last_day", "used"),
        zip(
            [each.hex for each in uids],
            (ended.row + first).tolist(),
            [
                token_digest(new_token(uid)) if live else digests[32 * place : 32 * place + 32]
                for place, (uid, live) in enumerate(zip(uids, running.tolist(), strict=True))
            ],
            [codes[one] for one in ended.service.tolist()],
            ended.month.astype(str).tolist(),
            [CHANNELS[one] for one in ended.channel.tolist()],
            ended.last.astype("datetime64[D]").astype(str).tolist(),
            used.tolist(),
            strict=True,
        ),
    )


def answers_write(
    chance: np.random.RandomState, ended: Ended, places: Index, sheets: Flags, codes: Sequence[str]
) -> None:
    """Write the answers of some of those asked, in random order."""
    order = chance.permutation(len(places))
    places, sheets = places[order], sheets[order]
    n = len(places)
    drawn = USUAL + ended.mood[places] + SPREAD * chance.standard_normal((n, len(ELEMENTS)))
    scores = np.clip(np.rint(drawn), 1, 4).astype(int).astype(object)
    scores[chance.random_sample(scores.shape) < BLANK] = None
    channel = [
        PAPER if sheet else CHANNELS[one]
        for one, sheet in zip(ended.channel[places].tolist(), sheets.tolist(), strict=True)
    ]
    tuples_insert(
        SurveyAnswer,
        ("key", "service", "month", "unit", "channel", *ELEMENTS),
        zip(
            [each.hex for each in keys(chance, n)],
            [codes[one] for one in ended.service[places].tolist()],
            ended.month[places].astype(str).tolist(),
            [office_code()] * n,
            channel,
            *scores.T.tolist(),
            strict=True,
        ),
    )


def words_write(chance: np.random.RandomState, months: Months, day: date) -> None:
    """Write what was written freely: read and decided on, but for the latest months, which wait for the reviewer."""
    texts = [f"{first} {second}".strip() for first in BEGINNINGS for second in ENDINGS]
    which, rounds = [NAMING], -(-len(months) // len(texts))
    which += [texts[one] for _round in range(rounds) for one in chance.permutation(len(texts)).tolist()]
    sealed = {text: sealed_text(text, "services.surveycomment.text") for text in which[: len(months)]}
    fresh = (months >= np.datetime64(day, "D") - np.timedelta64(150, "D")).tolist()
    tuples_insert(
        SurveyComment,
        ("key", "month", "text", "shown"),
        [
            (key.hex, month, sealed[text], None if new and place % 2 else text != NAMING)
            for place, (key, month, text, new) in enumerate(
                zip(keys(chance, len(months)), months.astype(str).tolist(), which, fresh, strict=False)
            )
        ],
    )


def keys(chance: np.random.RandomState, count: int) -> list[UUID]:
    """Draw random UUIDs of version 4."""
    drawn = chance.bytes(16 * count)
    return [UUID(bytes=drawn[16 * place : 16 * place + 16], version=4) for place in range(count)]
