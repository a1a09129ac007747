"""Who may see and do what with plans and evaluations; each rule gives the rows of plans within reach.

One's own; those one rates; those of units one leads, with all below; and those of everybody for the personnel agency,
the leadership and the inspectorate. What an evaluation says before it was sent is for its rater alone.
"""

from django.db.models import Q

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer

NOBODY = Q(pk__in=[])
EVERYBODY = Q(pk__isnull=False)
READERS = (Role.BKPSDM, Role.LEADERSHIP, Role.MAYOR, Role.AUDITOR)


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
