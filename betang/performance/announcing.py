"""What an award is when it is published: its days, the days it is compared with, and the fingerprint of what stands."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """What an award is: for what, for which teams, over which days; `year_before` compares with the same days then."""

    name: str
    about: str
    unit_kind: str
    first: date
    last: date
    year_before: bool


def base_days(announced: Announced) -> tuple[date, date]:
    """Give the days to compare with: as many just before, or the same ones a year earlier."""
    if not announced.year_before:
        last = announced.first - timedelta(days=1)
        return last - (announced.last - announced.first), last
    return year_before(announced.first), year_before(announced.last)


def year_before(day: date) -> date:
    """Give the same day a year earlier; of 29 February the 28th."""
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


def digest(kept: Any) -> str:
    """Give the fingerprint by which the trail tells whether something was altered."""
    return hashlib.sha256(json.dumps(kept, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
