"""Reminding people of what waits for them: one notice a day at most, without a name, a rating or a reason in it."""

from collections import defaultdict
from datetime import date, datetime, time

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from betang.kernel.notices import notice_send
from betang.kernel.notices.models import Notice
from betang.performance.models import Step
from betang.performance.queries.late import late_users

KIND = "performance.late"


def late_remind(*, today: date, now: datetime) -> int:
    """Tell everybody who is late today; who was told today already is left out. Returns how many were told."""
    groups: dict[tuple[Step, ...], list[int]] = defaultdict(list)
    with transaction.atomic():
        midnight = timezone.make_aware(datetime.combine(today, time()))
        told = set(Notice.objects.filter(kind=KIND, created_at__gte=midnight).values_list("user_id", flat=True))
        for user, steps in late_users(today).items():
            if user not in told:
                groups[tuple(step for step in Step if step in steps)].append(user)
        url = reverse("plan_mine")
        return sum(
            notice_send(to=sorted(users), kind=KIND, text=_words(steps), url=url, now=now)
            for steps, users in groups.items()
        )


def _words(steps: tuple[Step, ...]) -> Promise:
    """Write what waits, in the reader's language."""
    names = format_lazy(", ".join(["{}"] * len(steps)), *(step.label for step in steps))
    return format_lazy(_("Sudah lewat tenggat dan menunggu Anda: {steps}."), steps=names)
