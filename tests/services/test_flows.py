"""The drawn flow: its numbers are those of the log, hostile names stay text, and the page reads what was kept."""

from __future__ import annotations

from datetime import timedelta
from html import escape
from typing import Any
from xml.etree import ElementTree

import numpy as np
import polars as pl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.regulation.calendar.zone import MINUTE
from betang.services.flow_words import flow_chart
from betang.services.models import Event, Request
from betang.services.process import graph as graphs
from betang.services.process.graph import graph
from betang.services.process.log import event_log
from betang.services.process.waiting import split
from betang.services.queries.board_flow import EMPTY, graph_from, graph_text
from tests.people.city import TestCity
from tests.services.test_seed import load

EVIL = '<script>alert(1)</script>"'
CASES = [("a", EVIL, "b", "c"), ("a", EVIL, "b", "b", "c"), ("a", EVIL, "a", EVIL, "b", "c"), ("a", "c")]


def a_log() -> Any:
    """Four cases, a step every ten minutes, each by whoever did the last but one."""
    steps = [(case, place, name) for case, names in enumerate(CASES) for place, name in enumerate(names)]
    return event_log(
        case=pl.Series([str(case) for case, _place, _name in steps]),
        activity=pl.Series([name for _case, _place, name in steps]),
        instant=np.array([(1000 * case + 10 * place) * MINUTE for case, place, _name in steps], dtype=np.int64),
        resource=pl.Series([None if name == "c" else f"p{place % 2}" for _case, place, name in steps]),
    )


def test_a_graph_counts_every_transition_and_its_drawing_keeps_names_as_text(monkeypatch: Any) -> None:
    log = a_log()
    found = graph(log, split(log))
    assert [node.name for node in found.nodes] == ["a", EVIL, "b", "c"]
    assert [(node.n, node.again, node.first, node.last) for node in found.nodes] == [
        (5, 0, 4, 0), (4, 0, 0, 0), (4, 1, 0, 0), (4, 0, 0, 4),
    ]  # fmt: skip
    paths = {(edge.start, edge.end): edge for edge in found.edges}
    assert {ends: edge.n for ends, edge in paths.items()} == {(0, 1): 4, (1, 2): 3, (2, 3): 3, (1, 0): 1, (0, 3): 1}
    assert (found.transitions, found.drawn) == (13, 13)
    assert (paths[0, 1].whole, paths[0, 1].waiting, paths[0, 1].working) == (10.0, 0.0, 10.0)
    assert (paths[0, 3].whole, paths[0, 3].waiting) == (10.0, None)
    assert graph_from(graph_text(found)) == found
    drawn = flow_chart(found, str, "id", title="Uji", source="Uji")
    svg = ElementTree.fromstring(drawn.drawing)  # noqa: S314 - our own drawing: well-formed, so nothing broke out
    words = [text.text for text in svg.iter("text")]
    assert "4× · 0 m + 10 m" in words
    assert "1× · 10 m" in words
    assert "4 kali, diulang 1" in words
    assert [title.text for title in svg.iter("title")] == ["a", EVIL, "b", "c"]
    assert escape(EVIL) in drawn.drawing
    assert len(drawn.data.rows) == 5
    assert [path.get("class") for path in svg.iter("path")].count("back") == 1
    monkeypatch.setattr(graphs, "MOST_EDGES", 3)
    few = graph(log, split(log))
    assert [(edge.start, edge.end) for edge in few.edges] == [(0, 1), (1, 2), (2, 3)]
    assert "Tergambar 84,6% dari semua perpindahan" in flow_chart(few, str, "id", title="", source="").takeaway
    assert "hanya satu langkah" in flow_chart(EMPTY, str, "id", title="", source="").takeaway


@pytest.mark.django_db
def test_the_page_draws_one_service_or_all_with_few_queries(tiny_city: TestCity, monkeypatch: Any) -> None:
    client, address = tiny_city.client("kepala"), reverse("service_flow")
    assert "Belum ada permohonan dalam waktu ini" in client.get(address, {"layanan": "mati"}).content.decode()
    load(tiny_city, monkeypatch, ended=300)
    service = Request.objects.filter(state="SELESAI").latest("submitted_at").service
    page, asked = "", {"layanan": service, "rentang": "90"}
    for most in (14, 12):  # the first time it is reckoned
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address, asked).content.decode()
        assert len(queries) <= most
    recent = Event.objects.filter(
        request__service=service, request__submitted_at__gt=tiny_city.now - timedelta(days=90)
    )
    assert f">{recent.filter(state='DIAJUKAN').count()} kali</text>" in page
    assert 'class="flow"' in page
    assert "Lihat tabel data" in page
    assert "paling lama tiap 15 menit" in page
    odd = client.get(address, {"layanan": "tidak-ada", "rentang": "7; DROP"})
    assert '<option value="" selected>Semua layanan' in odd.content.decode()
    assert '<option value="30" selected>' in odd.content.decode()
