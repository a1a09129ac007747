"""Clocks of services and complaints: what always holds, and what is refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.regulation.calendar.arithmetic import after_closed_days, next_opening, working_time_between
from betang.regulation.calendar.city import city_calendar
from betang.regulation.calendar.stopwatch import JAM
from betang.regulation.calendar.zone import DAY, MINUTE, Micros
from betang.regulation.field import InputError
from betang.regulation.parameters import book
from betang.regulation.registry import rules
from betang.regulation.service_standards.catalogue import (
    ALUR_STATUS,
    BATAS_LAPOR,
    STANDAR_WAKTU,
    TARGET_INTERNAL,
    TIGA_JAM,
    by_state,
)
from betang.regulation.service_standards.clocks import clock_of_states, three_clocks
from betang.regulation.service_standards.due import NO_PAUSES, Pauses, legal_due, target_due
from betang.regulation.service_standards.rule_clocks import STATES
from betang.regulation.trace import Trace
from tests.regulation.calendars import inside

CITY = city_calendar()
LINE = CITY.timeline(*CITY.years)
LAW = book().on(dt.date(2026, 11, 24))
moments = st.integers(LINE.begin, LINE.end - 60 * DAY)
spans = st.lists(st.tuples(st.integers(-2 * DAY, 6 * DAY), st.integers(0, 2 * DAY)), max_size=4)


def column(*values: int) -> Micros:
    return np.array(values, dtype=np.int64)


def pauses(start: int, found: list[tuple[int, int]], owner: int = 0) -> Pauses:
    return Pauses(
        np.full(len(found), owner),
        column(*(start + offset for offset, _ in found)),
        column(*(start + offset + length for offset, length in found)),
    )


def ask(rule: str, **entered: Any) -> dict[str, str | None]:
    asked = rules()[rule]
    return asked.apply([asked.read(entered)], LAW).at(0)


def test_the_catalogue_names_36_services_and_everything_else_names_only_those() -> None:
    services = LAW[STANDAR_WAKTU].value
    assert len(services) == 36
    assert set(LAW[TARGET_INTERNAL].value["khusus_menit"]) <= set(services)
    assert set(LAW[BATAS_LAPOR].value) <= set(services)
    assert [key for key, row in services.items() if "batas_jam" not in row] == ["ikd"]


def test_the_states_form_one_machine() -> None:
    rows = by_state(LAW[ALUR_STATUS].value)
    assert len(rows) == 15
    for row in rows.values():
        assert set(row["ke"]) <= set(rows)
        assert set(row.get("wajib_alasan", ())) <= set(row["ke"])
    assert {name for name, row in rows.items() if row["jam"] == "PAUSE"} == {"PERBAIKAN", "GANGGUAN"}
    assert {name for name, row in rows.items() if not row["ke"]} == {"SELESAI", "KEDALUWARSA", "DIBATALKAN"}
    reached, edge = {"DRAF"}, ["DRAF"]
    while edge:
        edge = [target for name in edge for target in rows[name]["ke"] if target not in reached]
        reached |= set(edge)
    assert reached == set(rows)
    marks = LAW[TIGA_JAM].value
    assert {marks[key] for key in ("diajukan", "diterima", "terbit")} <= set(rows)


def working(pieces: list[tuple[int, int]]) -> int:
    """Return the working time in pieces of time, counting what lies in several of them once."""
    total, reached = 0, 0
    for left, right in sorted(pieces):
        left, right = max(left, reached), max(right, reached, left)
        total += int(working_time_between(CITY, column(left), column(right))[0])
        reached = right
    return total


@given(start=moments, found=spans, minutes=st.integers(1, 900))
def test_a_target_leaves_its_minutes_outside_the_pauses(start: int, found: list[tuple[int, int]], minutes: int) -> None:
    due = int(target_due(CITY, start=column(start), minutes=column(minutes), pauses=pauses(start, found))[0])
    assert inside(CITY, column(due))
    pieces = [(start + offset, start + offset + length) for offset, length in found]
    paused = working([(max(left, start), min(right, due)) for left, right in pieces if left < due and right > start])
    assert working([(start, due)]) - paused == minutes * MINUTE


@given(start=moments, found=spans)
def test_pauses_count_once_whatever_their_order_and_overlaps(start: int, found: list[tuple[int, int]]) -> None:
    first, again = pauses(start, found), pauses(start, found[::-1] + found)
    minutes, hours = column(450), column(24)
    targets = [target_due(CITY, start=column(start), minutes=minutes, pauses=p).tolist() for p in (first, again)]
    assert targets[0] == targets[1]
    limits = [legal_due(CITY, start=column(start), hours=hours, pauses=p).tolist() for p in (first, again)]
    assert limits[0] == limits[1]


@given(start=moments)
def test_a_legal_limit_never_ends_on_a_closed_day_nor_before_its_hours_are_over(start: int) -> None:
    due = legal_due(CITY, start=column(start), hours=column(24))
    assert due.tolist() == after_closed_days(CITY, due).tolist()
    assert due[0] - next_opening(CITY, column(start))[0] >= DAY
    kept = legal_due(CITY, start=column(start), hours=column(24), move_if_closed=False)
    assert kept[0] - next_opening(CITY, column(start))[0] == DAY
    assert kept[0] <= due[0]


@given(starts=st.lists(moments, min_size=2, max_size=5), found=spans)
def test_many_requests_give_what_single_ones_give(starts: list[int], found: list[tuple[int, int]]) -> None:
    whole = [pauses(start, found, owner) for owner, start in enumerate(starts)]
    joined = Pauses(*(np.concatenate([getattr(p, name) for p in whole]) for name in ("owner", "start", "end")))
    n = len(starts)
    targets = target_due(CITY, start=column(*starts), minutes=np.full(n, 450), pauses=joined)
    limits = legal_due(CITY, start=column(*starts), hours=np.full(n, 24), pauses=joined)
    for owner, start in enumerate(starts):
        alone = pauses(start, found)
        assert targets[owner] == target_due(CITY, start=column(start), minutes=column(450), pauses=alone)[0]
        assert limits[owner] == legal_due(CITY, start=column(start), hours=column(24), pauses=alone)[0]


def test_no_pauses_is_what_it_says() -> None:
    assert list(NO_PAUSES.rounds()) == []


histories = st.lists(
    st.tuples(st.integers(0, 20 * DAY), st.sampled_from(STATES.names)),
    min_size=1,
    max_size=10,
    unique_by=lambda e: e[0],
)


@given(found=st.lists(histories, min_size=1, max_size=4))
def test_the_three_clocks_fit_together(found: list[list[tuple[int, str]]]) -> None:
    flat = [(case, LINE.begin + time, name) for case, events in enumerate(found) for time, name in events]
    state = STATES.array([name for _, _, name in flat])
    timed = three_clocks(
        CITY,
        case=np.array([case for case, _, _ in flat]),
        instant=column(*(time for _, time, _ in flat)),
        state=state,
        n=len(found),
        states=STATES,
        law=LAW,
    )
    submitted = np.array(["DIAJUKAN" in [name for _, name in sorted(events)] for events in found])
    assert (timed.verification >= 0).all()
    assert (timed.net >= 0).all()
    assert (timed.gross[~submitted] == 0).all()
    first = [next((n for _, n in sorted(events) if n in ("DIAJUKAN", "PROSES")), None) for events in found]
    in_order = np.array([name == "DIAJUKAN" for name in first])
    assert (timed.verification + timed.net <= timed.gross)[in_order].all()
    for case, events in enumerate(found):
        alone = three_clocks(
            CITY,
            case=np.zeros(len(events), dtype=np.int64),
            instant=column(*(LINE.begin + time for time, _ in events)),
            state=STATES.array([name for _, name in events]),
            n=1,
            states=STATES,
            law=LAW,
        )
        assert (alone.net[0], alone.gross[0]) == (timed.net[case], timed.gross[case])
        assert (alone.verification[0], alone.issued[0]) == (timed.verification[case], timed.issued[case])


def test_every_state_has_a_clock() -> None:
    clocks = clock_of_states(STATES, LAW)
    assert {JAM.names[code] for code in clocks.tolist()} == {"RUN", "PAUSE", "STOP"}


@pytest.mark.parametrize("name", ["LAHIR", "BATAL-KAWIN", "KAWIN"])
def test_a_deadline_shows_the_confidence_of_its_own_row(name: str) -> None:
    rule = rules()["layanan/batas_lapor"]
    read = rule.read({"kejadian": name, "tanggal_kejadian": "2026-09-10"})
    lines = rule.apply([read], LAW, Trace()).explain(0)
    assert [line.confidence for line in lines] == [LAW[BATAS_LAPOR].value[name.lower()]["keyakinan"]]


@pytest.mark.parametrize(
    ("rule", "entered", "field"),
    [
        ("layanan/standar_waktu", {"jenis_layanan": "PASPOR", "diterima": "2026-11-24T09:00"}, "jenis_layanan"),
        ("layanan/standar_waktu", {"jenis_layanan": "LAHIR", "diterima": "2027-12-31T16:00"}, "diterima"),
        (
            "layanan/standar_waktu",
            {"jenis_layanan": "LAHIR", "diterima": "2026-11-24", "jeda": ["2026-11-24T10:00 2026-11-24T09:00"]},
            "jeda",
        ),
        ("layanan/target_verifikasi", {"diajukan": "2023-11-24T09:00"}, "diajukan"),
        ("layanan/tiga_jam", {"riwayat_status": ["2026-11-24T09:00 SELESAIKAN"]}, "riwayat_status"),
        ("layanan/tiga_jam", {"riwayat_status": ["2029-11-24T09:00 DRAF"]}, "riwayat_status"),
        ("layanan/jam_kasus", {"peristiwa": ["2026-11-24T09:00 RUN", "2028-11-24T09:00 STOP"]}, "peristiwa"),
        ("layanan/batas_lapor", {"kejadian": "KK-BARU", "tanggal_kejadian": "2026-11-24"}, "kejadian"),
        ("layanan/batas_perbaikan", {"diminta": "1820-01-01"}, "diminta"),
        ("pengaduan/batas_tahap", {"tahap": "DENGAN_PENGAWASAN", "mulai": "2027-11-01T09:00"}, "mulai"),
        ("pengaduan/batas_tahap", {"tahap": "BANDING", "mulai": "2026-11-01T09:00"}, "tahap"),
    ],
)
def test_a_rule_refuses_in_words(rule: str, entered: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as caught:
        ask(rule, **entered)
    assert caught.value.field == field
    assert caught.value.message.en


@given(stage=st.sampled_from(["VERIFIKASI", "TANPA_PENGAWASAN", "TANGGAPAN_PELAPOR"]), hour=st.integers(0, 23))
def test_the_hour_of_day_zero_does_not_matter_for_days(stage: str, hour: int) -> None:
    start = f"2026-11-24T{hour:02d}:00"
    assert ask("pengaduan/batas_tahap", tahap=stage, mulai=start) == ask(
        "pengaduan/batas_tahap", tahap=stage, mulai="2026-11-24"
    )
