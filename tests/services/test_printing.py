"""Lists and labels of what is handed over: several at once, names masked, one entry."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.services import flow
from betang.services.models import Event, Request
from tests.access.people import user_with
from tests.services.sent import submitted
from tests.services.test_counter import officer
from tests.services.test_steps import NOW, minutes

__all__ = ["officer"]
pytestmark = pytest.mark.django_db


def test_several_are_printed_as_one_list_and_one_entry(officer: Client, django_assert_max_num_queries: Any):
    rows = [submitted(NOW) for _each in range(4)]
    Request.objects.filter(pk__in=[row.pk for row in rows[:3]]).update(state=flow.READY, issued_at=NOW)
    Event.objects.create(request=rows[2], state=flow.READY, at=NOW, before=flow.ISSUED)
    Event.objects.create(request=rows[1], state=flow.READY, at=minutes(-24 * 60), before=flow.ISSUED)
    page, numbers = reverse("desk_print"), [str(row.number) for row in rows]
    assert numbers[0] in officer.get(reverse("desk_ready")).content.decode()

    def printed(**data: Any) -> list[bool]:
        with django_assert_max_num_queries(16):  # six of them the entry in the trail
            answer = officer.post(page, data)
        text = answer.content.decode()
        assert answer.status_code == 200
        assert "Sari Tumon" not in text
        assert "S••• T•••" in text
        return [number in text for number in numbers]

    picked = [str(rows[0].uid), str(rows[1].uid), str(rows[3].uid), "x"]
    assert printed(jenis="daftar", pilih=picked) == [True, True, False, False]  # one of them is not ready (any more)
    assert printed(jenis="label", hari_ini="ya") == [False, False, True, False]
    entries = AuditEntry.objects.filter(action="services.list_print")
    assert entries.count() == 2
    for wrong in (
        {"jenis": "daftar"},
        {"jenis": "daftar", "pilih": [str(rows[3].uid)]},
        {"jenis": "x", "hari_ini": "ya"},
    ):
        refused = officer.post(page, wrong)
        assert (refused.status_code, 'role="alert"' in refused.content.decode()) == (422, True)
    resident = Client()
    resident.force_login(user_with(Role.RESIDENT))
    assert resident.post(page, {"jenis": "daftar", "hari_ini": "ya"}).status_code == 403
    assert entries.count() == 2
