"""Reminding of steps agreed on in a check-in: some days before, the day after, then once a week; one notice a day."""

from datetime import date, datetime, time

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from betang.kernel.notices import notice_send
from betang.kernel.notices.models import Notice
from betang.performance.queries.checkins import steps_reminded

SOON, LATE = "performance.checkin_soon", "performance.checkin_late"
WORDS = {
    SOON: _("Satu langkah dialog kinerja segera jatuh tempo."),
    LATE: _("Satu langkah dialog kinerja melewati tanggalnya."),
}


def checkin_steps_remind(*, today: date, now: datetime) -> int:
    """Tell both sides; who was told today is left out. What is late comes first. Returns how many were told."""
    with transaction.atomic():
        midnight = timezone.make_aware(datetime.combine(today, time()))
        rows = Notice.objects.filter(kind__in=WORDS, created_at__gte=midnight)
        told, count = set(rows.values_list("user_id", flat=True)), 0
        for uid, late, users in steps_reminded(today):
            kind = LATE if late else SOON
            url = reverse("checkin", args=[uid])
            count += notice_send(to=sorted(users - told), kind=kind, text=WORDS[kind], url=url, now=now)
            told |= users
    return count
