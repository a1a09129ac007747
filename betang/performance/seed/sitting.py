"""A finished calibration in the demo city: held before the last finished part of the year was sent, by the actions.

Two cases were looked at: one proposal was accepted by the rater, one was answered with reasons and not followed.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from betang.kernel.accounts.models import User
from betang.people.models import Unit
from betang.performance.actions.calibration import calibration_hand_in, calibration_lock, calibration_open
from betang.performance.actions.calibration_cases import calibration_answer, calibration_propose
from betang.performance.models import Calibration, CalibrationAnswer, CalibrationCase, Period
from betang.performance.queries.calibration import can_sit, plans_in

KEEPER, OFFICE = "bkpsdm", "disdukcapil"
MEMBERS = ("kepala", "sekda", "atasan")
OTHER = {"DI_ATAS": "SESUAI", "SESUAI": "DI_ATAS", "DI_BAWAH": "SESUAI"}


def hold(period: Period, *, morning: Any, texts: Mapping[str, str]) -> Calibration | None:
    """Hold a sitting over one office when its raters have rated; None where the demo city has no such office."""
    keeper = User.objects.filter(username=KEEPER).first()
    units = list(Unit.objects.filter(path__contains=f"/{key}/").order_by("path")) if (key := office()) else []
    day = period.to_date + timedelta(days=6)
    members = list(can_sit(day).filter(user__username__in=MEMBERS))
    if keeper is None or not units or len(members) < 2:
        return None
    made = calibration_open(
        actor=keeper, period=period, units=units, members=members, due=day + timedelta(days=1), now=morning(day)
    )
    raters = User.objects.filter(employee__in=plans_in(made).values("rater")).order_by("pk")
    for rater in raters.filter(username__in=MEMBERS):
        calibration_hand_in(actor=rater, calibration=made, now=morning(day))
    later: datetime = morning(day + timedelta(days=1))
    discuss(made, "atasan", "kepala", CalibrationAnswer.ACCEPTED, texts, now=later)
    discuss(made, "atasan", "sekda", CalibrationAnswer.KEPT, texts, now=later)
    return calibration_lock(actor=keeper, calibration=made, conclusion=texts["conclusion"], now=later)


def office() -> int | None:
    """Give the key of the office that is calibrated."""
    return Unit.objects.filter(code=OFFICE).values_list("pk", flat=True).first()


def discuss(
    sitting: Calibration, rater: str, member: str, outcome: str, texts: Mapping[str, str], *, now: datetime
) -> None:
    """Propose other ratings in the next case of a rater, for the rater to answer."""
    cases = CalibrationCase.objects.filter(calibration=sitting, evaluation__plan__rater__user__username=rater)
    cases = cases.exclude(evaluation__plan__employee__user__username__in=MEMBERS).exclude(
        evaluation__plan__leads_unit=True
    )
    case = cases.filter(proposals=None).select_related("calibration").order_by("pk").first()
    if case is None or not User.objects.filter(username=member, employee__in=sitting.members.all()).exists():
        return
    proposal = calibration_propose(
        actor=User.objects.get(username=member), case=case, result=OTHER[case.result], behaviour=OTHER[case.result],
        reason=texts["reason"], now=now,
    )  # fmt: skip
    calibration_answer(
        actor=User.objects.get(username=rater), case=case, proposal=proposal, outcome=outcome,
        answer=texts[outcome], now=now,
    )  # fmt: skip
