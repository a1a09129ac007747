"""Who holds which post, from when to when, as its holder or acting for one."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betang.people.models.dated import Dated, DatedQuerySet, dates_in_order
from betang.people.models.employees import Employee
from betang.people.models.positions import Position


class AssignmentKind(models.TextChoices):
    """Holder of the post, acting for a vacant one (Plt), or for an absent holder (Plh)."""

    HOLDER = "definitif", _("Definitif")
    ACTING = "plt", _("Pelaksana tugas (Plt.)")
    DEPUTY = "plh", _("Pelaksana harian (Plh.)")


class Assignment(Dated):
    """An employee in a post. One post of one's own at a time; acting posts come beside it."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="assignments", verbose_name=_("pegawai"))
    position = models.ForeignKey(Position, models.PROTECT, related_name="assignments", verbose_name=_("jabatan"))
    kind = models.CharField(_("sebagai"), max_length=10, choices=AssignmentKind, default=AssignmentKind.HOLDER)

    objects: ClassVar[DatedQuerySet["Assignment"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("penugasan")
        verbose_name_plural = _("penugasan")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["position", "from_date"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            dates_in_order("people_assignment_dates"),
            models.UniqueConstraint(
                fields=["employee"],
                condition=Q(to_date__isnull=True, voided_at__isnull=True, kind="definitif"),
                name="people_assignment_one_post",
                violation_error_message=_("Pegawai ini sudah menduduki jabatan definitif."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} → {self.position_id}, {self.from_date}"
