"""The words in which the audit trail speaks of jobs."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from betang.kernel.audit.words import describe, say
from betang.kernel.jobs.models import JobRun


def run_labels(ids: Sequence[str]) -> dict[str, str]:
    """Name runs by what they do."""
    try:
        return {str(row.pk): row.title for row in JobRun.objects.filter(pk__in=ids)}
    except ValidationError:  # an id that cannot be one
        return {}


say({"jobs.run_retry": _("pekerjaan latar diulangi")})
describe("jobs.jobrun", labels=run_labels, open_fields=["status"])
