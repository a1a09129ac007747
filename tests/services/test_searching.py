"""Looking for requests at the counter, and the numbers above the queue that renew themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.services.flow import DONE
from betang.services.models import Request
from tests.access.people import user_with
from tests.services.sent import submitted
from tests.services.test_counter import officer, step
from tests.services.test_steps import NOW

__all__ = ["officer"]
pytestmark = pytest.mark.django_db
NIK = "6271034412900001"


def look(client: Client, text: str) -> tuple[int, str]:
    """Look for something; return the status and the page."""
    answer = client.post(reverse("desk_search"), {"q": text})
    return answer.status_code, answer.content.decode()


def test_found_by_number_by_name_and_by_nik_which_stands_in_the_trail_without_the_nik(
    officer, django_assert_max_num_queries: Any
):
    rows = [submitted(NOW) for _each in range(3)]
    Request.objects.filter(pk=rows[1].pk).update(state=DONE)
    other = Request.objects.get(pk=rows[2].pk)
    other.name, other.nik = "Dewi Ratna Tumon", ""
    other.save()
    numbers = [str(row.number) for row in rows]

    def found(text: str, most: int = 12) -> list[bool]:
        with django_assert_max_num_queries(most):
            status, page = look(officer, text)
        assert status == 200
        assert NIK not in page
        return [number in page for number in numbers]

    assert found(numbers[1][-6:].lower()) == [False, True, False]
    assert found("tumon") == [True, False, True]  # the one that is done is found by number and NIK
    assert found("RATNA  dew") == [False, False, True]
    assert found("atna dewi") == [False, False, False]
    assert AuditEntry.objects.filter(action="services.nik_search").count() == 0
    # Six more for the entries in the trail, however many are found.
    assert found("6271.0344 1290-0001", 18) == [True, True, False]
    assert found("6271034412900002", 18) == [False, False, False]
    entries = AuditEntry.objects.filter(action="services.nik_search")
    assert {each.subject for each in entries} == {rows[0].subject, rows[1].subject, None}
    assert not any(NIK in str(value) for each in AuditEntry.objects.values_list() for value in each)
    for text in ("", "a b", "62710344129000"):
        status, page = look(officer, text)
        assert (status, 'role="alert"' in page) == (422, True)
    assert entries.count() == 3
    assert officer.get(reverse("desk_search")).status_code == 405


def test_the_numbers_are_sent_again_only_when_they_changed(officer, django_assert_max_num_queries: Any):
    late, today = submitted(NOW - timedelta(days=1)), submitted(NOW)
    page = reverse("desk_counts")
    with django_assert_max_num_queries(
        6
    ):  # session, account, two for the roles, the bell's is not asked for, one count
        first = officer.get(page)
    assert [int(each) for each in first.content.decode().split("<dd>")[1:] for each in [each.split("<")[0]]] == [
        2,
        1,
        1,
        0,
    ]
    again = officer.get(page, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    step(officer, today, "VERIFIKASI")
    changed = officer.get(page, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    resident = Client()
    resident.force_login(user_with(Role.RESIDENT))
    assert resident.get(page).status_code == 403
    # Beside an open request the list, not the page, is renewed, and the request stays marked.
    shown = officer.get(reverse("desk_request", args=[late.uid])).content.decode()
    poll = f"{reverse('desk_queue')}?buka={late.pk}"
    assert f'hx-get="{poll}"' in shown
    part = officer.get(poll, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert f'id="p-{late.pk}"' in part
    assert part.count('aria-current="true"') == 1


def test_keys_act_only_while_they_are_switched_on(officer):
    assert "data-keys" in officer.get(reverse("desk_queue")).content.decode()
    officer.post(reverse("shortcuts_set"), {"pintasan": "mati"})
    page = officer.get(reverse("desk_queue")).content.decode()
    assert "data-keys" not in page
    assert "Tombol pintas" not in page
