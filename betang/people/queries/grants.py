"""Who holds which right, and who gave it."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.errors import NotFound
from betang.people.models import Grant
from betang.people.nip import normalised


def grants_listed(*, day: date, role: str = "", past: bool = False) -> QuerySet[Grant]:
    """List grants that hold on a day or later, or with `past` all there ever were, the latest first."""
    found = Grant.objects.all() if past else Grant.objects.overlapping(first=day, last=None)
    if role:
        found = found.filter(role=role)
    return found.select_related("user__employee", "unit", "recorded_by").order_by("role", "-from_date", "id")


def grant_found(pk: int) -> Grant:
    """Find a grant; NotFound otherwise."""
    found = Grant.objects.select_related("user", "unit").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Wewenang ini tidak ditemukan."))
    return found


def account_named(username: str) -> User | None:
    """Find an active account by its name, a NIP also with spaces; None when there is none."""
    return User.objects.filter(username__in=[username.strip().lower(), normalised(username)], is_active=True).first()
