"""`betang appraisals verify`: all frozen evaluations recomputed; altering any stored number is found."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from betang.cli import main
from betang.kernel.accounts.models import User
from betang.performance import frozen
from betang.performance.actions.answering import evaluation_receive
from betang.performance.actions.objections import objection_decide, objection_file, objection_hear
from betang.performance.models import (
    BehaviourRating,
    Decision,
    Evaluation,
    EvaluationState,
    Indicator,
    IndicatorValue,
    ItemRating,
    UnitAchievement,
)
from betang.performance.queries.verification import verify
from tests.people.build import NOW
from tests.performance import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(city):
    """A head and a clerk evaluated; the clerk's result was changed after an objection."""
    users, year = build.accounts(city), build.plans(city, agreed=True)
    third = build.period(year.cycle, 3)
    build.achievement(city.office, third, by=users.mayor)
    build.achievement(city.division, third, by=users.head)
    build.sent(year.head, third, by=users.mayor)
    sent = build.sent(year.clerk, third, by=users.chief, chosen_behaviour="DI_ATAS", reason="Warga memuji.")
    got = evaluation_receive(actor=users.clerk, evaluation=sent, now=NOW)
    objection = objection_file(actor=users.clerk, evaluation=got, reasons="Keliru.", now=NOW)
    for side, actor in (("employee", users.clerk), ("rater", users.chief)):
        objection = objection_hear(actor=actor, objection=objection, side=side, text="Ya.", now=NOW)
    objection_decide(
        actor=users.head, objection=objection, result="DI_ATAS", behaviour="DI_ATAS", reasoning="Benar.", now=NOW
    )
    return year


def reforged(row):
    """Make the digests of an altered evaluation fit again, as somebody with the code but without the keys could."""
    row.snapshot_digest = frozen.digest(row.snapshot)
    row.save()
    before, last = "", None
    for one in row.decisions.order_by("id"):
        one.digest = frozen.decision_digest(one, snapshot=row.snapshot_digest, before=before)
        one.save()
        before, last = one.digest, one
    assert last is not None


def forge_decision():
    row = Evaluation.objects.get(plan__leads_unit=False)
    Decision.objects.filter(evaluation=row, replaces=None).update(behaviour="DI_BAWAH", predicate="K")
    reforged(row)


def forge_objection():
    Decision.objects.exclude(replaces=None).update(result="SESUAI", predicate="B")
    reforged(Evaluation.objects.get(plan__leads_unit=False))


def test_everything_that_was_frozen_is_computed_again_and_fits(decided, capsys):
    assert main(["appraisals", "verify"]) == 0
    assert "2 evaluasi dan 3 keputusan" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("alter", "said"),
    [
        (
            lambda: ItemRating.objects.filter(evaluation__plan__leads_unit=True).update(rating="DI_ATAS"),
            "items.0.rating",
        ),
        (lambda: ItemRating.objects.update(proposed="DI_BAWAH"), "usulan pada butir"),
        (lambda: BehaviourRating.objects.filter(value="LOYAL").update(rating="DI_ATAS"), "behaviours.4.rating"),
        (lambda: BehaviourRating.objects.filter(value="LOYAL").delete(), "behaviours.4"),
        (lambda: IndicatorValue.objects.update(value=Decimal("95.0001")), "value"),
        (lambda: Indicator.objects.update(target=Decimal(91)), "target"),
        (lambda: UnitAchievement.objects.update(level="ISTIMEWA"), "achievement"),
        (lambda: Decision.objects.filter(replaces=None).update(predicate="SB"), "tidak cocok dengan sidiknya"),
        (lambda: Decision.objects.update(reason="Lain."), "tidak cocok dengan sidiknya"),
        (lambda: Decision.objects.exclude(replaces=None).delete(), "keputusan sesudah yang pertama bukan"),
        (lambda: Evaluation.objects.update(snapshot_digest="0" * 64), "snapshot tidak cocok"),
        (lambda: Evaluation.objects.update(sent_at=NOW + timedelta(days=1)), "waktu kirim"),
        (lambda: Evaluation.objects.update(state=EvaluationState.OPEN), "terbuka atau hilang"),
        (forge_decision, "jejak audit"),
        (forge_objection, "jejak audit"),
    ],
)
def test_altering_any_stored_number_is_found(decided, capsys, alter, said):
    alter()
    assert main(["appraisals", "verify"]) == 1
    assert re.search(said, capsys.readouterr().err)


def test_the_check_asks_as_many_questions_for_many_as_for_few(decided, city):
    with CaptureQueriesContext(connection) as few:
        assert verify().difference is None
    users = {user.username: user for user in User.objects.all()}
    second = build.period(decided.cycle, 2)
    build.achievement(city.division, second, by=users["kepala"])
    build.achievement(city.office, second, by=users["wali"])
    build.sent(decided.clerk, second, by=users["kabid"])
    build.sent(decided.head, second, by=users["wali"])
    with CaptureQueriesContext(connection) as many:
        assert verify().evaluations == 4
    assert len(many) == len(few)
