"""The journey of an evaluation in a browser: the unit first, self-assessment, rating live, receipt, objection."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from betang.performance.models import Evaluation, EvaluationState, Objection
from betang.performance.models.evaluations import ItemRating
from tests.browser.steps import become, go, look, press, signed_in
from tests.people import build as people
from tests.performance import build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_from_the_unit_s_achievement_to_the_decision_on_an_objection(visit, time_machine, width, theme):
    time_machine.move_to(people.NOW, tick=True)
    city = people.city()
    users, year = build.accounts(city), build.plans(city, agreed=True)
    where = "?tahun=2026&periode=3"
    one = [year.clerk.uid, 3]
    with visit(reverse("evaluation_units") + where, width=width, theme=theme, cookies=signed_in(users.head)) as seen:
        look(seen)
        go(seen, reverse("evaluation_unit", args=[city.division.code, 2026, 3]))
        look(seen)
        seen.page.select_option("[name=level]", "BAIK")
        seen.page.fill("[name=reason]", "Rencana aksi tercapai.")
        press(seen, "Tetapkan")

        become(seen, users.clerk)
        go(seen, reverse("evaluation", args=one))
        for box in seen.page.locator("[name^=angka-]").all():
            box.fill("92,5")
        look(seen)
        press(seen, "Kirim penilaian diri")

        become(seen, users.chief)
        go(seen, reverse("evaluation_rate", args=one))
        rate(seen)
        look(seen)
        go(seen, reverse("evaluation_compare") + where)
        look(seen)
        go(seen, reverse("evaluation_rate", args=one))
        press(seen, "Kirim untuk ditanggapi")
        seen.page.wait_for_url("**/tim/evaluasi/**")
        go(seen, reverse("evaluation_team") + where)
        look(seen)
        assert Evaluation.objects.get().state == EvaluationState.SENT

        become(seen, users.clerk)
        go(seen, reverse("evaluations"))
        look(seen)
        go(seen, reverse("evaluation", args=one))
        press(seen, "Saya menerima dokumen ini")
        go(seen, reverse("evaluation", args=one))
        look(seen)
        seen.page.fill("#keberatan", "Dua hasil tidak dihitung.")
        press(seen, "Ajukan keberatan")
        seen.page.wait_for_url("**/keberatan/**")

        become(seen, users.head)
        go(seen, reverse("objections"))
        look(seen)
        go(seen, reverse("objection", args=[Objection.objects.get().uid]))
        look(seen)


def rate(seen):
    """Give every item and value a rating by the mouse; each change is saved and the predikat follows."""
    for name in {str(box.get_attribute("name")) for box in seen.page.locator("[name$=-rating]").all()}:
        seen.page.locator(f"[name='{name}'][value=DI_ATAS]").evaluate("box => box.click()")
    for box in seen.page.locator("[name^=butir-][name$=-umpan]").all():
        box.fill("Terlihat pada register.")
    seen.page.locator("[name=catatan]").focus()
    seen.page.get_by_role("status").filter(has_text="Tersimpan").wait_for()
    expect(seen.page.locator("#hasil-predikat")).to_contain_text("Sangat Baik")
    # Each change is saved a moment later, the last one after the predikat is known.
    kept: set[tuple[str, str]] = set()
    for _ in range(100):
        kept = set(ItemRating.objects.values_list("rating", "feedback"))
        if kept == {("DI_ATAS", "Terlihat pada register.")}:
            return
        seen.page.wait_for_timeout(100)
    raise AssertionError(kept)
