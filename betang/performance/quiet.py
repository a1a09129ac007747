"""How long somebody may be without feedback before it is said: a dated parameter, without any consequence."""

from datetime import date

from betang.regulation.parameters import book

QUIET = "kalender-kinerja/tanpa_umpan_balik"


def quiet_limit(day: date) -> int:
    """Give the number of days by the parameter in force on a day."""
    return int(book().on(day)[QUIET].value)
