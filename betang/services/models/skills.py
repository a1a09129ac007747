"""Who may work on which services, from when to when, and what happens with the others: a warning, or no step at all."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betang.people.models import Employee
from betang.people.models.dated import Dated, DatedQuerySet, dates_in_order


class Skill(Dated):
    """That somebody is competent for one service, or for a group of the catalogue; `reason` says by what."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="service_skills", verbose_name=_("petugas"))
    service = models.CharField(_("layanan"), max_length=40, blank=True)
    group = models.CharField(_("kelompok layanan"), max_length=40, blank=True)

    objects: ClassVar[DatedQuerySet["Skill"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("keahlian layanan")
        verbose_name_plural = _("keahlian layanan")
        ordering: ClassVar[list[str]] = ["from_date", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            dates_in_order("services_skill_dates"),
            models.CheckConstraint(
                condition=(Q(service="") & ~Q(group="")) | (~Q(service="") & Q(group="")),
                name="services_skill_one_of_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service or self.group}, {self.from_date}"


class SkillMode(models.TextChoices):
    """What happens when somebody without a recorded competence works on a service for which there are some."""

    WARN = "ingatkan", _("Ingatkan saja")
    BLOCK = "tolak", _("Tolak langkahnya")


class SkillRule(Dated):
    """What the head of the office decided about it. Of those that hold, the one recorded last is in force."""

    mode = models.CharField(_("bila tidak cakap"), max_length=10, choices=SkillMode)

    objects: ClassVar[DatedQuerySet["SkillRule"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("aturan keahlian layanan")
        verbose_name_plural = _("aturan keahlian layanan")
        ordering: ClassVar[list[str]] = ["from_date", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [dates_in_order("services_skillrule_dates")]

    def __str__(self) -> str:
        return f"{self.mode}, {self.from_date}"
