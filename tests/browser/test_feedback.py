"""The pages of feedback in a browser: accessible, quiet and fitting, with a click that makes evidence."""

from __future__ import annotations

import pytest
from django.urls import reverse

from betang.performance.actions.feedback import Said, Topic, feedback_ask, feedback_give
from betang.performance.models import CheckIn, CheckInStep
from tests.browser.steps import become, go, look, signed_in
from tests.people import build as people
from tests.performance import build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = Said(
    thumb="DI_ATAS",
    situation="Selasa pagi di loket 3, antrean tiga puluh orang.",
    behaviour="Nirmala membagi antrean menjadi dua jalur.",
    impact="Waktu tunggu turun menjadi sepuluh menit.",
    next_step="Pakai dua jalur setiap Selasa.",
)


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_the_pages_of_feedback_are_accessible_quiet_and_fit(visit, time_machine, width, theme):
    time_machine.move_to(people.NOW, tick=True)
    city = people.city()
    users, year = build.accounts(city), build.plans(city, agreed=True)
    topic = Topic(value="LOYAL")
    row = feedback_give(actor=users.chief, receiver=city.clerk, topic=topic, said=SAID, now=people.NOW)
    asked = feedback_ask(actor=users.clerk, giver=city.chief, topic=Topic(), question="Loket?", now=people.NOW)
    day = people.TODAY
    talk = CheckIn.objects.create(
        plan=year.clerk, day=day, agenda="Antrean loket 3", proposed_by=city.clerk, proposed_at=people.NOW
    )
    CheckInStep.objects.create(checkin=talk, text="Pasang nomor antrean", due_date=day)
    with visit(reverse("feedback"), width=width, theme=theme, cookies=signed_in(users.clerk)) as seen:
        look(seen)
        for address in ("feedback_choose", "feedback_ask"):
            go(seen, reverse(address))
            look(seen)
        go(seen, reverse("feedback_one", args=[row.uid]))
        look(seen)
        with seen.page.expect_navigation():
            seen.page.get_by_role("button", name="Jadikan bukti").click()
        seen.page.get_by_text("Menjadi bukti", exact=True).wait_for()
        look(seen)
        become(seen, users.chief)
        addresses = [
            reverse("feedback"), reverse("feedback_team"), reverse("feedback_request", args=[asked.uid]),
            reverse("feedback_to", args=[city.clerk.uid]), reverse("feedback_of_plan", args=[year.clerk.uid]),
            reverse("checkins", args=[year.clerk.uid]), reverse("checkin", args=[talk.uid]),
        ]  # fmt: skip
        for address in addresses:
            go(seen, address)
            look(seen)
