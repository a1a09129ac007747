"""How runs stand on a page: their state as a badge, and a mark that tells whether anything changed."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from betang.kernel.jobs.models import JobRun, Status
from betang.ui.parts import Link

# What the address of the list says, in the order of the tabs.
STATES = {"gagal": Status.FAILED, "berjalan": Status.RUNNING, "menunggu": Status.WAITING, "selesai": Status.DONE}
TONES = {Status.FAILED: "bad", Status.RUNNING: "info", Status.WAITING: "line", Status.DONE: "good"}
ICONS = {Status.FAILED: "warn", Status.RUNNING: "clock", Status.WAITING: "pause", Status.DONE: "check"}


@dataclass(frozen=True, slots=True)
class Row:
    """One run with its badge, and the mark of what is shown of it."""

    run: JobRun
    tone: str
    icon: str
    mark: str

    @property
    def state(self) -> str:
        """The state in words."""
        return str(Status(self.run.status).label)

    @property
    def starter(self) -> str:
        """Who started it."""
        return self.run.actor.username if self.run.actor else _("sistem")


def row(run: JobRun) -> Row:
    """Return a run for a page."""
    shown = f"{run.status} {run.attempts} {run.done} {run.total} {run.message} {run.error}"
    mark = hashlib.sha256(shown.encode()).hexdigest()[:16]
    status = Status(run.status)
    return Row(run, TONES[status], ICONS[status], mark)


def rows(runs: Iterable[JobRun]) -> list[Row]:
    """Return runs for a list."""
    return [row(run) for run in runs]


def tabs(counts: Mapping[str, int], *, chosen: str) -> Sequence[Link]:
    """Return a tab for each state with the number of its runs, the chosen one marked."""
    return [
        Link(
            str(status.label).capitalize(), f"?keadaan={word}", current=word == chosen, count=str(counts.get(status, 0))
        )
        for word, status in STATES.items()
    ]
