"""Reminding of steps to do better that are overdue: the day after, then once a week; one notice a day at most."""

from datetime import date, datetime, time

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from betang.kernel.notices import notice_send
from betang.kernel.notices.models import Notice
from betang.performance.queries.improvement import reminded

KIND = "performance.improvement_late"


def improvement_remind(*, today: date, now: datetime) -> int:
    """Tell whoever a step waits for; who was told today is left out. Returns how many were told."""
    with transaction.atomic():
        midnight = timezone.make_aware(datetime.combine(today, time()))
        told = set(Notice.objects.filter(kind=KIND, created_at__gte=midnight).values_list("user_id", flat=True))
        count = 0
        for uid, users in reminded(today).values():
            url = reverse("improvement", args=[uid])
            text = _("Satu langkah rencana perbaikan melewati tanggalnya dan menunggu Anda.")
            count += notice_send(to=sorted(users - told), kind=KIND, text=text, url=url, now=now)
            told |= users
    return count
