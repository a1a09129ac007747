"""The public face: real figures, nothing of a small group, delay that cannot hide, one query while they are fresh."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from betang.services import flow
from betang.services.models import DefinitionVersion, Event, PublicFigures, Request
from betang.services.reading import packaged
from betang.services.settled import bars
from betang.services.stored import as_json, digest
from tests.services.test_steps import NOW

LEAST = bars(NOW).published
pytestmark = pytest.mark.django_db


def requests(service: str, amount: int, *, hours: int = 2, state: str = flow.ISSUED, begun: str = "") -> None:
    """Requests that took so many working hours on a Tuesday; limit at noon."""
    text = as_json(packaged()[service])
    version, _made = DefinitionVersion.objects.get_or_create(
        digest=digest(text), defaults={"service": service, "content": text, "kept_at": NOW}
    )
    start = NOW - timedelta(days=7)
    issued = start + timedelta(hours=hours) if state == flow.ISSUED else None
    rows = Request.objects.bulk_create(
        Request(
            number=f"{service}-{begun}{place}", service=service, definition=version, channel="daring", state=state,
            begun_at=start, submitted_at=start, accepted_at=start, issued_at=issued,
            legal_due_at=start + timedelta(hours=3), due_at=None if issued else start,
        )
        for place in range(amount)
    )  # fmt: skip
    steps = [(flow.SUBMITTED, start), (flow.RECORDING, start), *([(flow.ISSUED, issued)] if issued else [])]
    Event.objects.bulk_create(Event(request=row, at=at, state=to) for row in rows for to, at in steps)


def test_an_empty_city_says_so_and_is_linked_from_everywhere(client, freeze):
    freeze(NOW)
    page = client.get("/transparansi/").content.decode()
    assert "Belum cukup permohonan" in page
    assert "%" not in page.partition("<main")[2].partition("</main>")[0].replace("100%", "")
    assert client.get("/transparansi/layanan.csv").getvalue().decode().count("\n") == 1
    assert 'href="/transparansi/"' in client.get("/").content.decode()


def test_figures_are_real_small_groups_are_in_no_sum_and_late_open_ones_count(
    client: Client, freeze: Any, django_assert_max_num_queries: Any
):
    freeze(NOW)
    requests("kk-baru", LEAST)
    requests("kk-baru", 2, state=flow.RECORDING, begun="terlambat-")
    requests("lahir", LEAST, hours=4)
    requests("mati", LEAST - 1)
    with django_assert_max_num_queries(12):
        page = client.get("/transparansi/").content.decode()
    assert packaged()["kk-baru"].name.id in page
    assert packaged()["mati"].name.id not in page
    assert "1 layanan disembunyikan" in page
    assert f"<b>{2 * LEAST + 2}</b>" in page  # sent this month: not those of the hidden service either
    body = client.get("/transparansi/layanan.csv").getvalue().decode().splitlines()
    assert len(body) == 3, body
    assert f"kk-baru,{packaged()['kk-baru'].name.id},{LEAST},{LEAST + 2},{LEAST},83.3,120,120,2025-12-01" in body
    assert any(line.startswith("lahir,") and ",10,0,0,180,180," in line for line in body), body  # all of them too late
    service = client.get("/layanan/kk-baru/").content.decode()
    assert "Separuh selesai dalam 2 j 00 m" in service
    assert "Belum cukup data." in client.get("/layanan/mati/").content.decode()
    requests("mati", LEAST, begun="lagi-")
    with django_assert_max_num_queries(3):  # kept for an hour
        assert packaged()["mati"].name.id not in client.get("/transparansi/").content.decode()
    freeze(NOW + timedelta(hours=1, seconds=1))
    assert packaged()["mati"].name.id in client.get("/transparansi/").content.decode()
    assert PublicFigures.objects.count() == 1
