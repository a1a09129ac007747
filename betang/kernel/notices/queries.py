"""Reading notices: the number on the bell, somebody's own list, who gets the daily e-mail."""

from django.db.models import QuerySet

from betang.kernel.notices.models import Notice, NoticePreference


def unread_count(user_id: int) -> int:
    """Count somebody's unread notices; one query over an index of unread ones only."""
    return Notice.objects.filter(user_id=user_id, read_at__isnull=True).count()


def notices_of(user_id: int, *, unread_only: bool = False) -> QuerySet[Notice]:
    """List somebody's own notices, the newest first."""
    found = Notice.objects.filter(user_id=user_id)
    return found.filter(read_at__isnull=True) if unread_only else found


def digest_wanted(user_id: int) -> bool:
    """Say whether somebody wants the daily e-mail; who never chose does."""
    return not NoticePreference.objects.filter(user_id=user_id, digest=False).exists()
