"""The service board: its figures are those of the requests, it names nobody, and the log goes only to who oversees."""

from __future__ import annotations

import re
from datetime import timedelta
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
from betang.services.board_words import timed
from betang.services.models import Event, Request
from betang.services.queries import board
from tests.people.city import TestCity
from tests.services.test_seed import load

pytestmark = pytest.mark.django_db


def shown(page: str) -> str:
    """Give the text of a page without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_board_counts_what_waits_came_and_was_late_with_few_queries_and_no_names(
    tiny_city: TestCity, monkeypatch: Any
) -> None:
    empty = tiny_city.client("petugas").get(reverse("service_board"))
    assert "Belum ada langkah dalam 14 hari terakhir" in empty.content.decode()
    load(tiny_city, monkeypatch, ended=400)
    client = tiny_city.client("kepala")
    with CaptureQueriesContext(connection) as asked:
        page = client.get(reverse("service_board"), {"rentang": "minggu"}).content.decode()
    assert len(asked) <= 12
    begin = tiny_city.now - timedelta(days=6, hours=9)
    came = Request.objects.filter(submitted_at__gte=begin).count()
    issued = Event.objects.filter(at__gte=begin, state=flow.ISSUED)
    passed = board.passed(tiny_city.day - timedelta(days=6), tiny_city.now, board.arrivals(tiny_city.now))
    assert (passed.came, passed.issued) == (came, issued.count())
    assert passed.in_time == issued.filter(at__lte=F("request__legal_due_at")).count()
    late = Request.objects.filter(state__in=board.OPEN, due_at__lt=tiny_city.now).count()
    assert f"{late} lewat batas." in shown(page)
    assert sum(each.count for each in board.standing(tiny_city.now)) == 31
    assert "Alur dan waktunya" in page
    assert "Di mana waktu hilang" in page
    assert "Mengapa sekian petugas?" in page
    names = {row.name.reveal() for row in Request.objects.all()} | {tiny_city.employee("petugas").full_name}
    main = page[page.index("<main") : page.index("</main>")]
    assert not [name for name in names if name in main]


def test_the_parts_of_a_step_add_up_to_the_working_time_between_its_events(
    tiny_city: TestCity, monkeypatch: Any
) -> None:
    load(tiny_city, monkeypatch, ended=60)
    found = board.course(tiny_city.now, calendar_now())
    assert found is not None
    wall = found.log.instant[found.log.followed + 1] - found.log.instant[found.log.followed]
    parts = found.parts
    whole = (parts.waiting + parts.working + parts.undivided + parts.closed)[found.log.followed + 1]
    assert (whole == wall).all()
    assert {each.code for each in timed(found)} >= {flow.VERIFYING, flow.RECORDING, flow.VALIDATING}


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
    before = {each.state: each.count for each in board.standing(tiny_city.now)}
    request_step(
        viewer=tiny_city.viewer("petugas"), request=row, to=flow.VERIFYING, seen=row.revision, now=tiny_city.now
    )
    after = {each.state: each.count for each in board.standing(tiny_city.now)}
    assert after[flow.SUBMITTED] == before[flow.SUBMITTED] - 1
    assert after[flow.VERIFYING] == before[flow.VERIFYING] + 1
