"""Rows for addresses with an id: by the address's name, a function that makes the arguments of each kind of row.

`own`: a row within reach of the account (the own file; for keepers of files somebody's of their office). `foreign`:
one of somebody else, in the other office. `unknown`: one that does not exist. Further kinds (`self`) where it matters.
The function gets the account, None for a visitor, and makes what it needs; it may be asked for many addresses at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any
from uuid import UUID

from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.accounts.models import User
from betang.kernel.calendar.models import LocalDay
from betang.kernel.crypto.files import file_store
from betang.ledger.fact_kinds import COUNT
from betang.ledger.models import FactImport, Source, SourceToken
from betang.people.models import Employee, Grant, ImportKind, ImportRun, ImportState, Team, TeamMember
from betang.performance.models import Cycle, Plan, PlanVersion, Result
from tests.access.account_rows import factors, sign_in_services, sign_ins, slips
from tests.access.appraisal_rows import APPRAISALS
from tests.access.fact_rows import FACTS
from tests.access.feedback_rows import FEEDBACK
from tests.access.goal_rows import closings, cycle_steps, cycles, goal_indicators, goals
from tests.access.kernel_rows import audit_entries, failed_jobs, jobs, notices
from tests.access.paper_rows import BUNDLES, PAPERS
from tests.access.people import (
    DATED,
    OTHER_OFFICE,
    OWN_OFFICE,
    RECORDED,
    SINCE,
    absence,
    employee,
    report_to,
    unit,
    user_with,
)
from tests.access.recognition_rows import AWARDS
from tests.access.service_rows import CATALOGUE, REQUESTS
from tests.portal.workbook.uploads import ready_run

Kinds = Mapping[str, Mapping[str, Any]]
NOBODY = UUID("00000000-0000-4000-8000-000000000000")


def rules_of_law(user: User | None) -> Kinds:
    """A rule of law is everybody's."""
    return {"own": {"topic": "eksp-2022", "name": "kuadran"}, "unknown": {"topic": "eksp-2022", "name": "tidak-ada"}}


def values_of_law(user: User | None) -> Kinds:
    """A value of law, likewise."""
    return {
        "own": {"topic": "angka-kredit", "name": "persentase"},
        "unknown": {"topic": "angka-kredit", "name": "tidak-ada"},
    }


def unit_pages(user: User | None) -> Kinds:
    """Units are known to all staff."""
    return {"own": {"code": unit(OTHER_OFFICE).code}, "unknown": {"code": "dinas-tidak-ada"}}


def some_people(user: User | None) -> dict[str, Employee]:
    """Somebody of the first office, of the other one, who reports to the account's employee, and that one's `self`."""
    found = {"own": employee(), "foreign": employee(office=OTHER_OFFICE)}
    myself = Employee.objects.filter(user=user).first() if user else None
    if myself:
        found["self"] = myself
        if user and user.username.startswith((Role.SUPERVISOR, Role.UNIT_HEAD)):
            found["report"] = report_to(myself, office=OTHER_OFFICE)
    return found


def files(user: User | None) -> Kinds:
    """The files of people."""
    return {**{kind: {"uid": one.uid} for kind, one in some_people(user).items()}, "unknown": {"uid": NOBODY}}


def absences(user: User | None) -> Kinds:
    """Absences of people; `crossed` is one under the address of somebody else, within reach."""
    people = some_people(user)
    found = {kind: {"uid": one.uid, "pk": absence(one).pk} for kind, one in people.items()}
    crossed = {"uid": people["own"].uid, "pk": found["foreign"]["pk"]}
    return {**found, "crossed": crossed, "unknown": {"uid": people["own"].uid, "pk": 10**9}}


def posts(user: User | None) -> Kinds:
    """Posts of people; `crossed` is one under the address of somebody else, within reach."""
    people = some_people(user)
    found = {kind: {"uid": one.uid, "pk": one.assignments.order_by("pk")[0].pk} for kind, one in people.items()}
    crossed = {"uid": people["own"].uid, "pk": found["foreign"]["pk"]}
    return {**found, "crossed": crossed, "unknown": {"uid": people["own"].uid, "pk": 10**9}}


def grants(user: User | None) -> Kinds:
    """Rights of somebody else, and one's own (`self`)."""
    other = Grant.objects.get(user=user_with(Role.OFFICER))
    mine = Grant.objects.filter(user=user).first() if user else None
    return {"own": {"pk": other.pk}, **({"self": {"pk": mine.pk}} if mine else {}), "unknown": {"pk": 10**9}}


def some_teams() -> dict[str, TeamMember]:
    """A team of each office, with one who is in it."""
    found = {}
    for kind, office in (("own", OWN_OFFICE), ("foreign", OTHER_OFFICE)):
        team = Team.objects.create(name=f"Tim Uji {Team.objects.count()}", unit=unit(office), from_date=SINCE)
        found[kind] = TeamMember.objects.create(team=team, employee=employee(office=office), **DATED)
    return found


def team_pages(user: User | None) -> Kinds:
    """Teams of both offices."""
    return {**{kind: {"pk": row.team_id} for kind, row in some_teams().items()}, "unknown": {"pk": 10**9}}


def members(user: User | None) -> Kinds:
    """Memberships; `crossed` is one under the address of the other team."""
    found = {kind: {"pk": row.team_id, "member": row.pk} for kind, row in some_teams().items()}
    team = found["own"]["pk"]
    return {
        **found,
        "crossed": {"pk": team, "member": found["foreign"]["member"]},
        "unknown": {"pk": team, "member": 10**9},
    }


def imports(user: User | None) -> Kinds:
    """A file that was brought in and given up."""
    run = ImportRun.objects.create(
        kind=ImportKind.UNITS,
        state=ImportState.DROPPED,
        counts={"baru": 0, "berubah": 0, "tetap": 1, "tidak_di_berkas": 0},
        day=SINCE,
        uploaded_by=user_with(Role.BKPSDM),
        uploaded_at=RECORDED,
    )
    return {"own": {"pk": run.pk}, "unknown": {"pk": NOBODY}}


def import_templates(user: User | None) -> Kinds:
    """The template of a kind of file."""
    return {"own": {"kind": ImportKind.UNITS.value}, "unknown": {"kind": "tidak-ada"}}


def local_days(user: User | None) -> Kinds:
    """A day of the city's calendar is the administrator's, whoever recorded it."""
    made = LocalDay.objects.create(
        day=SINCE, kind="libur", name="Uji", basis="Uji", added_at=RECORDED, added_by=user_with(Role.ADMIN)
    )
    return {"own": {"day": made.pk}, "unknown": {"day": 10**9}}


def workbooks(user: User | None) -> Kinds:
    """Uploads of the account and of somebody else, each with a result of two people in two units."""
    runs = {"own": ready_run(user or user_with(Role.UNIT_ADMIN)), "foreign": ready_run(user_with(Role.UNIT_ADMIN))}
    return {**{kind: {"run": run.pk} for kind, run in runs.items()}, "unknown": {"run": NOBODY}}


def workbook_places(user: User | None) -> Kinds:
    """The first unit, or person, of uploads."""
    return {kind: {**kwargs, "key": 1} for kind, kwargs in workbooks(user).items()}


def some_plans(user: User | None) -> dict[str, Plan]:
    """The plan of the account's employee, one it rates and that was submitted, and one of the other office."""
    me = Employee.objects.filter(user=user).first() if user else None
    people: dict[str, tuple[Employee, Employee | None]] = {
        "own": (me or employee(), None),
        "foreign": (employee(office=OTHER_OFFICE), None),
    }
    if me:
        people["rated"] = (employee(office=OTHER_OFFICE), me)
    return {kind: a_plan(who, rater, submitted=kind == "rated") for kind, (who, rater) in people.items()}


def a_plan(who: Employee, rater: Employee | None, *, submitted: bool) -> Plan:
    """A plan with a first version that holds one result; the one there is already."""
    if found := who.plans.first():
        return found
    year = Cycle.objects.get(year=cycles(None)["own"]["year"])
    where = who.assignments.get().position.unit
    dates = {"from_date": year.from_date, "to_date": year.to_date, "opened_at": RECORDED}
    made = Plan.objects.create(cycle=year, employee=who, unit=where, rater=rater, approach="kuantitatif", **dates)
    stamps = {"state": "diajukan", "submitted_at": RECORDED} if submitted else {}
    version = PlanVersion.objects.create(plan=made, number=1, created_at=RECORDED, **stamps)
    Result.objects.create(version=version, text="Terwujudnya hasil uji")
    return made


def plans(user: User | None) -> Kinds:
    """Plans of a year."""
    return {**{kind: {"uid": one.uid} for kind, one in some_plans(user).items()}, "unknown": {"uid": NOBODY}}


def matrix_cells(user: User | None) -> Kinds:
    """Cells of the matrix: somebody's plan below a result of one's own."""
    found = some_plans(user)
    lineage = found["own"].versions.get().results.get().lineage
    return {
        **{kind: {"uid": one.uid, "lineage": lineage} for kind, one in found.items()},
        "unknown": {"uid": NOBODY, "lineage": lineage},
    }


def matrix_goals(user: User | None) -> Kinds:
    """Cells of the matrix below a goal that is not of a unit one leads."""
    return {kind: {**row, "goal": 10**9} for kind, row in plans(user).items()}


def plan_results(user: User | None) -> Kinds:
    """Results of plans; `unknown` is one that does not exist."""
    found = {
        kind: {"uid": one.uid, "pk": one.versions.get().results.get().pk} for kind, one in some_plans(user).items()
    }
    return {**found, "unknown": {"uid": NOBODY, "pk": 10**9}}


def plan_indicators(user: User | None) -> Kinds:
    """Indicators of such results."""
    found = {}
    for kind, one in some_plans(user).items():
        result = one.versions.get().results.get()
        made = result.indicators.first() or result.indicators.create(text="Uji", polarity="positif")
        found[kind] = {"uid": one.uid, "pk": made.pk}
    return {**found, "unknown": {"uid": NOBODY, "pk": 10**9}}


def sources(user: User | None) -> Kinds:
    """A system that sends facts is the administrator's, whoever registered it."""
    made = Source.objects.create(uri=f"/uji/{Source.objects.count()}", name="Uji", registered_at=RECORDED)
    SourceToken.objects.create(
        source=made, digest=made.uri, tail="abcd", made_at=RECORDED, expires_at=RECORDED.replace(year=2100)
    )
    return {"own": {"pk": made.pk}, "unknown": {"pk": 10**9}}


def fact_imports(user: User | None) -> Kinds:
    """A file with facts that was brought in and given up."""
    kept = file_store(
        content=BytesIO(b'{"faults": [], "total": 0, "lines": [], "more": 0}'), name="x", media_type="x", now=RECORDED
    )
    made = FactImport.objects.create(
        source=Source.objects.create(uri=f"/uji/{Source.objects.count()}", name="Uji", registered_at=RECORDED),
        kind=COUNT.name,
        file=kept,
        preview=kept,
        state="dibatalkan",
        counts={"baru": 0, "koreksi": 0, "tetap": 0},
        uploaded_by=user_with(Role.BKPSDM),
        uploaded_at=RECORDED,
    )
    return {"own": {"pk": made.pk}, "unknown": {"pk": NOBODY}}


def fact_templates(user: User | None) -> Kinds:
    """The template of a kind of facts."""
    return {"own": {"kind": COUNT.name}, "unknown": {"kind": "tidak.ada"}}


OF_NOBODY: dict[str, Callable[[User | None], Kinds]] = {
    **CATALOGUE,
    "rule": rules_of_law,
    "value": values_of_law,
    "audit_entry": audit_entries,
    "audit_reveal": audit_entries,
    "job_retry": failed_jobs,
    "unit": unit_pages,
    "unit_absences": unit_pages,
    "grant_end": grants,
    "import": imports,
    "import_apply": imports,
    "import_drop": imports,
    "import_template": import_templates,
    "import_current": import_templates,
    "openid_connect_callback": sign_in_services,
    "calendar_day_void": local_days,
    "fact_import": fact_imports,
    "fact_import_apply": fact_imports,
    "fact_import_drop": fact_imports,
    "fact_template": fact_templates,
    **dict.fromkeys(("source", "source_renew", "source_close", "source_entrust"), sources),
    **PAPERS,
    "cycle": cycles,
    "cycle_follow": cycles,
    "cycle_deadline": cycle_steps,
    "cycle_monitor": cycle_steps,
    "cycle_close": closings,
    **AWARDS,
}
OF_SOMEBODY: dict[str, Callable[[User | None], Kinds]] = {
    "goal": goals,
    "goal_edit": goals,
    "goal_end": goals,
    "goal_indicator_new": goals,
    "goal_indicator_edit": goal_indicators,
    "goal_indicator_end": goal_indicators,
    "goal_measure": goal_indicators,
    "job": jobs,
    "notice_open": notices,
    "person": files,
    "person_history": files,
    "person_absences": files,
    "person_reveal": files,
    "person_correct": files,
    "superior_set": files,
    "post_new": files,
    "status_new": files,
    "absence_new": files,
    "absence_void": absences,
    "post_end": posts,
    "post_void": posts,
    "grade_new": files,
    "team": team_pages,
    "member_new": team_pages,
    "member_end": members,
    "account_session_end": sign_ins,
    "factor_remove": factors,
    "code_slips": slips,
    "workbook": workbooks,
    "workbook_unit": workbook_places,
    "workbook_person": workbook_places,
    "workbook_download": workbooks,
    "workbook_delete": workbooks,
    "plan": plans,
    "plan_paper": plans,
    "contribution_of": plans,
    "plan_edit": plans,
    "plan_result_new": plans,
    "plan_annex": plans,
    "plan_import": plans,
    "plan_steps": plans,
    "plan_begin": plans,
    "plan_submit": plans,
    "plan_withdraw": plans,
    "plan_copy": plans,
    "plan_expectations": plans,
    "plan_revise": plans,
    "plan_decide": plans,
    "plan_agree": plans,
    "plan_return": plans,
    "plan_result": plan_results,
    "plan_matrix_seed": matrix_cells,
    "plan_matrix_goal": matrix_goals,
    "plan_measure": plan_indicators,
    "plan_result_remove": plan_results,
    "plan_result_move": plan_results,
    **APPRAISALS,
    **FEEDBACK,
    **REQUESTS,
    **FACTS,
    **BUNDLES,
}
ROWS = {**OF_NOBODY, **OF_SOMEBODY}
COMMON = {*OF_NOBODY}  # rows that belong to nobody: there is no foreign one


class Maker:
    """Makes the rows of an account, each kind once, however many addresses ask for it."""

    def __init__(self, user: User | None) -> None:
        self.user = user
        self.made: dict[Callable[[User | None], Kinds], Kinds] = {}

    def urls(self, name: str) -> dict[str, str]:
        """Give the address of each kind of row, under "" for an address without an id."""
        if name not in ROWS:
            return {"": reverse(name)}
        make = ROWS[name]
        if make not in self.made:
            self.made[make] = make(self.user)
        return {kind: reverse(name, kwargs=dict(kwargs)) for kind, kwargs in self.made[make].items()}
