"""Employees: who somebody is, with what must stay secret encrypted, and the dated rows of grade and status."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.fields import BlindIndexField, EncryptedField
from betang.people.models.dated import Dated, DatedQuerySet, dates_in_order

NIP = RegexValidator(r"^[0-9]{18}\Z", _("NIP terdiri atas 18 angka."))


class EmployeeKind(models.TextChoices):
    """In what relation of service somebody stands (UU 20/2023 Pasal 5); a mayor is no civil servant and has no NIP."""

    PNS = "pns", _("PNS")
    CPNS = "cpns", _("CPNS")
    PPPK = "pppk", _("PPPK")
    PPPK_PART_TIME = "pppk_pw", _("PPPK paruh waktu")
    ELECTED = "non_asn", _("Pejabat non-ASN")


class Education(models.TextChoices):
    """The highest completed schooling."""

    PRIMARY = "sd", _("SD")
    JUNIOR = "smp", _("SMP")
    SENIOR = "sma", _("SMA sederajat")
    DIPLOMA_1 = "d1", _("D-I")
    DIPLOMA_2 = "d2", _("D-II")
    DIPLOMA_3 = "d3", _("D-III")
    BACHELOR = "s1", _("S-1 atau D-IV")
    MASTER = "s2", _("S-2")
    DOCTOR = "s3", _("S-3")


class Employee(models.Model):
    """A person in the service of the city. `uid` names the person in the audit trail and to other systems."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="employee"
    )
    nip = models.CharField(_("NIP"), max_length=18, null=True, blank=True, unique=True, validators=[NIP])
    kind = models.CharField(_("kedudukan"), max_length=10, choices=EmployeeKind)
    name = models.CharField(_("nama tanpa gelar"), max_length=150, db_index=True)
    front_title = models.CharField(_("gelar depan"), max_length=60, blank=True)
    back_title = models.CharField(_("gelar belakang"), max_length=80, blank=True)
    education = models.CharField(_("pendidikan"), max_length=4, choices=Education, blank=True)
    nik = EncryptedField(_("NIK"), mask="nik", blank=True, default="")
    nik_index = BlindIndexField(source="nik")
    phone = EncryptedField(_("nomor telepon"), mask="phone", blank=True, default="")
    email = EncryptedField(_("surel"), mask="email", blank=True, default="")
    address = EncryptedField(_("alamat"), mask="text", blank=True, default="")
    created_at = models.DateTimeField(_("dicatat pada"))

    class Meta:
        verbose_name = _("pegawai")
        verbose_name_plural = _("pegawai")
        ordering = ["name", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(nip__isnull=False) | Q(kind=EmployeeKind.ELECTED),
                name="people_employee_nip",
                violation_error_message=_("Pegawai ASN harus mempunyai NIP."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name with titles as they are written: "dr. Sari Tumon, M.Kes."."""
        front = f"{self.front_title} " if self.front_title else ""
        back = f", {self.back_title}" if self.back_title else ""
        return f"{front}{self.name}{back}"


class Grade(Dated):
    """The grade (golongan/ruang) somebody holds from a day on (TMT)."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="grades")
    grade = models.CharField(_("golongan"), max_length=6)

    objects: ClassVar[DatedQuerySet["Grade"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            dates_in_order("people_grade_dates"),
            models.UniqueConstraint(
                fields=["employee"],
                condition=Q(to_date__isnull=True, voided_at__isnull=True),
                name="people_grade_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grade}, {self.from_date}"


class StatusKind(models.TextChoices):
    """Whether somebody serves."""

    ACTIVE = "aktif", _("Aktif")
    STUDY = "tugas_belajar", _("Tugas belajar")
    UNPAID_LEAVE = "cltn", _("Cuti di luar tanggungan negara")
    SUSPENDED = "diberhentikan_sementara", _("Diberhentikan sementara")
    RETIRED = "pensiun", _("Pensiun")
    MOVED = "pindah", _("Pindah instansi")
    ENDED = "berhenti", _("Berhenti")
    DECEASED = "wafat", _("Wafat")


#: Who has left: the account ends and no line of reporting leads to them.
LEFT = frozenset({StatusKind.RETIRED, StatusKind.MOVED, StatusKind.ENDED, StatusKind.DECEASED})


class Status(Dated):
    """Whether somebody serves, from a day on."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="statuses")
    kind = models.CharField(_("status"), max_length=24, choices=StatusKind)

    objects: ClassVar[DatedQuerySet["Status"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            dates_in_order("people_status_dates"),
            models.UniqueConstraint(
                fields=["employee"],
                condition=Q(to_date__isnull=True, voided_at__isnull=True),
                name="people_status_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.from_date}"
