"""Reading uploads and their results: which ones somebody may see, and tables out of the encrypted files."""

from collections.abc import Mapping
from uuid import UUID

import polars as pl
from django.db.models import QuerySet

from betang.kernel.access.rows import visible
from betang.kernel.access.viewer import Viewer
from betang.kernel.crypto.files import file_read
from betang.kernel.errors import NotFound
from betang.portal.workbook import frames
from betang.portal.workbook.computing import PEOPLE, UNITS
from betang.portal.workbook.models import RunState, WorkbookRun
from betang.portal.workbook.rules import may_see

Frames = Mapping[str, pl.DataFrame]


def runs_visible(viewer: Viewer) -> QuerySet[WorkbookRun]:
    """List the uploads somebody may see, the newest first, without what was found in them."""
    found = WorkbookRun.objects.filter(may_see(viewer)).select_related("owner__employee", "job")
    return found.defer("report", "policy", "job__args", "job__state", "job__traceback")


def run_of(viewer: Viewer, run: UUID) -> WorkbookRun:
    """Return one upload; NotFound for one that is not there or not within reach."""
    return visible(
        WorkbookRun.objects.select_related("owner__employee", "job", "result", "inputs"), may_see(viewer), pk=run
    )


def results(run: WorkbookRun, *names: str) -> Frames:
    """Return tables of a result; NotFound while there is none."""
    if run.state != RunState.READY or run.result is None:
        raise NotFound
    return frames.unpacked(file_read(run.result), names)


def people_and_units(run: WorkbookRun) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the tables of people and of units that the pages show."""
    found = results(run, PEOPLE, UNITS)
    return found[PEOPLE], found[UNITS]


def inputs(run: WorkbookRun) -> Frames:
    """Return the kept input of an upload; NotFound while there is no result."""
    if run.inputs is None:
        raise NotFound
    return frames.unpacked(file_read(run.inputs))
