"""Teams across units: a person can be in several (PermenPANRB 7/2022 on working in teams)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betang.people.models.dated import Dated, DatedQuerySet, dates_in_order
from betang.people.models.employees import Employee
from betang.people.models.units import Unit


class TeamRole(models.TextChoices):
    """What somebody is in a team."""

    LEADER = "ketua", _("Ketua tim")
    MEMBER = "anggota", _("Anggota")


class Team(models.Model):
    """A team with a task, kept by one unit."""

    name = models.CharField(_("nama tim"), max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="teams", verbose_name=_("unit"))
    purpose = models.CharField(_("tugas"), max_length=300, blank=True)
    from_date = models.DateField(_("mulai"))
    to_date = models.DateField(_("sampai"), null=True, blank=True)

    class Meta:
        verbose_name = _("tim")
        verbose_name_plural = _("tim")
        ordering = ["unit_id", "name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            dates_in_order("people_team_dates"),
            models.UniqueConstraint(fields=["unit", "name", "from_date"], name="people_team_once"),
        ]

    def __str__(self) -> str:
        return self.name


class TeamMember(Dated):
    """Somebody in a team for a time."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="members")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="memberships")
    role = models.CharField(_("peran"), max_length=10, choices=TeamRole, default=TeamRole.MEMBER)

    objects: ClassVar[DatedQuerySet["TeamMember"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            dates_in_order("people_member_dates"),
            models.UniqueConstraint(
                fields=["team", "employee"],
                condition=Q(to_date__isnull=True, voided_at__isnull=True),
                name="people_member_one_open",
            ),
            models.UniqueConstraint(
                fields=["team"],
                condition=Q(to_date__isnull=True, voided_at__isnull=True, role="ketua"),
                name="people_member_one_leader",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} in {self.team_id}"
