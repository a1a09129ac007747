"""What performance adds to the public page of the city's figures: the city's goals, and the appraisal of its staff."""

from __future__ import annotations

from datetime import date

from betang.performance.queries import public
from betang.regulation.parameters import book
from betang.regulation.service_standards.catalogue import ANGKA_PUBLIK
from betang.ui.public_parts import Part, public_part


@public_part(order=10)
def performance(day: date) -> Part | None:
    """The key indicators of the city's own goals, and how far the appraisal of the year is.

    Nothing before a year was opened, and no count of a group so small that no figure of it is published.
    """
    cycle = public.cycle_of(day)
    if cycle is None:
        return None
    found, least = public.appraisal(cycle, day), book().on(day)[ANGKA_PUBLIK].value["diumumkan"]
    content = {
        "cycle": cycle,
        "gauges": public.city_gauges(cycle),
        "plans": found.plans if found.plans.total >= least else None,
        "period": found.period,
        "evaluations": found.evaluations if found.evaluations.total >= least else None,
    }
    return Part(template="performance/public.html", content=content)
