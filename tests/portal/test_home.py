"""The front page: what Betang is, and only ways that lead somewhere."""

import gzip
import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from betang.portal.queries import totals
from betang.portal.templatetags.portal import ICONS
from betang.regulation.registry import TOPICS
from betang.services.figures import Figures, Row, Satisfaction, Satisfied, as_text
from betang.services.models import PublicFigures
from betang.ui.icons import LUCIDE

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(settings) -> Client:
    settings.BETANG_MODE = "demo"
    return Client(headers={"host": "localhost"})


@pytest.mark.parametrize("address", ["/", "/aturan/", "/tidak-ada/", "/gaya/"])
def test_every_link_leads_to_a_page(client, address):
    page = client.get(address).content.decode()
    links = {link.partition("#")[0] for link in re.findall(r'(?:href|action)="([^"]+)"', page)}
    internal = {link for link in links if link.startswith("/") and not link.startswith(("/static/", "/tampilan/"))}
    assert internal
    for link in internal:
        assert client.get(link.replace("&amp;", "&")).status_code == 200, link
    assert not [link for link in links if link and not link.startswith(("/", "?"))]


def test_figures_are_counted_not_written(client):
    page = client.get("/").content.decode()
    for number in totals().values():
        assert f'<span class="stat-value num">{number:,}'.replace(",", ".") in page


def test_the_first_view_weighs_less_than_100_kb(client):
    page = client.get("/")
    weight = len(gzip.compress(page.content))
    for link in re.findall(r'(?:href|src)="(/static/[^"]+)"', page.content.decode()):
        response = client.get(link)
        weight += len(gzip.compress(b"".join(response.streaming_content)))
        response.close()
    assert weight < 100_000
    assert weight > 20_000


def test_the_page_shows_the_services_figures_kept_last(client, django_assert_max_num_queries):
    empty = client.get("/").content.decode()
    assert "kami tidak menebak" in empty
    row = Row(service="kk-baru", issued=40, judged=40, in_time=30, median_minutes=125, most_minutes=400, least=10)
    score = Satisfied(service="", answered=120, index=84.25)
    found = Figures(
        computed_at=timezone.now(), since=date(2025, 12, 1), rows=[row], months=[], hidden=0, least=10,
        satisfaction=Satisfaction(year=2026, quarter=3, office=score, rows=[]),
    )  # fmt: skip
    PublicFigures.objects.create(pk=1, computed_at=found.computed_at, content=as_text(found))
    with django_assert_max_num_queries(2):
        page = client.get("/").content.decode()
    for said in ("75,0%", "2 j 05 m", "84,3", "Triwulan 3 2026, 120 jawaban"):
        assert said in page, said


def test_the_public_page_needs_no_script(client):
    assert "<script" not in client.get("/").content.decode()


def test_the_footer_tells_the_demo_from_the_real_thing(client, settings):
    assert "Ini kota contoh" in client.get("/").content.decode()
    settings.BETANG_MODE = "production"
    assert "Ini kota contoh" not in client.get("/").content.decode()


def test_every_topic_has_an_icon_of_its_own():
    assert set(ICONS) == {topic.id for topic in TOPICS}
    assert len(set(ICONS.values())) == len(ICONS)
    assert set(ICONS.values()) <= set(LUCIDE)
