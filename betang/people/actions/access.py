"""Rights end the day a post or a grant does: roles by themselves, since they are dated; open sessions by this."""

from datetime import date, datetime, timedelta

from betang.kernel.accounts.actions.sessions import accounts_close, sessions_end
from betang.kernel.accounts.models import User
from betang.people.models import Assignment, Grant, Status
from betang.people.models.employees import LEFT


def access_refresh(*, day: date, now: datetime) -> int:
    """End the sessions of whoever lost a post or a grant the day before, and the accounts of whoever has left.

    Run early every day. Safe to repeat. Returns the number of accounts touched.
    """
    yesterday = day - timedelta(days=1)
    posts = Assignment.objects.valid().filter(to_date=yesterday).values("employee__user")
    grants = Grant.objects.valid().filter(to_date=yesterday).values("user")
    left = Status.objects.on(day).filter(kind__in=sorted(LEFT)).values("employee__user")
    losers = (User.objects.filter(pk__in=posts) | User.objects.filter(pk__in=grants)).filter(is_active=True)
    closed = accounts_close(actor=None, users=list(User.objects.filter(pk__in=left, is_active=True)), now=now)
    ended = list(losers.exclude(pk__in=left))
    for user in ended:
        sessions_end(actor=None, user=user, now=now)
    return closed + len(ended)
