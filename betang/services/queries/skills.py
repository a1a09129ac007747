"""Who is competent for which service on a day, and whether others are warned or stopped.

A service counts as settled while somebody's competence for it, or for its group, holds on the day. For one that is not
settled nobody is warned or stopped. The rule stands twice: on rows that were read (for the pages of the heads), and in
the question for requests (for the counter, which asks nothing more). A test compares both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from betang.kernel.access.viewer import Viewer
from betang.services.groups import groups
from betang.services.models import Skill, SkillMode, SkillRule
from betang.services.reading import packaged


@dataclass(frozen=True, slots=True)
class Skills:
    """The valid rows of any day with the day they are asked for, and what happens without one."""

    day: date
    mode: str
    rows: Sequence[Skill]

    @property
    def blocking(self) -> bool:
        """Whether who is not competent is stopped."""
        return self.mode == SkillMode.BLOCK

    def able(self, service: str) -> frozenset[int]:
        """Give the employees who are competent for a service on the day; empty while it is not settled."""
        group = packaged()[service].group if service in packaged() else None
        return frozenset(
            row.employee_id
            for row in self.rows
            if (row.service == service or row.group == group) and row.holds(self.day)
        )

    def lacks(self, employee: int | None, service: str) -> bool:
        """Tell whether others are competent for a service and this one is not."""
        able = self.able(service)
        return bool(able) and employee not in able


def skills_on(day: date) -> Skills:
    """Read all of it; two queries."""
    mode = SkillRule.objects.filter(pk__in=_rule(day)).values_list("mode", flat=True).first()
    return replace(competences_on(day), mode=mode or SkillMode.WARN)


def competences_on(day: date) -> Skills:
    """Read who is competent, without what happens with the others; one query."""
    return Skills(day, SkillMode.WARN, list(Skill.objects.valid().order_by("from_date", "pk")))


def standing_of(viewer: Viewer) -> dict[str, Any]:
    """Give what annotates requests with how somebody stands to their services; no query of its own.

    `skill_lacks`: others are competent and this one is not; `skill_ended`: the last day of a competence that is over;
    `skill_blocks`: whether who lacks it is stopped.
    """
    own, same = viewer.employee_id or 0, Q(service=OuterRef("service")) | Q(group=OuterRef("skill_group"))
    held = Skill.objects.on(viewer.today).filter(same)
    over = Skill.objects.valid().filter(same, employee=own, to_date__lt=viewer.today).order_by("-to_date")
    whens = [
        When(service__in=[code for code, each in packaged().items() if each.group == group.id], then=Value(group.id))
        for group in groups()
    ]
    return {
        "skill_group": Case(*whens, default=Value("-"), output_field=CharField()),
        "skill_lacks": Exists(held) & ~Exists(held.filter(employee=own)),
        "skill_ended": Subquery(over.values("to_date")[:1]),
        "skill_blocks": Exists(SkillRule.objects.filter(pk__in=_rule(viewer.today), mode=SkillMode.BLOCK)),
    }


def _rule(day: date) -> QuerySet[SkillRule, int]:
    """Give the key of the rule in force."""
    return SkillRule.objects.on(day).order_by("-from_date", "-pk").values_list("pk", flat=True)[:1]
