"""The year's journey in a browser without JavaScript, from the opened cycle to a paper that anybody can check."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.documents.actions import document_issue
from betang.kernel.documents.models import Document
from betang.kernel.jobs import JobRun, run_now
from betang.performance.actions.calibration import calibration_hand_in, calibration_open
from betang.performance.actions.improvement import improvement_open
from betang.performance.jobs_evidence import evidence_start
from betang.performance.models import Decision, Evaluation, Indicator, Objection, Plan, VersionState
from betang.performance.papers.evaluations import RELATED, evaluation_papers
from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import become, go, look, press, signed_in
from tests.ledger.build import at, draft, facts, source
from tests.people import build as people
from tests.performance import build
from tests.performance.test_evidence import SUM

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = {
    "situation": "Selasa pagi di loket 3, antrean tiga puluh orang.", "behaviour": "Ia membagi antrean menjadi dua.",
    "impact": "Waktu tunggu turun menjadi sepuluh menit.", "next_step": "Pakai dua jalur setiap Selasa.",
}  # fmt: skip


def test_the_year_from_the_opened_cycle_to_a_checked_paper(visit, time_machine, tmp_path):
    time_machine.move_to(people.NOW, tick=True)
    city = people.city()
    users = build.accounts(city)
    agency = people.account(people.person(20, "Bina"), "bkpsdm", Role.BKPSDM)
    with visit(reverse("cycle_new"), cookies=signed_in(agency), java_script_enabled=False) as seen:
        seen.page.fill("[name=year]", "2026")
        press(seen, "Lihat pratinjau")
        press(seen, "Buka siklus 2026")
        run_now(JobRun.objects.get(name="performance.cycle_open"))
        plan = Plan.objects.get(employee=city.clerk)
        cascade_and_agree(seen, city, users, plan)
        facts_and_feedback(seen, city, users, plan, agency)
        evaluate(seen, city, users, plan)
        object_and_decide(seen, users, plan)
        become(seen, users.clerk)
        check_paper(seen, plan, tmp_path / "evaluasi.pdf")
        assert city.clerk.name not in seen.page.inner_text("body")


def cascade_and_agree(seen, city, users, plan):
    """The leader hands a result down, the employee makes it a plan, the superior agrees."""
    build.filled(Plan.objects.get(employee=city.chief), VersionState.AGREED, results=1)
    above = Plan.objects.get(employee=city.chief).versions.get().results.get()
    become(seen, users.chief)
    go(seen, reverse("plan_matrix_seed", args=[plan.uid, above.lineage]))
    seen.page.fill("[name=text]", "Terbitnya KK tepat waktu")
    press(seen, "Berikan")
    become(seen, users.clerk)
    given = plan.versions.get().results.get()
    assert given.parent_lineage == above.lineage
    go(seen, reverse("plan_result", args=[plan.uid, given.pk]))
    seen.page.fill("[name=indikator-0-text]", "KK selesai dalam janji")
    seen.page.fill("[name=indikator-0-target]", "40")
    press(seen, "Simpan")
    press(seen, "Ajukan kepada penilai")
    become(seen, users.chief)
    go(seen, reverse("plan_decide", args=[plan.uid]))
    press(seen, "Sepakati")
    assert plan.versions.get().state == VersionState.AGREED


def facts_and_feedback(seen, city, users, plan, agency):
    """Evidence arrives from facts of work, feedback from the superior; the employee reads it."""
    Indicator.objects.filter(result__version__plan=plan).update(measure=SUM)
    facts(source(), draft(city.clerk, at(8, 3), jumlah=41))
    run_now(evidence_start(actor=agency, now=people.NOW))
    go(seen, reverse("feedback_to", args=[city.clerk.uid]))
    seen.page.locator("[name=thumb][value=DI_ATAS]").check(force=True)
    for name, text in SAID.items():
        seen.page.fill(f"[name={name}]", text)
    press(seen, "Kirim")
    become(seen, users.clerk)
    go(seen, reverse("feedback"))
    assert SAID["behaviour"] in seen.page.inner_text("main")


def evaluate(seen, city, users, plan):
    """The unit first, then the person, who receives the result with the number that was drawn."""
    become(seen, users.head)
    go(seen, reverse("evaluation_unit", args=[city.division.code, 2026, 3]))
    seen.page.select_option("[name=level]", "BAIK")
    seen.page.fill("[name=reason]", "Rencana aksi tercapai.")
    press(seen, "Tetapkan")
    become(seen, users.chief)
    go(seen, reverse("evaluation_rate", args=[plan.uid, 3]))
    rate(seen)
    press(seen, "Kirim untuk ditanggapi")
    become(seen, users.clerk)
    go(seen, reverse("evaluation", args=[plan.uid, 3]))
    assert "41" in seen.page.inner_text("main")
    press(seen, "Saya menerima dokumen ini")
    assert Evaluation.objects.get(plan=plan, period__number=3).snapshot


def object_and_decide(seen, users, plan):
    """The person objects, both sides are heard, the rater's superior decides for good."""
    go(seen, reverse("evaluation", args=[plan.uid, 3]))
    seen.page.fill("#keberatan", "Dua hasil tidak dihitung.")
    press(seen, "Ajukan keberatan")
    objection = reverse("objection", args=[Objection.objects.get().uid])
    go(seen, objection)
    seen.page.fill("#s-pegawai", "Berkasnya ada.")
    press(seen, "Catat penjelasan pegawai")
    become(seen, users.chief)
    go(seen, objection)
    seen.page.fill("#s-penilai", "Belum saya lihat.")
    press(seen, "Catat penjelasan penilai")
    become(seen, users.head)
    go(seen, objection)
    seen.page.locator("[name=result][value=DI_ATAS]").check(force=True)
    seen.page.locator("[name=behaviour][value=SESUAI]").check(force=True)
    seen.page.fill("[name=reasoning]", "Bukti menunjukkan hasil di atas target.")
    press(seen, "Putuskan")
    assert list(Decision.objects.order_by("id").values_list("by", flat=True)) == ["penilai", "keberatan"]


def check_paper(seen, plan, paper):
    """The paper leads whoever holds it to the page that says whether it is real."""
    go(seen, reverse("evaluation", args=[plan.uid, 3]))
    with seen.page.expect_download() as taken:
        seen.page.get_by_role("button", name="Evaluasi kinerja (PDF)", exact=True).click()
    taken.value.save_as(paper)
    seen.page.context.clear_cookies()
    go(seen, address_in(paper))
    seen.page.set_input_files("[name=berkas]", paper)
    press(seen, "Cocokkan")
    assert "sama persis" in seen.page.inner_text("main")
    assert Document.objects.get().number in seen.page.inner_text("main")


def rate(seen):
    """Give every item and value the same rating, in plain radio buttons."""
    for name in {str(box.get_attribute("name")) for box in seen.page.locator("[name$=-rating]").all()}:
        seen.page.locator(f"[name='{name}'][value=SESUAI]").check(force=True)
    for box in seen.page.locator("[name^=butir-][name$=-umpan]").all():
        box.fill("Terlihat pada register.")
    seen.page.fill("[name=alasan]", "Dua hasil di luar target.")


def address_in(paper: Path) -> str:
    """Give the address that a paper's QR code and link lead to."""
    found = re.search(rb"/verifikasi/[\w-]+/", paper.read_bytes())
    assert found is not None
    return found[0].decode()


def test_pages_of_papers_sittings_and_follow_up_are_accessible_quiet_and_fit(visit, time_machine, settings):
    time_machine.move_to(people.NOW, tick=True)
    settings.BETANG_SIGNATURE = "development"
    city = people.city()
    users, year = build.accounts(city), build.plans(city, agreed=True)
    second, third = (build.period(year.cycle, number) for number in (2, 3))
    for period in (second, third):
        build.achievement(city.division, period, by=users.head)
    low = build.sent(year.clerk, second, by=users.chief, item="DI_BAWAH", value=40)
    low = Evaluation.objects.select_related(*RELATED).get(pk=low.pk)
    issued = document_issue(actor=users.clerk, paper=evaluation_papers([low])[0][0], now=people.NOW)
    steps = [("Susun daftar berkas.", people.TODAY + timedelta(days=14))]
    plan = improvement_open(
        actor=users.chief, evaluation=low, need="Berkas.", support="", steps=steps, now=people.NOW
    )  # fmt: skip
    build.rated(year.clerk, third, by=users.chief)
    agency = people.account(people.person(20, "Bina"), "bkpsdm", Role.BKPSDM)
    sitting = calibration_open(
        actor=agency, period=third, units=[city.division], members=[city.head, city.stranger],
        due=people.TODAY + timedelta(days=7), now=people.NOW,
    )  # fmt: skip
    calibration_hand_in(actor=users.chief, calibration=sitting, now=people.NOW)
    case = sitting.cases.get()
    with visit(reverse("verification", args=[issued.token])) as seen:
        look(seen, DESK, PHONE)
        assert "tidak sah" in seen.page.inner_text("main")
        for who, addresses in (
            (users.head, [reverse("unit_papers"), reverse("calibration_case", args=[case.uid])]),
            (agency, [reverse("calibration", args=[sitting.uid]), reverse("improvement_watch")]),
            (users.clerk, [reverse("improvement", args=[plan.uid])]),
        ):
            become(seen, who)
            for address in addresses:
                go(seen, address)
                look(seen, DESK, PHONE)
