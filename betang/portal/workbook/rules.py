"""Who may see an uploaded workbook: whoever sent it, and BKPSDM for the whole city."""

from django.db.models import Q

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer

USERS = (Role.BKPSDM, Role.UNIT_ADMIN)
"""The roles that may upload at all; who loses them loses the sight of their uploads too."""


def may_see(viewer: Viewer) -> Q:
    """Say which uploads somebody may see, download and delete."""
    if viewer.has(Role.BKPSDM) and Role.BKPSDM not in viewer.scopes:
        return Q()
    return Q(owner_id=viewer.user_id) if viewer.has(*USERS) else Q(pk__in=[])
