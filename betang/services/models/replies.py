"""Answers that heads of sections wrote for their officers, from a day on, in place of those that come with Betang."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betang.people.models import Unit
from betang.people.models.dated import Dated, DatedQuerySet, dates_in_order


class ReplyText(Dated):
    """An answer of a unit, for it and the units below. An empty text takes the answer out of the list.

    Of those that hold the nearest unit's counts, and of these the one that began last.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    code = models.CharField(_("kode"), max_length=24)
    to = models.CharField(_("langkah"), max_length=12)
    title = models.CharField(_("judul"), max_length=80)
    text = models.CharField(_("kalimat"), max_length=600, blank=True)
    text_en = models.CharField(_("kalimat dalam bahasa Inggris"), max_length=600, blank=True)

    objects: ClassVar[DatedQuerySet["ReplyText"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("jawaban siap pakai")
        verbose_name_plural = _("jawaban siap pakai")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            dates_in_order("services_reply_dates"),
            models.UniqueConstraint(
                fields=["unit", "code", "from_date"],
                condition=Q(voided_at__isnull=True),
                name="services_reply_one_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}, {self.from_date}"
