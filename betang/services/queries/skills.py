"""Who is competent for which service on a day, and whether others are warned or stopped.

A service counts as settled while somebody's competence for it, or for its group, holds on the day. For one that is not
settled nobody is warned or stopped. The rule stands twice: on rows that were read (for the pages of the heads), and in
the question for requests (for the counter, which asks nothing more). A test compares both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from django.db.models import BooleanField, DateField, QuerySet
from django.db.models.expressions import RawSQL

from betang.kernel.access.viewer import Viewer
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


def standing_of(viewer: Viewer) -> dict[str, RawSQL]:
    """Give what annotates requests with how somebody stands to their services; no query of its own.

    `skill_lacks`: others are competent and this one is not; `skill_ended`: the last day of a competence that is over;
    `skill_blocks`: whether who lacks it is stopped. In SQL, since every page of the counter asks it: to put the same
    together by the ORM costs 10 ms a page, to answer it less than one.
    """
    day, own = viewer.today, viewer.employee_id or 0
    held = f"SELECT 1 FROM services_skill skill WHERE {HOLDS.format('skill')} AND {_covers()}"  # noqa: S608  words of ours only
    mine = f"FROM services_skill skill WHERE skill.voided_at IS NULL AND {_covers()} AND skill.employee_id = %s"
    return {
        "skill_lacks": RawSQL(  # noqa: S611  made of words of ours only
            f"EXISTS ({held}) AND NOT EXISTS ({held} AND skill.employee_id = %s)", (day, day, day, day, own), BOOLEAN
        ),
        "skill_ended": RawSQL(  # noqa: S611
            f"SELECT MAX(skill.to_date) {mine} AND skill.to_date < %s", (own, day), DateField()
        ),
        "skill_blocks": RawSQL(BLOCKS, (day, day, SkillMode.BLOCK.value), BOOLEAN),  # noqa: S611
    }


BOOLEAN = BooleanField()
HOLDS = "{0}.voided_at IS NULL AND {0}.from_date <= %s AND ({0}.to_date IS NULL OR {0}.to_date >= %s)"
"""What holds on a day, as `people.models.dated.on_day` says it; takes the day twice."""
BLOCKS = f"""EXISTS (SELECT 1 FROM services_skillrule rule WHERE rule.id = (
    SELECT latest.id FROM services_skillrule latest WHERE {HOLDS.format("latest")}
    ORDER BY latest.from_date DESC, latest.id DESC LIMIT 1) AND rule.mode = %s)"""  # noqa: S608


@cache
def _covers() -> str:
    """Give the condition that a competence covers the service of a request, by itself or by the service's group."""
    whens = " ".join(f"WHEN '{code}' THEN '{each.group}'" for code, each in packaged().items())
    group = f"CASE services_request.service {whens} ELSE '-' END"
    return f"""(skill.service = services_request.service OR skill."group" = {group})"""


def _rule(day: date) -> QuerySet[SkillRule, int]:
    """Give the key of the rule in force."""
    return SkillRule.objects.on(day).order_by("-from_date", "-pk").values_list("pk", flat=True)[:1]
