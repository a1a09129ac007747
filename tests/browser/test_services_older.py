"""Public service pages on an older phone of 360 px: layout, colours from plain values, a light first view."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from betang.services.passes import PASSES
from tests.browser.steps import go
from tests.browser.test_older_browsers import MEASURE, PARTS, older_routes
from tests.services.sent import submitted, with_paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
SERVICE, WIDTH, FIRST_VIEW = "kk-hilang-rusak", 360, 100_000
OWN = (".crumbs", ".steps", ".choice", ".clock", ".alert", ".timeline", "form", "dl", "input", "main a", "summary")
FETCHED = "performance.getEntriesByType('resource').map(each => each.name)"
GROUND = "[document.documentElement, document.body].map(node => getComputedStyle(node).backgroundColor)"


def test_service_pages_hold_on_an_older_phone_and_weigh_little(visit, time_machine):
    time_machine.move_to(NOW, tick=True)
    draft, sent = with_paper(NOW), submitted(NOW)
    session = SessionStore()
    session[PASSES] = [str(draft.uid), str(sent.uid)]
    session.save()
    door = {
        "width": WIDTH,
        "java_script_enabled": False,
        "cookies": {settings.SESSION_COOKIE_NAME: session.session_key},
    }
    pages = [
        reverse("services"), reverse("service", args=[SERVICE]), reverse("apply", args=[SERVICE]),
        reverse("draft_question", args=[draft.uid, "sebab"]), reverse("draft_paper", args=[draft.uid, "surat_hilang"]),
        reverse("draft_review", args=[draft.uid]), reverse("track"), reverse("tracked", args=[sent.uid]),
    ]  # fmt: skip
    designed, weights = {}, dict[str, int]()
    with visit(pages[0], **door) as seen:
        for page in shown(seen, pages):
            designed[page] = measured(seen)
            assert 20_000 < weight(seen, weights) <= FIRST_VIEW, weights
    with visit(pages[0], **door, routes=older_routes()) as seen:
        for page in shown(seen, pages):
            assert measured(seen) == designed[page], page
            assert seen.overflow() == 0, page
    assert len({found[0] for found in designed.values()}) == 2, "both themes are looked at"


def shown(seen, pages):
    """Open one page after the other, the second half of them in the dark theme."""
    for place, page in enumerate(pages):
        seen.page.emulate_media(color_scheme="dark" if place * 2 >= len(pages) else "light")
        go(seen, page)
        yield page


def measured(seen):
    """Position, size and colours of the main parts, and the ground that they stand on."""
    return [str(seen.page.evaluate(GROUND)), *seen.page.evaluate(MEASURE, [*PARTS, *OWN])]


def weight(seen, known):
    """Bytes of the page that is open and of all it fetches, compressed; files that are known are not fetched again."""
    parts = [seen.page.url, *seen.page.evaluate(FETCHED)]
    for part in parts:
        if part not in known:
            known[part] = len(gzip.compress(seen.page.context.request.get(part).body()))
    return sum(known[part] for part in parts)
