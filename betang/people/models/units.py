"""Units of the city government and how they hang together, with the history of names and parents."""

import re
from datetime import date, datetime
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betang.kernel.accounts.models import User
from betang.people.models.dated import Dated, DatedQuerySet, dates_in_order

CODE_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CODE = RegexValidator(rf"^{CODE_PATTERN.pattern}\Z", _("Kode unit: huruf kecil, angka, dan tanda hubung."))


class UnitKind(models.TextChoices):
    """What a unit is by the city's structure (PP 18/2016; Perda 11/2016 as amended by Perda 6/2019)."""

    CITY = "kota", _("Pemerintah kota")
    SECRETARIAT = "sekretariat", _("Sekretariat")
    INSPECTORATE = "inspektorat", _("Inspektorat")
    OFFICE = "dinas", _("Dinas")
    AGENCY = "badan", _("Badan")
    CORPS = "satuan", _("Satuan")
    DISTRICT = "kecamatan", _("Kecamatan")
    VILLAGE = "kelurahan", _("Kelurahan")
    HOSPITAL = "rsud", _("Rumah sakit umum daerah")
    CLINIC = "puskesmas", _("Puskesmas")
    SERVICE_MALL = "mpp", _("Mal pelayanan publik")
    DIVISION = "bidang", _("Bidang")
    SECTION = "seksi", _("Seksi atau subbagian")
    TECHNICAL = "uptd", _("Unit pelaksana teknis")


class Unit(models.Model):
    """A unit as it stands today. `path` holds the ids from the root down, so that "and all below" is one comparison.

    Names and parents of other days are in UnitPeriod; the actions keep both in step.
    """

    code = models.CharField(_("kode"), max_length=64, unique=True, validators=[CODE])
    kind = models.CharField(_("jenis"), max_length=20, choices=UnitKind)
    name = models.CharField(_("nama"), max_length=200)
    abbreviation = models.CharField(_("singkatan"), max_length=60, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=255, db_index=True, editable=False, default="")
    main = models.BooleanField(_("perangkat daerah"), default=False)
    confirmed = models.BooleanField(_("nama sudah dipastikan"), default=True)
    source = models.CharField(_("sumber"), max_length=300, blank=True)
    closed_date = models.DateField(_("ditutup"), null=True, blank=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("unit")
        ordering = ["path"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="people_unit_not_own_parent"),
            models.UniqueConstraint(fields=["kind"], condition=Q(kind="kota"), name="people_unit_one_root"),
            # One root: the city itself. Everything else hangs below it, so that every climb ends.
            models.CheckConstraint(
                condition=(Q(parent__isnull=True) & Q(kind="kota")) | (Q(parent__isnull=False) & ~Q(kind="kota")),
                name="people_unit_root",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def short(self) -> str:
        """The abbreviation, or the name where there is none."""
        return self.abbreviation or self.name


class UnitPeriod(Dated):
    """What a unit was called and where it belonged for a time."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="periods")
    name = models.CharField(_("nama"), max_length=200)
    abbreviation = models.CharField(_("singkatan"), max_length=60, blank=True)
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[DatedQuerySet["UnitPeriod"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            dates_in_order("people_unitperiod_dates"),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(to_date__isnull=True, voided_at__isnull=True),
                name="people_unitperiod_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.from_date}"

    @classmethod
    def of(cls, unit: Unit, *, from_date: date, actor: User | None, reason: str, now: datetime) -> "UnitPeriod":
        """Build the row, unsaved, of a unit as it stands, from a day on."""
        return cls(
            unit=unit,
            name=unit.name,
            abbreviation=unit.abbreviation,
            parent=unit.parent,
            from_date=from_date,
            reason=reason,
            recorded_at=now,
            recorded_by=actor,
        )
