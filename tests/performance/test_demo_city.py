"""What a visitor of the demo city finds: all that was rated was sent, nobody rates each other, people talk."""

from betang.people.models import ReportingLine
from betang.people.queries import reconcile
from betang.performance.models import (
    Calibration,
    CalibrationProposal,
    CheckIn,
    Cycle,
    Decision,
    DecisionBy,
    Feedback,
    FeedbackRequest,
    Period,
    Plan,
    Result,
    Thanks,
)
from betang.performance.queries.closing import rated
from betang.performance.queries.plans_due import people_due
from tests.people.city import DAY, TestCity


def test_everything_rated_was_sent_and_who_reports_to_each_other_is_rated_by_who_did_before(tiny_city: TestCity):
    assert [
        period for period in Period.objects.filter(number__in=(1, 2, 3)) if rated(period, actor=None).exists()
    ] == []
    found = reconcile.findings(tiny_city.viewer("bkpsdm"), day=DAY)
    ring = [one for one in found if one.problem == reconcile.Problem.RING]
    assert ring
    for one in ring:
        plan = Plan.objects.get(employee=one.employee_id, from_date__lte=DAY, to_date__gte=DAY)
        earlier = ReportingLine.objects.filter(employee=one.employee_id, to_date__lt=DAY).latest("from_date")
        assert plan.rater_id == earlier.superior_id != one.superior_id
    assert people_due(Cycle.objects.get(), day=DAY) == []


def test_demo_accounts_hear_ask_and_meet_and_a_sitting_ended(tiny_city: TestCity):
    for name in ("pegawai", "atasan", "kepala", "petugas"):
        me = tiny_city.employee(name)
        assert Feedback.objects.filter(receiver=me).exists()
        assert CheckIn.objects.filter(plan__employee=me, confirmed_at__isnull=False).exists()
        assert CheckIn.objects.filter(plan__employee=me, confirmed_at__isnull=True, day__gt=DAY).exists()
        assert FeedbackRequest.objects.filter(asker=me).exists()
    assert Thanks.objects.filter(public_at__isnull=False).exists()
    assert not Feedback.objects.filter(given_at__gt=tiny_city.now).exists()
    sitting = Calibration.objects.get()
    assert sitting.locked_at
    assert sitting.conclusion
    assert set(CalibrationProposal.objects.values_list("outcome", flat=True)) == {"diterima", "dipertahankan"}
    assert Decision.objects.filter(by=DecisionBy.CALIBRATION).count() == 1
    heads = Result.objects.filter(goal__unit__code="kota", version__plan__leads_unit=True)
    assert heads.exists()
