"""Reminding those who had no feedback for long, and who rates them: once in that time, without any name in it."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from betang.kernel.notices import notice_send
from betang.kernel.notices.models import Notice
from betang.performance.queries.feedback import quiet_plans
from betang.performance.quiet import quiet_limit

OWN, TEAM = "performance.feedback_none", "performance.feedback_team_none"


def quiet_remind(*, today: date, now: datetime) -> int:
    """Tell people without feedback for longer than the limit, and their raters; who was told within it is left out."""
    since = today - timedelta(days=quiet_limit(today))
    moment = make_aware(datetime.combine(since, datetime.min.time()))
    with transaction.atomic():
        quiet = quiet_plans(today, since=since, moment=moment)
        own = set(quiet.values_list("employee__user", flat=True)) - {None} - _told(OWN, moment)
        team = set(quiet.values_list("rater__user", flat=True)) - {None} - _told(TEAM, moment)
        words = _("Sudah lama tidak ada umpan balik untuk Anda. Mintalah kepada atasan atau rekan kerja.")
        done = notice_send(to=sorted(own), kind=OWN, text=words, url=reverse("feedback_ask"), now=now)
        words = _("Ada anggota tim Anda yang sudah lama tidak mendapat umpan balik.")
        return done + notice_send(to=sorted(team), kind=TEAM, text=words, url=reverse("feedback_team"), now=now)


def _told(kind: str, moment: datetime) -> set[int]:
    """Give the accounts that were told within the limit."""
    return set(Notice.objects.filter(kind=kind, created_at__gte=moment).values_list("user_id", flat=True))
