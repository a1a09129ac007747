"""The front page: what Betang is, and only ways that lead somewhere."""

import gzip
import re

import pytest
from django.test import Client

from betang.portal.queries import totals
from betang.portal.templatetags.portal import ICONS
from betang.regulation.registry import TOPICS
from betang.ui.icons import LUCIDE


@pytest.fixture
def client(settings) -> Client:
    settings.BETANG_MODE = "demo"
    return Client(headers={"host": "localhost"})


@pytest.mark.django_db  # the outbox and the sign-in page ask it
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


@pytest.mark.django_db  # closing a file's answer looks at the connection
def test_the_first_view_weighs_less_than_100_kb(client):
    page = client.get("/")
    weight = len(gzip.compress(page.content))
    for link in re.findall(r'(?:href|src)="(/static/[^"]+)"', page.content.decode()):
        response = client.get(link)
        weight += len(gzip.compress(b"".join(response.streaming_content)))
        response.close()
    assert weight < 100_000
    assert weight > 20_000


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
