"""Rows of feedback for the permission matrix; see tests/access/rows.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from betang.kernel.accounts.models import User
from betang.people.models import Employee
from betang.performance.models import CheckIn, CheckInStep, Feedback, FeedbackRequest, Guidance
from tests.access.people import OTHER_OFFICE, RECORDED, employee
from tests.access.recognition_rows import RECOGNITION

Kinds = Mapping[str, Mapping[str, Any]]
NOBODY = UUID("00000000-0000-4000-8000-000000000000")


def _two(user: User | None) -> dict[str, Employee]:
    """The account's employee (somebody, for a visitor), and somebody of the other office."""
    me = Employee.objects.filter(user=user).first() if user else None
    return {"own": me or employee(), "foreign": employee(office=OTHER_OFFICE)}


def received(user: User | None) -> Kinds:
    """Feedback that somebody received."""
    found = {}
    for kind, who in _two(user).items():
        row = Feedback.objects.create(
            giver=employee(office=OTHER_OFFICE), receiver=who, relation="rekan", thumb="SESUAI", situation="Uji.",
            behaviour="Uji.", given_at=RECORDED,
        )  # fmt: skip
        found[kind] = {"uid": row.uid}
    return {**found, "unknown": {"uid": NOBODY}}


def requests(user: User | None) -> Kinds:
    """Requests that somebody is to answer."""
    rows = {
        kind: FeedbackRequest.objects.create(asker=employee(office=OTHER_OFFICE), giver=who, asked_at=RECORDED)
        for kind, who in _two(user).items()
    }
    return {**{kind: {"uid": row.uid} for kind, row in rows.items()}, "unknown": {"uid": NOBODY}}


def receivers(user: User | None) -> Kinds:
    """People to give feedback to: of the account's unit, of the other office, and oneself."""
    from tests.access.rows import files

    return files(user)


def plans(user: User | None) -> Kinds:
    """Plans whose feedback is read."""
    from tests.access.rows import plans as of_plans

    return of_plans(user)


def checkins(user: User | None) -> Kinds:
    """Check-ins of one's own plan and of the other office's."""
    from tests.access.rows import some_plans

    found = {}
    for kind, plan in some_plans(user).items():
        if kind != "rated":
            row = CheckIn.objects.create(
                plan=plan, day=plan.from_date, agenda="Uji.", proposed_by=plan.employee, proposed_at=RECORDED
            )
            found[kind] = {"uid": row.uid}
    return {**found, "unknown": {"uid": NOBODY}}


def checkin_steps(user: User | None) -> Kinds:
    """A step of each of them."""
    found = {}
    for kind, row in checkins(user).items():
        checkin = CheckIn.objects.filter(uid=row["uid"]).first()
        step = CheckInStep.objects.create(checkin=checkin, text="Uji", due_date=checkin.day).pk if checkin else 10**9
        found[kind] = {**row, "step": step}
    return found


def guidance(user: User | None) -> Kinds:
    """Records about the account, about somebody it rates (coaching, and counselling), and about others."""
    from tests.access.rows import some_plans

    plans_of, found = some_plans(user), {}
    wanted = [("own", "own", "bimbingan"), ("foreign", "foreign", "bimbingan")]
    wanted += [("rated", "rated", "bimbingan"), ("secret", "rated", "konseling")] if "rated" in plans_of else []
    for kind, of, what in wanted:
        row = Guidance.objects.create(
            plan=plans_of[of], guide=employee(office=OTHER_OFFICE), kind=what, day=plans_of[of].from_date, topic="Uji.",
            talked="Uji.", opened_at=RECORDED,
        )  # fmt: skip
        found[kind] = {"uid": row.uid}
    return {**found, "unknown": {"uid": NOBODY}}


FEEDBACK = {
    "guidance_new": plans,
    **dict.fromkeys(("guidance", "guidance_write", "guidance_reply", "guidance_confirm"), guidance),
    **RECOGNITION,
    "checkins": plans,
    "checkin": checkins,
    "checkin_confirm": checkins,
    "checkin_step_add": checkins,
    "checkin_step_done": checkin_steps,
    "feedback_to": receivers,
    "feedback_request": requests,
    "feedback_decline": requests,
    "feedback_one": received,
    "feedback_reply": received,
    "feedback_use": received,
    "feedback_of_plan": plans,
}
