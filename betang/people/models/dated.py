"""A row that holds from one day to another, both included, and that is voided, never changed, when it was wrong.

Two things happen to a dated row: its end comes (`to_date` is set, once), or it turns out wrong and is voided with a
reason while a corrected row takes its place (`replaces`). So both "who led this unit on 1 March?" and "what did we
believe then?" can be answered, and no decision loses the ground it stood on.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

Row = TypeVar("Row", bound=models.Model)


def on_day(day: date, prefix: str = "") -> Q:
    """Give the condition of a row that holds on a day and was not voided; `prefix` walks a relation ("post__")."""
    since = Q(**{f"{prefix}from_date__lte": day})
    until = Q(**{f"{prefix}to_date__isnull": True}) | Q(**{f"{prefix}to_date__gte": day})
    return since & until & Q(**{f"{prefix}voided_at__isnull": True})


class DatedQuerySet(models.QuerySet[Row]):
    """Rows of a dated table."""

    def on(self, day: date) -> DatedQuerySet[Row]:
        """Keep the rows that hold on a day."""
        return self.filter(on_day(day))

    def valid(self) -> DatedQuerySet[Row]:
        """Keep the rows that were not voided, of any day."""
        return self.filter(voided_at__isnull=True)

    def overlapping(self, *, first: date, last: date | None) -> DatedQuerySet[Row]:
        """Keep the valid rows that share a day with a span; `last` None means without end."""
        found = self.valid().filter(Q(to_date__isnull=True) | Q(to_date__gte=first))
        return found if last is None else found.filter(from_date__lte=last)


def dates_in_order(name: str) -> models.CheckConstraint:
    """Give the constraint that a row does not end before it begins."""
    return models.CheckConstraint(
        condition=Q(to_date__isnull=True) | Q(to_date__gte=models.F("from_date")),
        name=name,
        violation_error_message=_("Tanggal akhir tidak boleh mendahului tanggal mulai."),
    )


class Dated(models.Model):
    """The columns that every dated table has."""

    from_date = models.DateField(_("mulai"))
    to_date = models.DateField(_("sampai"), null=True, blank=True)
    reason = models.CharField(_("alasan atau dasar"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(_("dicatat pada"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dicatat oleh"),
    )
    voided_at = models.DateTimeField(_("dibatalkan pada"), null=True, blank=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField(_("alasan pembatalan"), max_length=300, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    objects: ClassVar[models.Manager[models.Model]] = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def holds(self, day: date) -> bool:
        """Tell whether the row holds on a day."""
        return self.voided_at is None and self.from_date <= day and (self.to_date is None or day <= self.to_date)
