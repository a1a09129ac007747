"""Who is whose superior, from when to when: by the structure, or set by hand where the structure is not right.

The line is stored for everybody, the structural ones too: who rates whom is then one lookup, and a later change of
the structure does not change who was whose superior last year.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from betang.people.models.dated import Dated, DatedQuerySet, dates_in_order
from betang.people.models.employees import Employee


class LineBasis(models.TextChoices):
    """Why somebody is the superior."""

    STRUCTURE = "struktur", _("Menurut susunan unit")
    SET = "ditetapkan", _("Ditetapkan tersendiri")
    IMPORTED = "impor", _("Dari data yang diimpor")


class ReportingLine(Dated):
    """An employee and the direct superior (atasan langsung), who rates (PermenPANRB 6/2022)."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="lines", verbose_name=_("pegawai"))
    superior = models.ForeignKey(Employee, models.PROTECT, related_name="reports", verbose_name=_("atasan"))
    basis = models.CharField(_("dasar"), max_length=10, choices=LineBasis, default=LineBasis.STRUCTURE)

    objects: ClassVar[DatedQuerySet["ReportingLine"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("garis atasan")
        verbose_name_plural = _("garis atasan")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["superior", "from_date"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            dates_in_order("people_line_dates"),
            models.CheckConstraint(
                condition=~Q(employee=F("superior")),
                name="people_line_not_self",
                violation_error_message=_("Seseorang tidak dapat menjadi atasannya sendiri."),
            ),
            models.UniqueConstraint(
                fields=["employee"],
                condition=Q(to_date__isnull=True, voided_at__isnull=True),
                name="people_line_one_open",
                violation_error_message=_("Pegawai ini sudah mempunyai atasan."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} → {self.superior_id}, {self.from_date}"
