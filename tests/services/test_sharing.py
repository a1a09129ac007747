"""Load and fairness: what officers hold, an even proposal that can be explained, and what the head confirmed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Forbidden
from betang.kernel.notices.models import Notice
from betang.people.models import Absence, AbsenceKind, Employee
from betang.services import flow
from betang.services.actions.reversing import step_reverse
from betang.services.models import Request, Skill
from betang.services.queries.counter import Wanted, queue
from betang.services.sharing import Load, Work, share
from tests.access.people import DATED, RECORDED, user_with
from tests.services.sent import submitted
from tests.services.test_skills import head, person
from tests.services.test_steps import NOW, Counter, counter, minutes

__all__ = ["counter", "head"]
OFFICERS = [1, 2, 3]
works = st.lists(st.tuples(st.integers(1, 200), st.sets(st.sampled_from([*OFFICERS, 9]))), max_size=12)


@settings(max_examples=30)
@given(works, st.dictionaries(st.sampled_from(OFFICERS), st.integers(0, 300)))
def test_a_proposal_is_even_within_one_request_deterministic_and_only_for_the_able(
    drawn: list[tuple[int, set[int]]], minutes_held: dict[int, int]
) -> None:
    found = [Work(key, spent, able) for key, (spent, able) in enumerate(drawn)]
    held = {officer: Load(1, spent) for officer, spent in minutes_held.items()}
    proposal = share(found, OFFICERS, held)
    assert proposal == share(found, OFFICERS, held)
    now = {officer: held.get(officer, Load()).minutes for officer in OFFICERS}
    for work, one in zip(found, proposal, strict=True):
        able = work.able & {*OFFICERS}  # type: ignore[operator]
        assert (one.to in able) == bool(able)
        if one.to is not None:
            assert (now[one.to], one.among) == (min(now[each] for each in able), len(able))
            now[one.to] += work.minutes


def rows_of(page: str) -> dict[str, tuple[str, str]]:
    """Read the proposal off a page: by field, the value that is picked and why."""
    found = re.findall(r'<select id="u-\d+" name="([^"]+)">(.*?)</select></div><span class="sub">(.*?)</span>', page)
    picked = {name: re.search(r'value="([^"]+)" selected', options) for name, options, _why in found}
    return {name: (one[1] if (one := picked[name]) else "", why) for name, _options, why in found}


@pytest.mark.django_db
def test_what_waits_goes_to_the_able_and_present_with_least_to_do_as_the_head_confirms(
    counter: Counter, head: Client, django_assert_max_num_queries: Any
) -> None:
    first, second = (Employee.objects.get(user=each.actor) for each in (counter.officer, counter.other))
    third = Employee.objects.get(user=user_with(Role.OFFICER))
    Absence.objects.create(
        employee=third, kind=AbsenceKind.SICK, from_date=date(2026, 11, 23), to_date=date(2026, 11, 27),
        recorded_at=RECORDED,
    )  # fmt: skip
    assert f'href="{reverse("sharing")}"' in head.get(reverse("service_board")).content.decode()
    empty = head.get(reverse("sharing")).content.decode()
    assert "Tidak ada yang perlu dibagikan" in empty
    held = counter.step(submitted(NOW), flow.VERIFYING)
    away = submitted(NOW)
    Request.objects.filter(pk=away.pk).update(officer=third, state=flow.RECORDING)
    waiting = [submitted(minutes(n)) for n in range(3)]
    with django_assert_max_num_queries(12):
        page = head.get(reverse("sharing")).content.decode()
    assert "tidak hadir" in page
    assert "Sakit" not in page
    assert "Sari" not in page
    proposal = rows_of(page)
    assert len(proposal) == 4
    assert str(held.number) not in page[page.index("Usulan pembagian") :]
    takers = [value.split(":")[1] for value, _why in proposal.values()]
    assert sorted(takers.count(str(each.pk)) for each in (first, second)) == [2, 2], "one holds a request already"
    assert takers[0] == str(second.pk)
    assert "Beban paling ringan dari 2 petugas cakap yang hadir: 0 permohonan, " in page
    counter.step(waiting[2], flow.VERIFYING, by=counter.other, at=5)  # somebody was quicker
    with django_assert_max_num_queries(24):
        assert (
            head.post(reverse("share_out"), {name: value for name, (value, _) in proposal.items()}).status_code == 302
        )
    said = head.get(reverse("sharing")).content.decode()
    assert "3 permohonan dibagikan. 1 sudah berubah sejak Anda melihatnya dan dibiarkan." in said
    assert Request.objects.filter(officer=third).count() == 0
    assert AuditEntry.objects.filter(action="services.request_share").count() == 3
    told = list(Notice.objects.filter(kind="services.requests_shared").values_list("user__employee", "text"))
    assert (second.pk, "2 permohonan dibagikan kepada Anda.") in told
    assert {who for who, _text in told} == {first.pk, second.pk, third.pk}
    mine = Request.objects.get(pk=away.pk)
    assert [row.pk for row in queue(counter.other, Wanted(part="saya"), NOW)].count(mine.pk) == (mine.officer == second)


@pytest.mark.django_db
def test_a_shared_request_is_its_officers_alone_and_stays_theirs_when_a_step_is_taken_back(
    counter: Counter, head: Client
) -> None:
    row, second = submitted(NOW), Employee.objects.get(user=counter.other.actor)
    head.post(reverse("share_out"), {f"untuk-{row.uid}": f"{row.revision}:{second.pk}"})
    with pytest.raises(Forbidden, match="petugas lain"):
        counter.step(row, flow.VERIFYING)
    assert row not in queue(counter.officer, Wanted(), NOW)
    row = counter.step(counter.step(row, flow.VERIFYING, by=counter.other), flow.RECORDING, by=counter.other)
    Request.objects.filter(pk=row.pk).update(officer=person(counter), revision=row.revision)
    row = counter.step(row, flow.VALIDATING)
    row = step_reverse(viewer=counter.officer, request=row, seen=row.revision, reason="Keliru.", now=NOW)
    assert row.officer == person(counter)


@pytest.mark.django_db
def test_the_absent_the_unable_and_foreign_choices_are_refused_and_write_nothing(
    counter: Counter, head: Client
) -> None:
    row, first, second = submitted(NOW), person(counter), Employee.objects.get(user=counter.other.actor)
    field, url = f"untuk-{row.uid}", reverse("share_out")
    Skill.objects.create(employee=first, group="kk", **DATED)
    verifier = Employee.objects.get(user=counter.verifier.actor)
    Absence.objects.create(
        employee=first, kind=AbsenceKind.ANNUAL, from_date=NOW.date(), to_date=NOW.date(), recorded_at=RECORDED
    )
    page = head.get(reverse("sharing")).content.decode()
    assert "Tidak ada petugas cakap yang hadir." in page
    for value, words in [
        ("", "Pilih sedikitnya satu permohonan."),
        (f"{row.revision}:{first.pk}", "tidak hadir hari ini"),
        (f"{row.revision}:{second.pk}", "tidak tercatat cakap"),
        (f"{row.revision}:{verifier.pk}", "Pilih petugas layanan pada unit Anda."),
    ]:
        refused = head.post(url, {field: value, "untuk-x": "1:1"})
        assert refused.status_code == 422
        assert words in refused.content.decode()
    officer = Client()
    officer.force_login(counter.officer.actor)
    assert officer.post(url, {field: f"{row.revision}:{second.pk}"}).status_code == 403
    row.refresh_from_db()
    assert (row.officer_id, Notice.objects.count(), row.revision) == (None, 0, 1)
