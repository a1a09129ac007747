"""Rights given to an account by a person who may give them: dated, with a reason, for one unit or the whole city."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from betang.kernel.access.roles import GRANTED
from betang.people.models.dated import Dated, DatedQuerySet, dates_in_order
from betang.people.models.units import Unit


class Grant(Dated):
    """A role given to an account. Roles that come from a post (superior, head of a unit) are never granted."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants", verbose_name=_("akun"))
    role = models.CharField(_("peran"), max_length=20, choices=GRANTED)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="grants", verbose_name=_("unit"))

    objects: ClassVar[DatedQuerySet["Grant"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("wewenang")
        verbose_name_plural = _("wewenang")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            dates_in_order("people_grant_dates"),
            models.CheckConstraint(
                condition=models.Q(recorded_by__isnull=True) | ~models.Q(recorded_by=models.F("user")),
                name="people_grant_not_self",
                violation_error_message=_("Tidak seorang pun dapat memberi wewenang kepada dirinya sendiri."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"
