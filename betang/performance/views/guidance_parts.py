"""What the screens of coaching and counselling share: the texts of a record, opened, and its forms filled in."""

from datetime import date
from typing import Any

from django.utils.translation import get_language

from betang.performance.forms.guidance import ReplyForm, WriteForm
from betang.performance.models import Guidance, GuidanceKind
from betang.performance.queries.guidance import competences_of
from betang.regulation.coaching import parts
from betang.regulation.parameters import book


def parts_shown(row: Guidance, today: date, *, whole: bool) -> dict[str, Any]:
    """Open the texts that a reader may see: all of them, or the two parts of Format B.1.8."""
    law, language = book().on(today), get_language() or "id"
    headings = {name: heading.text(language) for name, heading in parts(law).items()}
    handed = [
        (headings["pegawai"], row.about_employee.reveal()),
        (headings["pimpinan"], row.about_leader.reveal()),
    ]
    shown: dict[str, Any] = {"whole": whole, "coaching": row.kind == GuidanceKind.COACHING, "handed": handed}
    if whole:
        shown |= {name: getattr(row, name).reveal() for name in ("topic", "talked", "agreed", "reply")}
        shown["competences"] = competences_of(row)
    return shown


def write_form(row: Guidance, data: Any = None) -> WriteForm:
    """Give the form of who guides, filled with what stands."""
    initial: dict[str, Any] = {name: getattr(row, name).reveal() for name in ("talked", "agreed", "about_employee")}
    for number, one in enumerate(competences_of(row)):
        initial |= {f"{part}_{number}": one[part] for part in ("name", "score", "reason")}
    return WriteForm(data, coaching=row.kind == GuidanceKind.COACHING, day=row.day, initial=initial)


def reply_form(row: Guidance, data: Any = None) -> ReplyForm:
    """Give the form of the employee, filled with what stands."""
    initial = {name: getattr(row, name).reveal() for name in ("reply", "about_leader")}
    return ReplyForm(data, coaching=row.kind == GuidanceKind.COACHING, day=row.day, initial=initial)
