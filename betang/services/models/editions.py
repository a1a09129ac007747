"""Editions of services: from a day on, a definition that an office wrote holds in place of the packaged one."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betang.people.models.dated import Dated, DatedQuerySet, dates_in_order


class ServiceEdition(Dated):
    """The definition of a service from a day on. Of those that hold, the one that began last is in force.

    `content` is the text as it was edited; `definition` is what was read from it, complete and canonical: later
    changes of the shared questions and papers do not change what an office decided.
    """

    service = models.CharField(_("layanan"), max_length=40)
    content = models.TextField(_("isi"))
    definition = models.TextField(_("definisi"))
    source = models.CharField(_("sumber"), max_length=300)
    confidence = models.CharField(_("keyakinan"), max_length=10)

    objects: ClassVar[DatedQuerySet["ServiceEdition"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("edisi layanan")
        verbose_name_plural = _("edisi layanan")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            dates_in_order("services_edition_dates"),
            models.UniqueConstraint(
                fields=["service", "from_date"],
                condition=Q(voided_at__isnull=True),
                name="services_edition_one_a_day",
                violation_error_message=_("Layanan ini sudah mempunyai edisi mulai hari itu."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service}, {self.from_date}"
