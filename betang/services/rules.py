"""Who may do what with a request: one condition each, for lists and for single rows alike."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.services.flow import CANCELLED, DRAFT, SUBMITTED
from betang.services.models import Channel

NONE = Q(pk__in=[])
COUNTER = (Role.OFFICER, Role.VERIFIER)


def may_hold(viewer: Viewer, passes: Collection[str]) -> Q:
    """Requests that somebody holds as the applicant: own account, this browser's passes, or written down for somebody.

    Who wrote a request down for a resident holds it while it is a draft and until it was looked at, not afterwards.
    """
    found = Q(uid__in=list(passes)) if passes else NONE
    if viewer.user_id is not None:
        found |= Q(user_id=viewer.user_id)
    if viewer.employee_id is not None:
        found |= Q(filed_by_id=viewer.employee_id, state__in=[DRAFT, SUBMITTED, CANCELLED])
    return found


def channel_of(viewer: Viewer) -> Channel:
    """Say how somebody files: officers at the counter, kelurahan staff for others, everybody else online."""
    if viewer.has(*COUNTER):
        return Channel.COUNTER
    return Channel.KELURAHAN if viewer.has(Role.KELURAHAN) else Channel.ONLINE
