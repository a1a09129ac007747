"""The service board: its figures are those of the requests, it names nobody, and the log goes only to who oversees."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.kernel.audit.models import AuditEntry
from betang.kernel.calendar.queries import calendar_now
from betang.services import flow
from betang.services.actions.steps import request_step
from betang.services.board_figures import OnTime, Summary, as_text, from_text
from betang.services.board_today import kept, load_words, on_time_words
from betang.services.models import BoardFigures, Event, Request
from betang.services.queries import board
from betang.services.queries.board_summary import course, summary_compute
from tests.people.city import TestCity
from tests.services.test_seed import load

pytestmark = pytest.mark.django_db


def shown(page: str) -> str:
    """Give the text of a page without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def at_states(city: TestCity) -> Counter[str]:
    """Count what is open by state."""
    found: Counter[str] = Counter()
    for (_service, state), row in board.standing(city.now).items():
        found[state] += row.count
    return found


def test_the_board_counts_what_waits_came_and_was_late_with_few_queries_and_no_names(
    tiny_city: TestCity, monkeypatch: Any
) -> None:
    empty = tiny_city.client("petugas").get(reverse("service_board"))
    assert "Belum ada langkah dalam 14 hari terakhir" in empty.content.decode()
    assert "Belum cukup riwayat untuk membandingkan." in empty.content.decode()
    BoardFigures.objects.all().delete()
    load(tiny_city, monkeypatch, ended=400)
    client = tiny_city.client("kepala")
    with CaptureQueriesContext(connection) as asked:
        page = client.get(reverse("service_board"), {"rentang": "minggu"}).content.decode()
    assert len(asked) <= 20  # once in a quarter of an hour
    with CaptureQueriesContext(connection) as asked:
        again = client.get(reverse("service_board"), {"rentang": "minggu"}).content.decode()
    assert shown(again) == shown(page)
    assert len(asked) <= 12
    first = tiny_city.day - timedelta(days=6)
    begin = tiny_city.now - timedelta(days=6, hours=9)
    came = Request.objects.filter(submitted_at__gte=begin).count()
    issued = Event.objects.filter(at__gte=begin, state=flow.ISSUED)
    assert sum(board.came(first, tiny_city.now)[0].values()) == came
    assert sum(board.issued(first, tiny_city.now).values()) == issued.count()
    late = Request.objects.filter(state__in=board.OPEN, due_at__lt=tiny_city.now).count()
    assert f"{late} lewat batas." in shown(page)
    assert board.together(board.standing(tiny_city.now).values()).count == 31
    assert "Hari ini sampai pukul 09.00 masuk" in page
    for (_service, state), row in board.standing(tiny_city.now).items():
        assert f"{flow.flow_on(tiny_city.day).states[state].name.id}&nbsp;{row.count}" in page
    assert "Belum ada layanan yang dokumennya cukup banyak" in page
    assert "Alur dan waktunya" in page
    assert "Di mana waktu hilang" in page
    assert "Mengapa sekian petugas?" in page
    names = {row.name.reveal() for row in Request.objects.all()} | {tiny_city.employee("petugas").full_name}
    main = page[page.index("<main") : page.index("</main>")]
    assert not [name for name in names if name in main]


def test_what_is_reckoned_is_of_its_service_and_moment(tiny_city: TestCity, monkeypatch: Any) -> None:
    load(tiny_city, monkeypatch, ended=60)
    found = course(tiny_city.now, calendar_now())
    assert found is not None
    wall = found.log.instant[found.log.followed + 1] - found.log.instant[found.log.followed]
    parts = found.parts
    whole = (parts.waiting + parts.working + parts.undivided + parts.closed)[found.log.followed + 1]
    assert (whole == wall).all()
    summary = summary_compute(tiny_city.now, calendar_now())
    assert {each.code for each in summary.steps} >= {flow.VERIFYING, flow.RECORDING, flow.VALIDATING}
    assert from_text(as_text(summary), tiny_city.now) == summary
    assert from_text("{}", tiny_city.now) is None
    began = tiny_city.now - 2 * timedelta(days=28)
    for row in summary.on_time:
        due = Request.objects.filter(service=row.service, legal_due_at__isnull=False)
        dated = due.filter(issued_at__gt=began)
        assert row.judged + row.judged_before == dated.count()
        assert row.in_time + row.in_time_before == dated.filter(issued_at__lte=F("legal_due_at")).count()
        assert row.late_open == due.filter(issued_at=None, closed_at=None, legal_due_at__lt=tiny_city.now).count()
    counted = [sum(hours) for hours in summary.came.values()]
    assert sum(counted) == Request.objects.filter(submitted_at__gt=tiny_city.now - timedelta(weeks=8)).count()
    then = tiny_city.now - timedelta(weeks=1)
    open_then = Request.objects.filter(submitted_at__lte=then).exclude(closed_at__lte=then).count()
    assert summary.waited[0] == open_then


def test_the_first_words_compare_with_what_is_usual_and_each_service_with_itself() -> None:
    now = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    came = {now.date() - timedelta(weeks=week): [0] * 8 + [10, 20] + [0] * 14 for week in range(5)}
    changed = OnTime("lahir", 100, 60, 100, 95, 0)
    same = OnTime("kk-baru", 100, 80, 100, 82, 20)
    few = OnTime("mati", 5, 0, 5, 5, 0)
    found = Summary(
        computed_at=now,
        steps=[],
        lost=[],
        work=None,
        came=came,
        waited=[30, 31, 29],
        on_time=[changed, same, few],
        ahead=None,
    )
    assert found.usual_until(now) == [20] * 4
    words = load_words(found, waiting=60, today=22, now=now, language="id")
    assert words.endswith("60 menunggu, lebih banyak daripada biasanya (sekitar 30).")
    assert "masuk 22 permohonan, seperti biasanya (sekitar 20)" in words
    assert "lebih sedikit" in load_words(found, waiting=1, today=1, now=now, language="id")
    names = {"lahir": "Akta kelahiran", "kk-baru": "KK baru", "mati": "Akta kematian"}
    said = on_time_words(found.on_time, names, now, "id")
    assert said == "Ketepatan waktu turun nyata: Akta kelahiran (60%, empat minggu sebelumnya 95%)."
    assert "tidak berubah nyata" in on_time_words([same], names, now, "id")
    share = kept(found.on_time, now)["kk-baru"]
    assert (share.of, round(share.share, 4), round(share.low, 4), round(share.high, 4)) == (120, 0.6667, 0.5783, 0.7447)
    assert not kept(found.on_time, now)["mati"].compared
    assert kept(found.on_time, datetime(2023, 12, 31, 18, tzinfo=UTC))  # the law of the city's day: 1 January 2024


def test_the_log_is_pseudonymous_whole_and_written_down_and_others_get_none(
    tiny_city: TestCity, monkeypatch: Any
) -> None:
    load(tiny_city, monkeypatch, ended=20)
    assert tiny_city.client("pegawai").post(reverse("service_log", args=["csv"])).status_code == 403
    assert tiny_city.client("petugas").post(reverse("service_log", args=["csv"])).status_code == 403
    assert not AuditEntry.objects.filter(action="services.log_export").exists()
    client = tiny_city.client("kepala")
    assert client.get(reverse("service_log", args=["csv"])).status_code == 405
    written = b"".join(client.post(reverse("service_log", args=["csv"])).streaming_content).decode()  # type: ignore[attr-defined]
    recent = Event.objects.filter(request__submitted_at__gt=tiny_city.now - timedelta(days=365))
    assert len(written.splitlines()) == recent.count() + 1
    for row in Request.objects.all():
        assert str(row.number) not in written
        assert str(row.uid) not in written
    assert str(tiny_city.employee("petugas").nip) not in written
    xes = b"".join(client.post(reverse("service_log", args=["xes"])).streaming_content)  # type: ignore[attr-defined]
    traces = ElementTree.parse(BytesIO(xes)).getroot().findall("{http://www.xes-standard.org/}trace")  # noqa: S314
    assert len(traces) == recent.values("request").distinct().count()
    assert AuditEntry.objects.filter(action="services.log_export").count() == 2


def test_a_step_that_is_taken_moves_the_board(tiny_city: TestCity, monkeypatch: Any) -> None:
    load(tiny_city, monkeypatch, ended=20)
    row = Request.objects.filter(state=flow.SUBMITTED).latest("pk")
    before = at_states(tiny_city)
    request_step(
        viewer=tiny_city.viewer("petugas"), request=row, to=flow.VERIFYING, seen=row.revision, now=tiny_city.now
    )
    after = at_states(tiny_city)
    assert after[flow.SUBMITTED] == before[flow.SUBMITTED] - 1
    assert after[flow.VERIFYING] == before[flow.VERIFYING] + 1
