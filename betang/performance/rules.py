"""Who may see and do what with plans and evaluations; each rule gives the rows of plans within reach.

One's own; those one rates; those of units one leads, with all below; and those of everybody for the personnel agency,
the leadership and the inspectorate. What an evaluation says before it was sent is for its rater alone.
"""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.people.models import Unit
from betang.performance.models import Calibration, EvaluationState, GuidanceKind, Plan

NOBODY = Q(pk__in=[])
EVERYBODY = Q(pk__isnull=False)
READERS = (Role.BKPSDM, Role.LEADERSHIP, Role.MAYOR, Role.AUDITOR)
# Who holds the role of calibration: the members of a sitting, while it is open; takes the account and the day.
SITS = """
    SELECT 'calibration', NULL
    FROM performance_calibration_members seat
    JOIN people_employee person ON person.id = seat.employee_id
    JOIN performance_calibration sitting ON sitting.id = seat.calibration_id
    WHERE person.user_id = %s AND sitting.locked_at IS NULL AND sitting.due_date >= %s
"""
GOVERNING = (Role.MAYOR, Role.LEADERSHIP, Role.BKPSDM)


def own_plan(viewer: Viewer) -> Q:
    """Give one's own plans."""
    return Q(employee=viewer.employee_id) if viewer.employee_id else NOBODY


def may_rate_plan(viewer: Viewer) -> Q:
    """Tell which plans somebody agrees and evaluates: those with this rater, never one's own."""
    return Q(rater=viewer.employee_id) & ~own_plan(viewer) if viewer.employee_id else NOBODY


def may_see_plan(viewer: Viewer) -> Q:
    """Tell which plans may be read."""
    if viewer.has(*READERS):
        return EVERYBODY
    led = Q(unit__in=viewer.leads) if viewer.has(Role.UNIT_HEAD) else NOBODY
    return own_plan(viewer) | may_rate_plan(viewer) | led


def may_monitor_plan(viewer: Viewer) -> Q:
    """Tell of which plans the progress is watched: all by readers of the whole city, else those of units one leads."""
    if viewer.has(*READERS):
        return EVERYBODY
    return Q(unit__in=viewer.leads) if viewer.has(Role.UNIT_HEAD) else NOBODY


def may_take_papers_of(viewer: Viewer) -> Q:
    """Tell of which units all papers may be taken at once: whose plans one may read all of; over units."""
    if viewer.has(*READERS):
        return EVERYBODY
    return Q(pk__in=viewer.leads) if viewer.has(Role.UNIT_HEAD) else NOBODY


def may_rate_unit(viewer: Viewer) -> Q:
    """Tell of which units the achievement is set: those below one one leads; the main units by the city's leadership.

    Never the unit by whose achievement one is rated oneself.
    """
    below = Q(parent__in=viewer.leads) if viewer.has(Role.UNIT_HEAD) else NOBODY
    main = Q(parent__isnull=True) | Q(parent__parent__isnull=True)
    if viewer.has(Role.MAYOR):
        return below | main
    if viewer.has(Role.LEADERSHIP):
        below |= main & ~Q(pk__in=viewer.leads)
    return below & ~Q(plans__in=Plan.objects.filter(own_plan(viewer), leads_unit=True))


def may_see_evaluation(viewer: Viewer) -> Q:
    """Tell which evaluations may be read: those one rates; once sent, those within reach and those one hears."""
    sent = ~Q(state=EvaluationState.OPEN)
    heard = Q(objection__judge=viewer.employee_id) if viewer.employee_id else NOBODY
    within = Q(plan__in=Plan.objects.filter(may_see_plan(viewer))) | heard
    return Q(plan__in=Plan.objects.filter(may_rate_plan(viewer))) | (sent & within)


def may_see_objection(viewer: Viewer) -> Q:
    """Tell which objections may be read: one's own, those one hears or rated; by agency and inspectorate all."""
    if viewer.has(Role.BKPSDM, Role.AUDITOR):
        return EVERYBODY
    mine = viewer.employee_id
    if not mine:
        return NOBODY
    return Q(judge=mine) | Q(evaluation__plan__employee=mine) | Q(evaluation__plan__rater=mine)


def may_see_improvement(viewer: Viewer) -> Q:
    """Tell which plans to do better may be read: one's own, those of people one rates; by city leadership and agency.

    Not by heads of units above and not by the inspectorate: who does badly is nobody else's business.
    """
    if viewer.has(Role.BKPSDM, Role.LEADERSHIP, Role.MAYOR):
        return EVERYBODY
    mine = viewer.employee_id
    return Q(evaluation__plan__employee=mine) | Q(evaluation__plan__rater=mine) if mine else NOBODY


def may_see_calibration(viewer: Viewer) -> Q:
    """Tell which sittings may be read: those one hands ratings to, while open those one sits in; all by agency and
    inspectorate.
    """
    if viewer.has(Role.BKPSDM, Role.AUDITOR):
        return EVERYBODY
    if not viewer.employee_id:
        return NOBODY
    handed = Calibration.objects.filter(
        units__plans__rater=viewer.employee_id, units__plans__cycle=F("period__cycle")
    ).values("pk")
    return Q(pk__in=handed) | Q(pk__in=sat_in(viewer))


def sat_in(viewer: Viewer) -> QuerySet[Calibration, Any]:
    """Select the open sittings somebody is a member of: the role ends with the sitting, and so does what it may."""
    if not viewer.has(Role.CALIBRATION):
        return Calibration.objects.none().values("pk")
    rows = Calibration.objects.filter(members=viewer.employee_id, locked_at=None, due_date__gte=viewer.today)
    return rows.values("pk")


def may_see_case(viewer: Viewer) -> Q:
    """Tell which cases of sittings may be read: those one rated, those one sits over while the sitting is open; by the
    inspectorate once it is locked.

    Never one's own: what a rater means to decide is hidden from the person until it is sent.
    """
    mine = viewer.employee_id
    found = Q(evaluation__plan__rater=mine) if mine else NOBODY
    if mine:
        found |= Q(calibration__in=sat_in(viewer))
    if viewer.has(Role.AUDITOR):
        found |= Q(calibration__locked_at__isnull=False)
    if viewer.has(Role.BKPSDM):
        found = EVERYBODY
    return found & ~Q(evaluation__plan__employee=mine) if mine else found


def may_change_goal(viewer: Viewer) -> Q:
    """Tell which goals somebody may change: the city's by who governs it, those of the units one leads."""
    city = Q(unit__parent__isnull=True) if viewer.has(*GOVERNING) else NOBODY
    return city | (Q(unit__in=viewer.leads) if viewer.has(Role.UNIT_HEAD) else NOBODY)


def may_change_goals_of(viewer: Viewer) -> Q:
    """Tell of which units somebody may change the goals; over units, what `may_change_goal` says over goals."""
    city = Q(parent__isnull=True) if viewer.has(*GOVERNING) else NOBODY
    return city | (Q(pk__in=viewer.leads) if viewer.has(Role.UNIT_HEAD) else NOBODY)


def may_see_feedback(viewer: Viewer) -> Q:
    """Tell which feedback may be read: by both sides, and by who rates the plan it belongs to."""
    mine = viewer.employee_id
    return Q(receiver=mine) | Q(giver=mine) | Q(plan__rater=mine) if mine else NOBODY


def may_answer_request(viewer: Viewer) -> Q:
    """Tell which requests for feedback somebody answers: those addressed to oneself."""
    return Q(giver=viewer.employee_id) if viewer.employee_id else NOBODY


def may_see_checkin(viewer: Viewer) -> Q:
    """Tell which check-ins may be read and changed: those one takes part in, as the person or as the rater."""
    mine = viewer.employee_id
    return Q(plan__employee=mine) | Q(plan__rater=mine) if mine else NOBODY


def may_read_thanks(viewer: Viewer) -> Q:
    """Tell which thanks stand on somebody's wall: public ones of one's unit, of those one leads or keeps."""
    public = Q(public_at__isnull=False, withdrawn_at__isnull=True, hidden_at__isnull=True)
    near = Q(unit__in=viewer.leads) | (Q(unit=viewer.unit_id) if viewer.unit_id else NOBODY)
    if viewer.has(Role.UNIT_ADMIN):
        scope = viewer.scopes.get(Role.UNIT_ADMIN)
        near |= EVERYBODY if scope is None else Q(unit__in=scope)
    return public & near if viewer.is_staff else NOBODY


def own_award_team(viewer: Viewer) -> Q:
    """Tell which results of teams are one's own: of the unit one works in and those above it; once decided.

    Not of all units one leads: for who leads many that would be the very list of those that did not improve.
    """
    if not viewer.unit_id:
        return NOBODY
    above = Unit.objects.filter(pk=viewer.unit_id, path__startswith=OuterRef("unit__path"))
    return Q(Exists(above), award__decided_at__isnull=False)


def may_see_award_team(viewer: Viewer) -> Q:
    """Tell which results of teams may be read: improved ones, by all once decided, before by who decides; one's own.

    Never those that did not improve, by nobody but the team itself.
    """
    improved = Q(improved=True) if viewer.has(Role.BKPSDM) else Q(improved=True, award__decided_at__isnull=False)
    return improved | own_award_team(viewer) if viewer.is_staff else NOBODY


def may_answer_360(viewer: Viewer) -> Q:
    """Tell which requests of a 360-degree round are one's own: those to oneself; nobody else's are read by anybody."""
    return Q(giver=viewer.employee_id) if viewer.employee_id else NOBODY


def may_see_result360(viewer: Viewer) -> Q:
    """Tell which results of 360-degree rounds may be read once sealed: by the person, and by whoever rates the plan."""
    mine = viewer.employee_id
    if not mine:
        return NOBODY
    rated = Plan.objects.filter(cycle=OuterRef("round__cycle"), employee=OuterRef("subject"), rater=mine)
    return Q(round__sealed_at__isnull=False) & (Q(subject=mine) | Q(Exists(rated)))


def may_see_guidance(viewer: Viewer) -> Q:
    """Tell which records of coaching and counselling may be read: those one takes part in, of counselling no others.

    Coaching also by the rater; and once both confirmed it by the rater's rater, to whom Format B.1.8 goes.
    """
    mine = viewer.employee_id
    if not mine:
        return NOBODY
    closed = Q(guide_at__isnull=False, employee_at__isnull=False)
    above = Plan.objects.filter(cycle=OuterRef("plan__cycle"), employee=OuterRef("plan__rater"), rater=mine)
    coaching = Q(kind=GuidanceKind.COACHING) & (Q(plan__rater=mine) | (closed & Q(Exists(above))))
    return Q(guide=mine) | Q(plan__employee=mine) | coaching
