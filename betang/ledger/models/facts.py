"""Facts: what was done, by whom, when, in which unit, measured how. Rows are added and never changed or deleted."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from betang.ledger.models.sources import Source
from betang.people.models import Employee, Unit


class FactQuerySet(models.QuerySet["Fact"]):
    """Facts; no way to change or remove any."""

    def counting(self) -> "FactQuerySet":
        """Keep the facts that count: of each record the last revision."""
        return self.exclude(Exists(Fact.objects.filter(replaces=OuterRef("pk"))))

    def update(self, **kwargs: object) -> int:
        """Refuse: a correction is a new fact."""
        raise TypeError("Facts are never changed; a correction is a new fact.")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse: the ledger only grows."""
        raise TypeError("Facts are never deleted.")


class Fact(models.Model):
    """One fact. `record` names what it is about within its source; corrections are further revisions of the record."""

    kind = models.CharField(_("jenis"), max_length=100)
    subject = models.ForeignKey(Employee, models.PROTECT, related_name="facts", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="facts", db_index=False)  # at that time
    happened_at = models.DateTimeField(_("terjadi pada"))
    day = models.DateField(_("hari"))  # in the city's time
    data = models.JSONField(_("nilai"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="facts", db_index=False)
    event_id = models.CharField(_("id pada sumber"), max_length=200)
    record = models.CharField(max_length=200)  # the first event's id, or the reference of a record in our own modules
    revision = models.PositiveIntegerField(default=1)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by", db_index=False)
    recorded_at = models.DateTimeField(_("dicatat pada"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects: ClassVar[FactQuerySet] = FactQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("fakta")
        verbose_name_plural = _("fakta")
        ordering = ["day", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject", "kind", "day"], name="ledger_fact_own"),
            models.Index(fields=["kind", "day"], name="ledger_fact_all"),
            models.Index(fields=["kind", "unit", "day"], name="ledger_fact_unit"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "event_id"], name="ledger_fact_once"),
            models.UniqueConstraint(fields=["source", "record", "kind", "revision"], name="ledger_fact_revision"),
            # Small: of facts that replace none, nearly all, it holds nothing.
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(replaces__isnull=False), name="ledger_fact_replaced_once"
            ),
            models.CheckConstraint(
                condition=Q(revision=1, replaces__isnull=True) | Q(revision__gt=1, replaces__isnull=False),
                name="ledger_fact_replaces",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.subject_id}, {self.day}"
