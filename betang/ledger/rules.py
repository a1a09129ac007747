"""Who may contest a fact, read a contest, and decide it.

A fact is contested by whom it is about, and by who leads the unit it was done in. The administrators of the unit that
answers for its source decide; the personnel agency where there is none, and in their stead. Nobody decides on a fact
about oneself or on one's own contest.
"""

from django.db.models import Q

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer

NOBODY = Q(pk__in=[])
EVERYBODY = Q(pk__isnull=False)


def may_contest(viewer: Viewer) -> Q:
    """Tell which facts somebody may contest; over facts."""
    units = Q(unit__in=led(viewer)) if led(viewer) else NOBODY
    return units | Q(subject=viewer.employee_id) if viewer.employee_id else units


def led(viewer: Viewer) -> frozenset[int]:
    """Give the units whose facts somebody may contest as their head; the mayor, whom no fact rates, has none."""
    return viewer.leads if viewer.has(Role.UNIT_HEAD) and not viewer.has(Role.MAYOR) else frozenset()


def may_see_contest(viewer: Viewer) -> Q:
    """Tell which contests may be read: one's own, about oneself, of units one leads, those one answers; by auditors."""
    if viewer.has(Role.AUDITOR):
        return EVERYBODY
    return party(viewer) | answered_by(viewer) | (Q(fact__unit__in=led(viewer)) if led(viewer) else NOBODY)


def may_decide_contest(viewer: Viewer) -> Q:
    """Tell which contests somebody decides: those of sources one answers for, never one's own or about oneself."""
    return answered_by(viewer) & ~party(viewer)


def party(viewer: Viewer) -> Q:
    """Give the contests somebody filed or whose fact is about them."""
    mine = viewer.employee_id
    return Q(filed_by=mine) | Q(fact__subject=mine) if mine else NOBODY


def answers(viewer: Viewer) -> bool:
    """Say whether somebody answers for sources at all."""
    return viewer.has(Role.BKPSDM, Role.UNIT_ADMIN)


def answered_by(viewer: Viewer) -> Q:
    """Give the contests of sources somebody answers for."""
    if viewer.has(Role.BKPSDM):
        return EVERYBODY
    if not viewer.has(Role.UNIT_ADMIN):
        return NOBODY
    if Role.UNIT_ADMIN not in viewer.scopes:  # for the whole city
        return Q(fact__source__unit__isnull=False)
    return Q(fact__source__unit__in=viewer.scopes[Role.UNIT_ADMIN])
