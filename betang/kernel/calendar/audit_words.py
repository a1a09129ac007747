"""The words in which the trail speaks of the calendar."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from betang.kernel.audit.words import describe, say
from betang.kernel.calendar.models import LocalDay


def day_labels(ids: Sequence[str]) -> Mapping[str, str]:
    """Name local days by date and name."""
    return {str(row.pk): str(row) for row in LocalDay.objects.filter(pk__in=ids)}


say({"calendar.day_add": _("hari setempat dicatat"), "calendar.day_void": _("hari setempat dibatalkan")})
describe("calendar.localday", labels=day_labels, open_fields=("day", "kind", "name", "basis", "voided_at"))
