"""Rows of evaluations and objections for the permission matrix; see tests/access/rows.py.

`rated`: of somebody the account rates, not yet sent. `sent`: of somebody else in the other office, sent. `heard`: an
objection that the account hears.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from betang.kernel.access.roles import Role
from betang.kernel.accounts.models import User
from betang.people.models import Employee
from betang.performance.models import (
    ActionStep,
    Calibration,
    CalibrationCase,
    Decision,
    Evaluation,
    ImprovementPlan,
    ImprovementStep,
    Objection,
    Period,
    Plan,
)
from betang.performance.models.levels import VALUES
from tests.access.people import OTHER_OFFICE, OWN_OFFICE, RECORDED, employee, unit, user_with

Kinds = Mapping[str, Mapping[str, Any]]
NOBODY = UUID("00000000-0000-4000-8000-000000000000")
NUMBER, OF_OBJECTIONS, OF_IMPROVEMENT, OF_CALIBRATION = 1, 2, 3, 4
RATING = "SESUAI"


def period(plan: Plan, number: int = NUMBER) -> Period:
    """A period of a plan's year."""
    year = plan.cycle
    found = Period.objects.filter(cycle=year, number=number).first()
    return found or Period.objects.create(cycle=year, number=number, from_date=year.from_date, to_date=year.to_date)


def evaluations(user: User | None) -> Kinds:
    """Evaluations of one's own plan, of one that is rated, of the other office: not sent, and sent."""
    from tests.access.rows import a_plan, some_plans

    found = some_plans(user)
    for plan in found.values():
        period(plan)
    other = a_plan(employee(office=OTHER_OFFICE), None, submitted=False)
    sent_evaluation(other)
    rows = {kind: {"uid": plan.uid, "number": NUMBER} for kind, plan in {**found, "sent": other}.items()}
    return {**rows, "unknown": {"uid": NOBODY, "number": NUMBER}}


def sent_evaluation(plan: Plan, state: str = "dikirim", *, number: int = NUMBER) -> Evaluation:
    """An evaluation that was sent, with its decision."""
    behaviours = [{"value": value, "rating": RATING, "feedback": "", "own": ""} for value, _words in VALUES]
    content = {"day": "2025-12-31", "head": False, "achievement": "BAIK", "items": [], "behaviours": behaviours}
    made = Evaluation.objects.create(
        plan=plan, period=period(plan, number), state=state, snapshot={"content": content}, sent_at=RECORDED,
        received_at=RECORDED,
    )  # fmt: skip
    Decision.objects.create(
        evaluation=made, by="penilai", result=RATING, behaviour=RATING, predicate="B", decided_at=RECORDED,
        decided_by=user_with(Role.SUPERVISOR),
    )  # fmt: skip
    return made


def objections(user: User | None) -> Kinds:
    """One's own objection, one that one hears, and one of somebody else."""
    from tests.access.rows import a_plan

    me = Employee.objects.filter(user=user).first() if user else None
    people = {"own": me or employee(), "foreign": employee(office=OTHER_OFFICE)}
    if me:
        people["heard"] = employee(office=OTHER_OFFICE)
    found = {}
    for kind, person in people.items():
        plan = a_plan(person, None, submitted=False)
        row = Objection.objects.filter(evaluation__plan=plan).first() or Objection.objects.create(
            evaluation=sent_evaluation(plan, "keberatan", number=OF_OBJECTIONS), reasons="Uji.", filed_at=RECORDED,
            filed_by=user or user_with(Role.EMPLOYEE), judge=me if kind == "heard" else None,
        )  # fmt: skip
        found[kind] = {"uid": row.uid}
    return {**found, "unknown": {"uid": NOBODY}}


def statements(user: User | None) -> Kinds:
    """What the employee's side says to objections."""
    return {kind: {**row, "side": "pegawai"} for kind, row in objections(user).items()}


def unit_achievements(user: User | None) -> Kinds:
    """Achievements of both offices, and of a unit that does not exist."""
    from tests.access.rows import some_plans

    held = period(some_plans(None)["own"])
    codes = {"own": unit(OWN_OFFICE).code, "foreign": unit(OTHER_OFFICE).code, "unknown": "dinas-tidak-ada"}
    return {kind: {"code": code, "year": held.cycle.year, "number": NUMBER} for kind, code in codes.items()}


def calibration_cases(user: User | None) -> Kinds:
    """Cases about oneself, of somebody one rates, one sits over, and of a sitting that one has no part in."""
    made = cases_of(user)
    return {**{kind: {"uid": one.uid} for kind, one in made.items()}, "unknown": {"uid": NOBODY}}


def sittings(user: User | None) -> Kinds:
    """The sittings of these cases."""
    made = cases_of(user)
    return {**{kind: {"uid": one.calibration.uid} for kind, one in made.items()}, "unknown": {"uid": NOBODY}}


def cases_of(user: User | None) -> dict[str, CalibrationCase]:
    """Make a sitting of its own for each case; only that of `rated` is over the office of somebody one rates."""
    from tests.access.rows import a_plan, some_plans

    me = Employee.objects.filter(user=user).first() if user else None
    found = {kind: plan for kind, plan in some_plans(user).items() if kind != "foreign"}
    found["foreign"] = a_plan(employee(office=OTHER_OFFICE), None, submitted=False)
    if me:
        found["sits"] = a_plan(employee(office=OTHER_OFFICE), None, submitted=False)
    made = {}
    for kind, plan in found.items():
        sitting = Calibration.objects.create(
            period=period(plan, OF_CALIBRATION), due_date=date(2999, 1, 1), opened_at=RECORDED,
            opened_by=user_with(Role.SUPERVISOR),
        )  # fmt: skip
        sitting.units.set([unit(OTHER_OFFICE if kind == "rated" else OWN_OFFICE)])
        sitting.members.set([me] if kind == "sits" and me else [])
        evaluation, _made = Evaluation.objects.get_or_create(plan=plan, period=sitting.period)
        made[kind] = CalibrationCase.objects.create(
            calibration=sitting, evaluation=evaluation, edition=0, result=RATING, behaviour=RATING, predicate="B",
            handed_at=RECORDED,
        )  # fmt: skip
    return made


def plans(user: User | None) -> Kinds:
    """Plans whose rater changes."""
    from tests.access.rows import plans as of_plans

    return of_plans(user)


def people_with_plans(user: User | None) -> Kinds:
    """People with plans: oneself, one that is rated, one of the other office."""
    from tests.access.rows import some_plans

    return {
        **{kind: {"uid": plan.employee.uid} for kind, plan in some_plans(user).items()},
        "unknown": {"uid": NOBODY},
    }


def improvements(user: User | None) -> Kinds:
    """Plans to do better: one's own, one of somebody one rates, one of the other office."""
    from tests.access.rows import a_plan

    me = Employee.objects.filter(user=user).first() if user else None
    people: dict[str, tuple[Employee, Employee | None]] = {"own": (me or employee(), None)}
    people["foreign"] = (employee(office=OTHER_OFFICE), None)
    if me:
        people["rated"] = (employee(office=OTHER_OFFICE), me)
    found = {}
    for kind, (who, rater) in people.items():
        plan = a_plan(who, rater, submitted=False)
        row = ImprovementPlan.objects.filter(evaluation__plan=plan).first()
        if row is None:
            sent = sent_evaluation(plan, number=OF_IMPROVEMENT)
            row = ImprovementPlan.objects.create(
                evaluation=sent, need="Uji.", opened_at=RECORDED, opened_by=user_with(Role.SUPERVISOR)
            )
            ImprovementStep.objects.create(improvement=row, text="Uji.", due_date=RECORDED.date())
        found[kind] = {"uid": row.uid}
    return {**found, "unknown": {"uid": NOBODY}}


def improvement_steps(user: User | None) -> Kinds:
    """The first step of each."""
    rows = improvements(user)
    steps = dict(ImprovementStep.objects.values_list("improvement__uid", "pk"))
    return {kind: {**row, "pk": steps.get(row["uid"], 1)} for kind, row in rows.items()}


def plan_steps(user: User | None) -> Kinds:
    """Steps of the action plan of such plans."""
    from tests.access.rows import some_plans

    rows = {}
    for kind, plan in some_plans(user).items():
        version = plan.versions.get()
        made = ActionStep.objects.create(version=version, result_lineage=version.results.get().lineage, text="Uji")
        rows[kind] = {"uid": plan.uid, "pk": made.pk}
    return {**rows, "unknown": {"uid": NOBODY, "pk": 10**9}}


APPRAISALS = {
    "plan_step_done": plan_steps,
    "improvement": improvements,
    "improvement_new": evaluations,
    "improvement_step_new": improvements,
    "improvement_step": improvement_steps,
    "improvement_close": improvements,
    "credit_person": people_with_plans,
    "evaluation": evaluations,
    "evaluation_rate": evaluations,
    "evaluation_paper": evaluations,
    "evaluation_facts": evaluations,
    "evaluation_draw": evaluations,
    "evaluation_save": evaluations,
    "evaluation_send": evaluations,
    "evaluation_self": evaluations,
    "evaluation_receive": evaluations,
    "evaluation_answer": evaluations,
    "objection_file": evaluations,
    "evaluation_unit": unit_achievements,
    "evaluation_rater": plans,
    "calibration": sittings,
    "calibration_compare": sittings,
    "calibration_hand_in": sittings,
    "calibration_lock": sittings,
    "calibration_case": calibration_cases,
    "calibration_propose": calibration_cases,
    "calibration_answer": calibration_cases,
    "objection": objections,
    "objection_hear": statements,
    "objection_decide": objections,
    "objection_assign": objections,
}
