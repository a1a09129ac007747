"""Who may work on what: heads record it for their own staff, others are warned or stopped, the queue skips it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Forbidden
from betang.people.models import Employee
from betang.services import flow
from betang.services.models import HeldStep, Request, Skill, SkillRule
from betang.services.queries.skills import skills_on, standing_of
from tests.access.people import OTHER_OFFICE, OWN_OFFICE, employee, user_with
from tests.services.sent import submitted
from tests.services.test_steps import NOW, Counter, counter

__all__ = ["counter"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def head(counter: Counter, settings: Any) -> Client:
    """The browser of the head of the office."""
    settings.BETANG_OFFICE = OWN_OFFICE
    client = Client()
    client.force_login(user_with(Role.UNIT_HEAD))
    return client


def person(counter: Counter) -> Employee:
    """The first officer."""
    return Employee.objects.get(user=counter.officer.actor)


def add(head: Client, who: Employee, **more: str) -> Any:
    """Record a competence."""
    data = {"employee": who.pk, "covers": "kelompok:kk", "from_date": "2026-11-01", "reason": "Pelatihan.", **more}
    return head.post(reverse("skill_add"), data)


def look(viewer: Any, row: Request) -> str:
    """Open a request at the counter."""
    client = Client()
    client.force_login(viewer.actor)
    return client.get(reverse("desk_request", args=[row.uid])).content.decode()


def test_without_any_row_nobody_is_stopped_then_others_are_warned_and_by_the_rule_stopped(
    counter: Counter, head: Client, django_assert_max_num_queries: Any
) -> None:
    page = head.get(reverse("skills")).content.decode()
    assert "belum diatur" in page
    assert "boleh dikerjakan setiap petugas" in page
    first, second = submitted(NOW), submitted(NOW)
    assert "belum tercatat" not in look(counter.other, first)
    assert add(head, person(counter), to_date="2026-12-31").status_code == 302
    with django_assert_max_num_queries(12):
        page = head.get(reverse("skills")).content.decode()
    assert "sampai 31 Desember 2026" in page
    desk = Client()
    desk.force_login(counter.other.actor)
    with django_assert_max_num_queries(12):
        shown = desk.get(reverse("desk_request", args=[first.uid])).content.decode()
    assert "belum tercatat. Anda tetap dapat mengerjakannya" in shown
    assert "Ambil dan periksa</button>" in shown
    assert "belum tercatat" not in look(counter.officer, first)
    read = skills_on(NOW.date())
    for viewer in (counter.officer, counter.other):
        for row in Request.objects.annotate(**standing_of(viewer)):
            assert vars(row)["skill_lacks"] == read.lacks(viewer.employee_id, row.service)
    held = counter.step(first, flow.VERIFYING, by=counter.other)
    assert look(counter.other, held).count("Anda tetap dapat mengerjakannya") == 3, "above the steps and in both forms"
    assert head.post(reverse("skill_rule"), {"aturan-mode": "tolak", "aturan-reason": "Rapat."}).status_code == 302
    for row, to in ((held, flow.RECORDING), (second, flow.VERIFYING)):
        with pytest.raises(Forbidden, match="hanya untuk petugas yang cakap"):
            counter.step(row, to, by=counter.other)
    shown = look(counter.other, held)
    assert "belum tercatat. Langkahnya hanya untuk petugas yang cakap; hubungi kepala bagian." in shown
    assert str(held.number) in shown
    assert str(second.number) not in shown, "the queue skips what nobody holds"
    assert counter.step(second, flow.VERIFYING).officer == person(counter)
    Skill.objects.update(to_date=date(2026, 11, 23))
    assert "berlaku" not in look(counter.other, held)
    assert counter.step(held, flow.RECORDING, by=counter.other).state == flow.RECORDING, "all have ended: open again"
    found = set(AuditEntry.objects.filter(action__startswith="services.skill").values_list("action", flat=True))
    assert found == {"services.skill_add", "services.skill_rule_set"}


def test_what_does_not_hold_is_refused_with_a_sentence_and_writes_nothing(counter: Counter, head: Client) -> None:
    who, stranger = person(counter), employee(office=OTHER_OFFICE)
    assert head.post(reverse("skill_add"), {"employee": who.pk, "from_date": "2026-11-01"}).status_code == 422
    assert add(head, stranger).status_code == 422
    assert add(head, who, to_date="2026-10-01").status_code == 422
    assert Skill.objects.count() == 0
    assert add(head, who, covers="layanan:kk-baru").status_code == 302
    again = add(head, who, covers="layanan:kk-baru", from_date="2026-12-01")
    assert again.status_code == 422
    assert "sudah tercatat" in again.content.decode()
    row = Skill.objects.get()
    end = reverse("skill_end", args=[row.pk])
    late = head.post(end, {"to_date": "2026-11-01", "reason": "Pindah."})
    assert (late.status_code, "Pilih hari ini atau sesudahnya." in late.content.decode()) == (422, True)
    assert head.post(end, {"to_date": "2026-11-30", "reason": " "}).status_code == 422
    assert head.post(end, {"to_date": "2026-11-30", "reason": "Pindah."}).status_code == 302
    assert head.post(end, {"langkah": "batal", "reason": "Salah catat."}).status_code == 302
    assert head.post(end, {"to_date": "2026-11-25", "reason": "Lagi."}).status_code == 409
    row.refresh_from_db()
    assert (row.to_date, row.void_reason) == (date(2026, 11, 30), "Salah catat.")
    assert head.post(reverse("skill_rule"), {"aturan-mode": "lain", "aturan-reason": "x"}).status_code == 422
    for mode in ("tolak", "ingatkan"):
        head.post(reverse("skill_rule"), {"aturan-mode": mode, "aturan-reason": "Rapat."})
    assert SkillRule.objects.on(NOW.date()).order_by("-from_date", "-pk")[0].mode == "ingatkan"


def test_others_may_not_and_a_held_step_is_judged_again(counter: Counter, head: Client, settings: Any) -> None:
    other = Client()
    other.force_login(counter.officer.actor)
    assert other.get(reverse("skills")).status_code == 403
    row = submitted(NOW)
    settings.BETANG_HOLD_SECONDS = 10
    desk = Client()
    desk.force_login(counter.other.actor)
    assert desk.post(reverse("desk_step", args=[row.uid, "VERIFIKASI"]), {"seen": row.revision}).status_code == 302
    add(head, person(counter))
    head.post(reverse("skill_rule"), {"aturan-mode": "tolak", "aturan-reason": "Rapat."})
    from betang.services.actions.holding import held_steps_take

    held_steps_take(now=NOW + timedelta(seconds=11))
    assert HeldStep.objects.count() == 0
    assert Request.objects.get(pk=row.pk).state == flow.SUBMITTED
    settings.BETANG_OFFICE = OTHER_OFFICE
    assert head.get(reverse("skills")).status_code == 404
    assert add(head, person(counter)).status_code == 404
