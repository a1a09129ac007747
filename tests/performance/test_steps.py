"""Steps of the action plan: each version has its own, a step is ticked by its owner, in all versions at once."""

import pytest
from django.urls import reverse

from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Forbidden
from betang.performance.actions import content, plans
from betang.performance.actions.content import StepDraft
from betang.performance.models import ActionStep, PlanVersion, VersionState
from tests.people.build import NOW, account
from tests.performance import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(city):
    return build.plans(city)


@pytest.fixture
def clerk(city):
    return account(city.clerk, "pegawai")


@pytest.fixture
def chief(city):
    return account(city.chief, "penilai")


def test_every_version_keeps_its_own_steps_and_a_step_is_done_in_all(year, clerk, chief, client):
    first = year.clerk.versions.get()
    kept, gone = build.result(first, "Tetap ada"), build.result(first, "Nanti dihapus")
    steps = [StepDraft(kept.lineage, "Uji petik"), StepDraft(gone.lineage, "Lapor"), StepDraft(kept.lineage, "Rapat")]
    content.steps_set(actor=clerk, version=first, steps=steps, now=NOW)
    PlanVersion.objects.filter(pk=first.pk).update(state=VersionState.AGREED, submitted_at=NOW, decided_at=NOW)
    second = plans.plan_revise(actor=clerk, plan=year.clerk, reason="Beban berubah", now=NOW)
    assert [step.text for step in second.steps.all()] == ["Uji petik", "Lapor", "Rapat"]  # neither lost nor doubled
    content.result_remove(actor=clerk, result=second.results.get(lineage=gone.lineage), now=NOW)
    one = second.steps.get(text="Uji petik")
    fresh = [StepDraft(kept.lineage, "Uji petik mingguan", pk=one.pk), StepDraft(kept.lineage, "Baru")]
    content.steps_set(actor=clerk, version=second, steps=fresh, now=NOW)
    assert [step.text for step in first.steps.all()] == ["Uji petik", "Lapor", "Rapat"]
    assert [step.text for step in second.steps.all()] == ["Uji petik mingguan", "Baru"]
    for _twice in range(2):
        content.step_done(actor=clerk, step=first.steps.get(text="Uji petik"), done=True, now=NOW)
    done = ActionStep.objects.filter(done_at=NOW).order_by("version__number")
    assert [step.text for step in done] == ["Uji petik", "Uji petik mingguan"]
    assert AuditEntry.objects.filter(action="performance.step_done").count() == 1
    with pytest.raises(Forbidden):
        content.step_done(actor=chief, step=one, done=False, now=NOW)
    of_first = first.steps.get(text="Rapat")
    url, mark = (
        reverse("plan", args=[year.clerk.uid]),
        reverse("plan_step_done", args=[year.clerk.uid, of_first.pk]),
    )
    client.force_login(clerk)
    page = client.get(url).content.decode()
    assert "Tandai selesai" in page
    assert mark in page
    assert client.post(mark, {"selesai": "1"}).status_code == 302
    assert client.get(url).content.decode().count("Belum selesai") == 2
    client.force_login(chief)
    assert client.post(mark, {"selesai": ""}).status_code == 403
    of_first.refresh_from_db()
    assert of_first.done_at
