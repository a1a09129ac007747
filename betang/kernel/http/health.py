"""Is the process alive (`/-/sehat`), and is it ready to serve (`/-/siap`)?

`/-/sehat` touches nothing but this process, so that a supervisor does not restart a healthy process because the
database is away. `/-/siap` tells a load balancer to wait, and an operator which of the checks failed.
"""

import logging
import shutil
from collections.abc import Callable

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from betang.kernel.access.rules import access, public
from betang.kernel.http.metrics import metrics
from betang.kernel.jobs.queries import worker_alive

log = logging.getLogger(__name__)


def database_answers() -> str:
    """Return "" when the database answers a query, else what to do."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT 1")
        return "" if cursor.fetchone() == (1,) else "the database answers nonsense"


def migrations_applied() -> str:
    """Return "" when every migration has been applied, else how many are missing."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(missing)} migrations are not applied; run the migrate command" if missing else ""


def disk_has_room() -> str:
    """Return "" when the writable folder has the minimum of free space, else how much it has."""
    folder = settings.BETANG_VAR
    while not folder.exists():  # nothing was written yet
        folder = folder.parent
    free_mb = shutil.disk_usage(folder).free // 2**20
    return "" if free_mb >= settings.BETANG_DISK_MINIMUM_MB else f"only {free_mb} MB are free"


def worker_works() -> str:
    """Return "" when a worker showed lately that it is alive, else what to do."""
    alive = worker_alive(now=timezone.now())
    return "" if alive else "no worker shows that it is alive; start one: betang worker"


CHECKS: dict[str, Callable[[], str]] = {
    "database": database_answers,
    "migrations": migrations_applied,
    "disk": disk_has_room,
    "worker": worker_works,
}


def outcome(name: str, check: Callable[[], str]) -> str:
    """Run one check; "ok" or the reason. What an exception says goes to the log, not to the caller."""
    try:
        return check() or "ok"
    except Exception:
        log.exception("readiness check %s failed", name)
        return "failed; see the log"


@access(public)
@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Answer 200 while this process handles requests."""
    return JsonResponse({"status": "ok"})


@access(public)
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when all checks pass, else 503, with the outcome of each."""
    checks = {name: outcome(name, check) for name, check in CHECKS.items()}
    good = all(result == "ok" for result in checks.values())
    return JsonResponse({"status": "ok" if good else "failed", "checks": checks}, status=200 if good else 503)


urlpatterns = [
    path("-/sehat", alive, name="alive"),
    path("-/siap", ready, name="ready"),
    path("-/metrik", access(public)(never_cache(require_safe(metrics))), name="metrics"),
]
