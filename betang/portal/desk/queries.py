"""Where somebody stands in the city, and the newest notices that wait; three queries in all."""

from dataclasses import dataclass

from betang.kernel.access.viewer import Viewer
from betang.kernel.notices.models import Notice
from betang.kernel.notices.queries import notices_of
from betang.people.models import Employee, ReportingLine, Unit

NEWEST = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """The unit somebody works in and the direct superior today; None where there is none."""

    unit: Unit | None
    superior: Employee | None


def standing(viewer: Viewer) -> Standing | None:
    """Say where somebody stands; None for an account of nobody in the city's service."""
    if viewer.employee_id is None:
        return None
    unit = Unit.objects.filter(pk=viewer.unit_id).first() if viewer.unit_id else None
    lines = ReportingLine.objects.on(viewer.today).filter(employee_id=viewer.employee_id)
    line = lines.select_related("superior").first()
    return Standing(unit=unit, superior=line.superior if line else None)


def waiting(viewer: Viewer) -> list[Notice]:
    """Return the newest unread notices."""
    return list(notices_of(viewer.user_id, unread_only=True)[:NEWEST]) if viewer.user_id else []
