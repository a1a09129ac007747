"""How a plan comes about: drafted, submitted, agreed, returned, revised; and what is refused."""

from decimal import Decimal

import pytest

from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from betang.kernel.notices.models import Notice
from betang.performance.actions import content, copying, plans
from betang.performance.actions.content import Draft, StepDraft
from betang.performance.locking import stamp
from betang.performance.models import Approach, Indicator, Plan, PlanVersion, Result, VersionState
from tests.at_once import at_once
from tests.people.build import NOW, account
from tests.performance import build

pytestmark = pytest.mark.django_db
GOOD = Draft(values={"aspect": "kualitas", "text": "Berkas benar", "target": Decimal(98), "polarity": "positif"})


@pytest.fixture
def year(city):
    return build.plans(city)


@pytest.fixture
def clerk(city):
    return account(city.clerk, "pegawai")


@pytest.fixture
def chief(city):
    return account(city.chief, "penilai")


def draft(plan):
    return plan.versions.get(number=1)


def submitted(plan, actor):
    version = draft(plan)
    build.result(version)
    plans.plan_submit(actor=actor, version=version, now=NOW)
    version.refresh_from_db()
    return version


def test_a_result_with_its_indicators_is_written_changed_moved_and_removed(year, clerk):
    version = draft(year.clerk)
    first = content.result_add(
        actor=clerk, version=version, values={"text": "Terbitnya KK"}, indicators=[GOOD], now=NOW
    )
    second = content.result_add(actor=clerk, version=version, values={"text": "Tertibnya arsip"}, now=NOW)
    row = first.indicators.get()
    changed = Draft(values={"target": Decimal("99.5")}, pk=row.pk)
    content.result_change(
        actor=clerk, result=first, values={"text": "Terbitnya KK tepat waktu"}, indicators=[changed, GOOD], now=NOW
    )
    content.result_move(actor=clerk, result=second, up=True, now=NOW)
    assert [one.text for one in version.results.all()] == ["Tertibnya arsip", "Terbitnya KK tepat waktu"]
    assert [one.target for one in first.indicators.all()] == [Decimal("99.5"), Decimal(98)]
    content.result_change(actor=clerk, result=first, values={}, indicators=[Draft(pk=row.pk, remove=True)], now=NOW)
    content.result_remove(actor=clerk, result=second, now=NOW)
    assert list(version.results.values_list("text", flat=True)) == ["Terbitnya KK tepat waktu"]
    assert first.indicators.count() == 1
    actions = AuditEntry.objects.filter(subject=year.clerk.employee.uid, actor_id=clerk.pk)
    expected = {"result_add", "indicator_add", "result_change", "indicator_change", "result_move"}
    assert expected | {"indicator_remove", "result_remove"} <= {
        action.removeprefix("performance.") for action in actions.values_list("action", flat=True)
    }


def test_only_the_owner_writes_and_only_while_it_is_open(year, clerk, chief):
    version = draft(year.clerk)
    with pytest.raises(Forbidden):
        content.result_add(actor=chief, version=version, values={"text": "Titipan"}, now=NOW)
    row = build.result(version)
    plans.plan_submit(actor=clerk, version=version, now=NOW)
    for act in (
        lambda: content.result_add(actor=clerk, version=version, values={"text": "Lagi"}, now=NOW),
        lambda: content.result_remove(actor=clerk, result=row, now=NOW),
        lambda: content.annex_set(actor=clerk, version=version, lines={"dukungan": ["Laptop"]}, now=NOW),
        lambda: content.steps_set(actor=clerk, version=version, steps=[], now=NOW),
    ):
        with pytest.raises(Conflict):
            act()
    assert [one.text for one in version.results.all()] == [row.text]
    plans.plan_withdraw(actor=clerk, version=version, now=NOW)
    content.result_remove(actor=clerk, result=row, now=NOW)
    assert not version.results.exists()


def test_a_row_of_somebody_else_is_not_reached_through_ones_own(year, clerk):
    mine = build.result(draft(year.clerk))
    foreign = build.result(draft(year.chief)).indicators.get()
    with pytest.raises(NotFound):
        content.result_change(
            actor=clerk, result=mine, values={}, indicators=[Draft(values={"text": "x"}, pk=foreign.pk)], now=NOW
        )
    foreign.refresh_from_db()
    assert foreign.text != "x"


def test_what_is_missing_is_named_all_at_once_and_nothing_is_written(year, clerk):
    version = draft(year.clerk)
    with pytest.raises(Invalid, match="utama"):
        plans.plan_submit(actor=clerk, version=version, now=NOW)
    bare = Result.objects.create(version=version, text="Terwujudnya arsip")
    untargeted = build.result(version, kind="TAMBAHAN").indicators.get()
    Indicator.objects.filter(pk=untargeted.pk).update(target=None)
    with pytest.raises(Invalid) as refused:
        plans.plan_submit(actor=clerk, version=version, now=NOW)
    assert "paling sedikit 1 aspek" in refused.value.message
    assert "belum mempunyai target" in refused.value.message
    version.refresh_from_db()
    assert (version.state, version.submitted_at) == (VersionState.DRAFT, None)
    build.indicator(bare)
    Indicator.objects.filter(pk=untargeted.pk).update(target=5, target_top=4)
    with pytest.raises(Invalid, match="terbalik"):
        plans.plan_submit(actor=clerk, version=version, now=NOW)
    assert not Notice.objects.exists()


def test_a_qualitative_plan_needs_its_one_cell(city, clerk):
    plan = build.plans(city, approach=Approach.QUALITATIVE).clerk
    row = Result.objects.create(version=draft(plan), text="Terwujudnya arsip")
    with pytest.raises(Invalid, match="ukuran keberhasilan"):
        plans.plan_submit(actor=clerk, version=draft(plan), now=NOW)
    Result.objects.filter(pk=row.pk).update(measure="Semua berkas tersimpan sebelum Maret")
    plans.plan_submit(actor=clerk, version=draft(plan), now=NOW)
    assert draft(plan).state == VersionState.SUBMITTED


def test_submitted_agreed_and_told(year, clerk, chief):
    version = submitted(year.clerk, clerk)
    assert version.ahead_of_superior
    told = Notice.objects.get(user=chief)
    assert year.clerk.employee.full_name in told.text
    assert told.url == f"/tim/rencana/{year.clerk.uid}/"
    plans.plan_agree(actor=chief, version=version, seen=stamp(version), now=NOW)
    version.refresh_from_db()
    assert (version.state, version.decided_by) == (VersionState.AGREED, chief)
    assert Notice.objects.get(user=clerk).url == f"/kinerja/rencana/{year.clerk.uid}/"
    assert AuditEntry.objects.filter(action="performance.plan_agree", actor_id=chief.pk).count() == 1


def test_a_superior_with_an_agreed_plan_or_without_any_is_not_marked(year, city, clerk):
    build.filled(year.chief, VersionState.AGREED)
    assert not submitted(year.clerk, clerk).ahead_of_superior
    head = account(city.head, "kepala")
    assert not submitted(year.head, head).ahead_of_superior  # the mayor has no plan


def test_nobody_decides_the_own_plan_and_strangers_decide_none(year, city, clerk):
    stranger = account(city.stranger, "asing")
    version = submitted(year.clerk, clerk)
    Plan.objects.filter(pk=year.clerk.pk).update(rater=city.clerk)  # even if the line were wrong
    for actor in (clerk, stranger):
        held = PlanVersion.objects.get(pk=version.pk)
        with pytest.raises(Forbidden):
            plans.plan_agree(actor=actor, version=held, seen=stamp(held), now=NOW)
        with pytest.raises(Forbidden):
            plans.plan_return(actor=actor, version=held, seen=stamp(held), comment="x", now=NOW)
    version.refresh_from_db()
    assert version.state == VersionState.SUBMITTED


def test_returned_with_a_comment_mended_and_submitted_again(year, clerk, chief):
    version = submitted(year.clerk, clerk)
    with pytest.raises(Invalid):
        plans.plan_return(actor=chief, version=version, seen=stamp(version), comment="  ", now=NOW)
    plans.plan_return(actor=chief, version=version, seen=stamp(version), comment="Tambah mutu", now=NOW)
    version.refresh_from_db()
    assert (version.state, version.comment) == (VersionState.RETURNED, "Tambah mutu")
    content.result_add(actor=clerk, version=version, values={"text": "Mutu berkas"}, indicators=[GOOD], now=NOW)
    plans.plan_submit(actor=clerk, version=version, now=NOW)
    assert draft(year.clerk).state == VersionState.SUBMITTED


def test_a_decision_is_about_what_the_rater_saw(year, clerk, chief):
    version = submitted(year.clerk, clerk)
    seen = stamp(version)
    plans.plan_withdraw(actor=clerk, version=version, now=NOW)
    plans.plan_submit(actor=clerk, version=version, now=NOW.replace(hour=5))
    with pytest.raises(Conflict, match="diajukan ulang"):
        plans.plan_agree(actor=chief, version=version, seen=seen, now=NOW)
    assert draft(year.clerk).state == VersionState.SUBMITTED


@pytest.mark.db
def test_the_next_version_is_a_copy_with_lineage_and_replaces_when_agreed(year, clerk, chief):
    version = submitted(year.clerk, clerk)
    content.expectations_set(actor=chief, version=version, texts={"LOYAL": "Jaga rahasia"}, now=NOW)
    plans.plan_agree(actor=chief, version=version, seen=stamp(version), now=NOW)
    with pytest.raises(Invalid):
        plans.plan_revise(actor=clerk, plan=year.clerk, reason=" ", now=NOW)
    nxt = plans.plan_revise(actor=chief, plan=year.clerk, reason="Target kota berubah", now=NOW)
    assert (nxt.number, nxt.state, nxt.expectations.get().text) == (2, VersionState.DRAFT, "Jaga rahasia")
    old, new = version.results.get(), nxt.results.get()
    assert (old.lineage, old.indicators.get().lineage) == (new.lineage, new.indicators.get().lineage)
    with pytest.raises(Conflict):
        plans.plan_revise(actor=clerk, plan=year.clerk, reason="Lagi", now=NOW)
    row = new.indicators.get()
    content.result_change(
        actor=clerk, result=new, values={}, indicators=[Draft(values={"target": Decimal(95)}, pk=row.pk)], now=NOW
    )
    assert old.indicators.get().target == Decimal(90)
    plans.plan_submit(actor=clerk, version=nxt, now=NOW)
    nxt.refresh_from_db()
    plans.plan_agree(actor=chief, version=nxt, seen=stamp(nxt), now=NOW)
    states = dict(year.clerk.versions.values_list("number", "state"))
    assert states == {1: VersionState.REPLACED, 2: VersionState.AGREED}


@pytest.mark.db
def test_last_years_plan_fills_an_empty_draft_anew(year, city, clerk):
    version = draft(year.clerk)
    with pytest.raises(NotFound):
        copying.plan_copy(actor=clerk, version=version, now=NOW)
    before = build.filled(build.plan(build.cycle(2025), city.clerk, city.chief, city.division), VersionState.AGREED)
    assert copying.plan_copy(actor=clerk, version=version, now=NOW) == 2
    assert set(version.results.values_list("text", flat=True)) == set(before.results.values_list("text", flat=True))
    lineages = [set(one.results.values_list("lineage", flat=True)) for one in (version, before)]
    assert not lineages[0] & lineages[1]
    with pytest.raises(Conflict):
        copying.plan_copy(actor=clerk, version=version, now=NOW)


def test_annex_and_steps_are_kept_and_a_done_step_stays(year, clerk):
    version = draft(year.clerk)
    row = build.result(version)
    lines = {"dukungan": ["Pemindai", " ", "Pelatihan"], "konsekuensi": ["Pembinaan"]}
    content.annex_set(actor=clerk, version=version, lines=lines, now=NOW)
    assert [line.text for line in version.annex.filter(kind="dukungan")] == ["Pemindai", "Pelatihan"]
    period = year.cycle.periods.get(number=1).pk
    steps = [StepDraft(row.lineage, "Uji petik", period), StepDraft(row.lineage, "Lapor")]
    content.steps_set(actor=clerk, version=version, steps=steps, now=NOW)
    first = version.steps.get(text="Uji petik")
    content.step_done(actor=clerk, step=first, done=True, now=NOW)
    content.steps_set(actor=clerk, version=version, steps=[], now=NOW)
    assert [(step.text, step.done_at) for step in version.steps.all()] == [("Uji petik", NOW)]


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
def test_two_decide_at_once_and_one_is_told(year, clerk, chief, own_connection):
    version = submitted(year.clerk, clerk)
    seen, told = stamp(version), []

    def agree():
        try:
            plans.plan_agree(actor=chief, version=version, seen=seen, now=NOW)
        except Conflict as error:
            told.append(error.message)

    def give_back():
        try:
            plans.plan_return(actor=chief, version=version, seen=seen, comment="Tambah mutu", now=NOW)
        except Conflict as error:
            told.append(error.message)

    at_once([agree, give_back], own_connection)
    assert len(told) == 1
    assert "sudah berubah" in told[0]
    assert draft(year.clerk).state in {VersionState.AGREED, VersionState.RETURNED}
