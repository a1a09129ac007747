"""Posts: what somebody is appointed to, with type, level and class (law/people-reference §3)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betang.people.models.units import CODE, Unit


class PositionType(models.TextChoices):
    """Types of posts in a city; JPT Utama and JPT Madya do not exist there (UU 20/2023; PP 11/2017)."""

    ELECTED = "pejabat_politik", _("Pejabat yang dipilih")
    JPT = "jpt_pratama", _("Jabatan pimpinan tinggi pratama")
    ADMINISTRATOR = "administrator", _("Administrator")
    SUPERVISOR = "pengawas", _("Pengawas")
    EXECUTIVE = "pelaksana", _("Pelaksana")
    EXPERT = "jf_keahlian", _("Jabatan fungsional keahlian")
    SKILLED = "jf_keterampilan", _("Jabatan fungsional keterampilan")


class Position(models.Model):
    """A post in a unit. `level` is the rank within the type (eselon II.b, Ahli Muda, Klerek …), in the law's words."""

    code = models.CharField(_("kode"), max_length=64, unique=True, validators=[CODE])
    name = models.CharField(_("nama jabatan"), max_length=200)
    type = models.CharField(_("jenis"), max_length=20, choices=PositionType)
    level = models.CharField(_("jenjang"), max_length=40, blank=True)
    grade_class = models.PositiveSmallIntegerField(_("kelas jabatan"), null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="positions", verbose_name=_("unit"))
    is_head = models.BooleanField(_("memimpin unit"), default=False)
    closed_date = models.DateField(_("ditutup"), null=True, blank=True)

    class Meta:
        verbose_name = _("jabatan")
        verbose_name_plural = _("jabatan")
        ordering = ["unit_id", "-is_head", "name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(is_head=True, closed_date__isnull=True),
                name="people_position_one_head",
                violation_error_message=_("Unit ini sudah mempunyai jabatan pimpinan."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
