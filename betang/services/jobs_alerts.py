"""Every few minutes: officers and heads are told of requests that run out of time."""

from django.utils.translation import gettext_lazy as _

from betang.kernel.jobs import Run, every
from betang.services.actions.alerting import deadlines_tell
from betang.services.queries.deadlines import reached

AT_ONCE = 200


@every("services.deadlines_tell", title=_("Kabari batas waktu permohonan"), minutes=5)
def tell_deadlines(run: Run) -> None:
    """Tell what was reached, so many at a time. Repeating it tells nobody twice."""
    found, told = reached(run.now), 0
    for start in range(0, len(found), AT_ONCE):
        told += deadlines_tell(found=found[start : start + AT_ONCE], now=run.now)
        run.progress(told, len(found))
