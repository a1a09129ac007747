"""Who may see and do what with people. Each rule gives the rows of employees that somebody may act on.

The directory (name, post, unit, superior) is open to all staff: it is what makes an organisation readable. Contact
data, history and the kind of an absence are for those whose duty needs them (UU 27/2022 ps 16: limited, specific).
"""

from django.db.models import Q

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.people.models import Assignment

NOBODY = Q(pk__in=[])
EVERYBODY = Q(pk__isnull=False)


def working_in(units: frozenset[int], viewer: Viewer) -> Q:
    """Give the condition that an employee works today in one of some units."""
    if not units:
        return NOBODY
    return Q(pk__in=Assignment.objects.on(viewer.today).filter(position__unit__in=units).values("employee_id"))


def granted(viewer: Viewer, role: Role) -> Q:
    """Give the employees a granted role reaches: everybody, those of its units, or nobody."""
    if not viewer.has(role):
        return NOBODY
    return working_in(viewer.scopes[role], viewer) if role in viewer.scopes else EVERYBODY


def oneself(viewer: Viewer) -> Q:
    """Give the viewer's own row."""
    return Q(pk=viewer.employee_id) if viewer.employee_id else NOBODY


def may_see_person(viewer: Viewer) -> Q:
    """Tell whose page in the directory may be opened: everybody's, by staff; partners and residents see nobody."""
    inside = viewer.employee_id is not None or bool(viewer.roles - {Role.PARTNER, Role.RESIDENT})
    return EVERYBODY if inside else NOBODY


def may_see_file(viewer: Viewer) -> Q:
    """Tell whose history, contact data (masked) and absences may be seen: one's own, and whoever one answers for."""
    if viewer.has(Role.AUDITOR):
        return EVERYBODY
    return oneself(viewer) | may_correct_person(viewer) | may_see_absence(viewer)


def may_see_absence(viewer: Viewer) -> Q:
    """Tell of whom the kind of an absence may be seen: one's own, one's reports', those of units one leads or keeps."""
    reports = Q(pk__in=viewer.reports) if viewer.reports else NOBODY
    return oneself(viewer) | reports | working_in(viewer.leads, viewer) | may_correct_person(viewer)


def may_correct_person(viewer: Viewer) -> Q:
    """Tell whose data may be corrected: those one keeps the files of. Nobody corrects his own file alone."""
    keeps = granted(viewer, Role.BKPSDM) | granted(viewer, Role.UNIT_ADMIN)
    return keeps & ~oneself(viewer)


def may_reveal_person(viewer: Viewer) -> Q:
    """Tell whose masked data may be revealed, with a reason: those one keeps the files of, or examines."""
    return EVERYBODY if viewer.has(Role.AUDITOR) else may_correct_person(viewer)


def may_set_superior(viewer: Viewer) -> Q:
    """Tell whose superior may be set: by those who keep the file; it never waits for the superior (SE BKN 11/2023)."""
    return may_correct_person(viewer)
