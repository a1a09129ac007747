"""Imports: the list, one of them, and what its preview showed."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from betang.kernel.access.roles import Role
from betang.kernel.access.rows import visible
from betang.kernel.access.viewer import Viewer
from betang.kernel.crypto.files import file_open
from betang.people.imports.preview import Preview, read
from betang.people.models import ImportKind, ImportRun


def may_see_import(viewer: Viewer) -> Q:
    """Tell which imports may be seen: all of them by the personnel agency, which brings the city in."""
    return Q(pk__isnull=False) if viewer.has(Role.BKPSDM) else Q(pk__in=[])


def imports_listed(viewer: Viewer) -> QuerySet[ImportRun]:
    """List imports, the latest first."""
    found = ImportRun.objects.filter(may_see_import(viewer))
    return found.select_related("uploaded_by__employee").order_by("-uploaded_at")


def import_found(viewer: Viewer, pk: UUID) -> ImportRun:
    """Find one import with its preview; NotFound otherwise."""
    rows = ImportRun.objects.select_related("preview", "uploaded_by__employee", "applied_by__employee")
    return visible(rows, may_see_import(viewer), pk=pk)


def preview_of(run: ImportRun) -> Preview | None:
    """Read what the preview showed; None when it was erased."""
    if run.preview is None:
        return None
    text = b"".join(file_open(run.preview)).decode()
    return read(text, kind=ImportKind(run.kind), language=get_language() or "id")
