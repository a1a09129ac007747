"""The journey of a plan in a browser without JavaScript: written, submitted, returned, mended, agreed, changed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from betang.performance.models import Plan, VersionState
from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import become, go, look, press, signed_in
from tests.people import build as people
from tests.performance import build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ("plan", "plan_edit", "plan_result_new", "plan_annex", "plan_expectations", "plan_steps", "plan_import")


def states(plan: Plan) -> list[str]:
    """Give the states of a plan's versions, the first one first."""
    return list(plan.versions.order_by("number").values_list("state", flat=True))


def follow(seen, name):
    """Follow a link, to its end."""
    with seen.page.expect_navigation():
        seen.page.get_by_role("link", name=name).click()


def test_a_plan_is_written_returned_mended_agreed_and_changed_without_javascript(visit, time_machine):
    time_machine.move_to(people.NOW, tick=True)
    city = people.city()
    users, year = build.accounts(city), build.plans(city)
    with visit(reverse("plan_mine"), cookies=signed_in(users.clerk), java_script_enabled=False) as seen:
        follow(seen, "Susun SKP")
        follow(seen, "Tambah hasil")
        seen.page.fill("[name=text]", "Terbitnya KK tepat waktu")
        seen.page.fill("[name=indikator-0-text]", "Selesai dalam janji")
        press(seen, "Tambah indikator")
        assert seen.page.input_value("[name=indikator-0-text]") == "Selesai dalam janji"
        seen.page.fill("[name=indikator-0-target]", "92,5")
        press(seen, "Simpan")
        press(seen, "Ajukan kepada penilai")
        assert states(year.clerk) == [VersionState.SUBMITTED]

        become(seen, users.chief)
        go(seen, reverse("plan_team"))
        follow(seen, "Putuskan SKP Nirmala Tumon")
        seen.page.fill("[name=comment]", "Tambahkan mutu.")
        press(seen, "Kembalikan dengan catatan")
        assert states(year.clerk) == [VersionState.RETURNED]

        become(seen, users.clerk)
        go(seen, reverse("plan_edit", args=[year.clerk.uid]))
        assert "Tambahkan mutu." in seen.page.inner_text("main")
        press(seen, "Ajukan kepada penilai")
        become(seen, users.chief)
        go(seen, reverse("plan_decide", args=[year.clerk.uid]))
        press(seen, "Sepakati")
        go(seen, reverse("plan_revise", args=[year.clerk.uid]))
        seen.page.fill("[name=reason]", "Target kota berubah")
        press(seen, "Simpan")
        assert states(year.clerk) == [VersionState.AGREED, VersionState.DRAFT]


def test_the_pages_of_plans_are_accessible_quiet_and_fit(visit, time_machine):
    time_machine.move_to(people.NOW, tick=True)
    city = people.city()
    users, year = build.accounts(city), build.plans(city)
    superior = build.filled(year.chief, VersionState.AGREED).results.all()[0]
    build.result(year.clerk.versions.get(), "Melaksanakan arsip", parent_lineage=superior.lineage)
    with visit(reverse("plan_mine"), cookies=signed_in(users.clerk)) as seen:
        look(seen, DESK, PHONE)
        for name in PAGES:
            go(seen, reverse(name, args=[year.clerk.uid]))
            look(seen, DESK, PHONE)
        become(seen, users.chief)
        for address in (reverse("plan_team"), reverse("plan_matrix")):
            go(seen, address)
            look(seen, DESK, PHONE)
        go(seen, reverse("plan_matrix_seed", args=[year.clerk.uid, superior.lineage]))
        look(seen, DESK, PHONE)
        year.clerk.versions.update(state=VersionState.SUBMITTED, submitted_at=people.NOW)
        go(seen, reverse("plan_decide", args=[year.clerk.uid]))
        look(seen, DESK, PHONE)
