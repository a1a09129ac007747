"""The administrator changes how a service is offered: looks first, saves, takes back; all of it in the trail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils.timezone import localdate

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.services.editing import packaged_texts
from betang.services.models import ServiceEdition
from tests.portal.shell.signed_in import Visitor, visitor

pytestmark = pytest.mark.django_db
PAGE, ADDED = "/admin/layanan/kk-hilang-rusak/", "/admin/layanan/kk-hilang-rusak/edisi/"
TEXT = packaged_texts()["kk-hilang-rusak"].replace("KK diterbitkan ulang", "Kartu diterbitkan ulang")


def send(seen: Visitor, step: str = "simpan", **changes: str) -> Any:
    """Send the form of a new edition."""
    usual = {"from_date": localdate().isoformat(), "content": TEXT, "source": "SK uji 1/2026", "reason": "SK baru"}
    return seen.post(ADDED, {**usual, "langkah": step, **changes})


def test_an_edition_is_looked_at_saved_seen_by_the_public_and_taken_back():
    admin = visitor(Role.ADMIN)
    assert "KK diterbitkan ulang dengan data yang sama." in admin.page(PAGE)  # the text in force is in the form
    shown = send(admin, "pratinjau").content.decode()
    assert "Beginilah halaman warga" in shown
    assert "Kartu diterbitkan ulang" in shown
    assert 'value="SK uji 1/2026"' in shown
    assert "Kartu diterbitkan ulang" in send(admin, "ubah").content.decode()
    assert not ServiceEdition.objects.exists()
    assert send(admin).headers["Location"] == PAGE
    assert "Kartu diterbitkan ulang" in admin.page("/layanan/kk-hilang-rusak/")
    row = ServiceEdition.objects.get()
    assert row.recorded_by == admin.user
    assert "SK uji 1/2026" in admin.page("/admin/layanan/")
    page = visitor(Role.AUDITOR).page(PAGE)
    assert "Baca isinya" in page
    assert "Edisi baru" not in page
    admin.post(f"/admin/layanan/edisi/{row.pk}/batalkan/", {"reason": "Keliru"})
    assert "Edisi dibatalkan." in admin.page(PAGE)
    assert "KK diterbitkan ulang" in admin.page("/layanan/kk-hilang-rusak/")
    trail = AuditEntry.objects.filter(action__startswith="services.").order_by("seq").values_list("action", flat=True)
    assert list(trail) == ["services.edition_add", "services.edition_void"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"from_date": "2020-01-01"}, "Pilih hari ini atau sesudahnya"),
        ({"from_date": "besok"}, "Berlaku sejak"),
        ({"content": "id = ["}, "bukan TOML yang sah"),
        ({"content": TEXT.replace('"F-1.02"', '"F-1.16"')}, "formulir F-1.16 tidak ada"),
        ({"content": packaged_texts()["kk-hilang-rusak"]}, "Isi ini sama dengan yang berlaku"),
        ({"reason": " "}, "Alasan"),
        ({"source": ""}, "Sumber"),
    ],
)
def test_what_does_not_hold_comes_back_with_a_sentence_and_writes_nothing(changes, said):
    answer = send(visitor(Role.ADMIN), **changes)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'class="error-summary"' in page
    assert said in page
    assert not ServiceEdition.objects.exists()


def test_the_sentence_is_in_the_readers_language_and_the_preview_refuses_too():
    admin = visitor(Role.ADMIN)
    admin.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = send(admin, "pratinjau", content="id = [")
    assert answer.status_code == 422
    assert "no valid TOML" in answer.content.decode()


def test_the_lists_cost_the_same_however_many_editions_there_are(django_assert_max_num_queries):
    admin, today = visitor(Role.ADMIN), localdate()
    for days in range(3):
        send(admin, from_date=(today + timedelta(days=days)).isoformat(), content=TEXT.replace("sama", f"sama {days}"))
    assert ServiceEdition.objects.count() == 3
    for address in ("/admin/layanan/", PAGE):
        with django_assert_max_num_queries(12):
            page = admin.page(address)
        assert "SK uji 1/2026" in page
    send(admin, from_date=today.isoformat(), content=TEXT.replace("sama", "lain"))
    assert ServiceEdition.objects.count() == 3  # a second one from the same day is refused
