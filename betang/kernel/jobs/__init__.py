"""Jobs: work that outlasts a page. Started by an action, done by a worker, taken up again when the worker dies.

A module names its jobs in a file `jobs.py` of its app, which Django loads at start-up:

    @job(name="people.import_apply", title=_("Terapkan impor pegawai"))
    def import_apply(run: Run, *, upload: str) -> None:
        for number, chunk in enumerate(chunks, start=run.state.get("chunk", 0)):
            with transaction.atomic():
                ...  # write the chunk and its audit entries
                run.checkpoint({"chunk": number + 1})  # refuses, and so undoes the chunk, when the lease is lost
            run.progress(number + 1, len(chunks), _("menyimpan baris"))

and an action starts it inside its own transaction:

    job_start(import_apply, actor=actor, key=f"upload:{upload.pk}", args={"upload": str(upload.pk)}, now=now)

`nightly` names a job that runs once a day, `every` one that runs every few minutes. A job may be run again at any time:
it must be safe to repeat. Arguments are ids, never personal data. The rules: docs/operations/jobs.md, why so:
docs/decisions/0023-jobs.md.

The names are loaded on first use: Django imports this package before models may be touched.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from betang.kernel.jobs.actions import job_retry, job_start
    from betang.kernel.jobs.models import JobRun
    from betang.kernel.jobs.performing import run_now
    from betang.kernel.jobs.registry import Job, every, job, nightly
    from betang.kernel.jobs.run import Interrupted, LeaseLost, Run

_HOMES = {
    "Interrupted": "run",
    "Job": "registry",
    "JobRun": "models",
    "LeaseLost": "run",
    "Run": "run",
    "every": "registry",
    "job": "registry",
    "job_retry": "actions",
    "job_start": "actions",
    "nightly": "registry",
    "run_now": "performing",
}

__all__ = [
    "Interrupted", "Job", "JobRun", "LeaseLost", "Run", "every", "job", "job_retry", "job_start", "nightly", "run_now",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"betang.kernel.jobs.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
