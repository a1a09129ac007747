"""When somebody is away. That somebody is away may be seen by colleagues; why, only by who needs it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from betang.people.models.dated import Dated, DatedQuerySet, dates_in_order
from betang.people.models.employees import Employee


class AbsenceKind(models.TextChoices):
    """Kinds of absence: leave by PP 11/2017 as amended by PP 17/2020, official travel, sickness."""

    ANNUAL = "cuti_tahunan", _("Cuti tahunan")
    LONG = "cuti_besar", _("Cuti besar")
    SICK_LEAVE = "cuti_sakit", _("Cuti sakit")
    MATERNITY = "cuti_melahirkan", _("Cuti melahirkan")
    URGENT = "cuti_alasan_penting", _("Cuti karena alasan penting")
    COLLECTIVE = "cuti_bersama", _("Cuti bersama")
    TRAVEL = "dinas_luar", _("Dinas luar")
    TRAINING = "pelatihan", _("Pelatihan")
    SICK = "sakit", _("Sakit")
    PERMIT = "izin", _("Izin")


class Absence(Dated):
    """A span of days on which somebody is away."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="absences", verbose_name=_("pegawai"))
    kind = models.CharField(_("jenis"), max_length=24, choices=AbsenceKind)

    objects: ClassVar[DatedQuerySet["Absence"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("ketidakhadiran")
        verbose_name_plural = _("ketidakhadiran")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["from_date", "to_date"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            dates_in_order("people_absence_dates"),
            models.CheckConstraint(condition=models.Q(to_date__isnull=False), name="people_absence_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id}, {self.from_date}"
