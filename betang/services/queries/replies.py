"""Which answers an officer may pick, and what the head of a section decided about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Subquery
from django.db.models.functions import Length
from django.utils import timezone, translation
from django.utils.formats import date_format

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.people.models import Unit
from betang.regulation.calendar.city import city_calendar
from betang.regulation.text import Text
from betang.services import flow, timing
from betang.services.content import definition_of
from betang.services.models import ReplyText, Request
from betang.services.office import office_code
from betang.services.replies import STEPS, Offer, Reply, packaged


class Offers:
    """What an officer may pick for the steps of one request; the answers are read at first need, by one query."""

    def __init__(self, viewer: Viewer, row: Request, now: datetime) -> None:
        self.viewer, self.row, self.now = viewer, row, now

    @cached_property
    def known(self) -> list[Reply]:
        """The answers that hold for the section of who looks."""
        return [line.reply for line in lines(self.viewer.unit_id, self.viewer.today) if line.reply.text.id]

    def to(self, step: str) -> Offer:
        """Put together what may be picked for a step; nothing where no words go to the applicant."""
        definition, language = definition_of(self.row), self.row.language
        with translation.override(language):
            day = date_format(last_day(step, self.now), "j F Y")
        return Offer(
            replies=[each for each in self.known if each.to == step] if step in STEPS else (),
            language=language,
            given={"nomor": self.row.number or "", "layanan": definition.name.text(language), "tanggal": day},
            papers={paper.key: paper.text.text(language) for paper in definition.papers},
        )


def last_day(to: str, now: datetime) -> date:
    """Return until when a request is to be put right, when it goes back now; the day itself for other steps."""
    today = timezone.localdate(now)
    # The law's calendar will do: these are days of the calendar, whatever the office's hours.
    until = timing.lapse_due(city_calendar(), start=now, day=today) if to == flow.CORRECTING else None
    return timezone.localdate(until) if until else today


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An answer as it holds for a unit; `row` is None for one that comes with Betang."""

    reply: Reply
    row: ReplyText | None


def lines(unit: int | None, day: date) -> list[Line]:
    """List the answers that hold for a unit on a day, those taken out included; one query."""
    mine = Unit.objects.filter(pk=unit or 0).values("path")[:1]
    rows = ReplyText.objects.on(day).annotate(mine=Subquery(mine)).select_related("unit")
    held = [row for row in rows if row.mine and row.mine.startswith(row.unit.path)]
    held.sort(key=lambda row: (len(row.unit.path), row.from_date, row.pk))
    chosen = {row.code: row for row in held}  # the nearest unit's last one stays
    known = [Line(reply=each, row=None) for each in packaged() if each.code not in chosen]
    own = [Line(reply=as_reply(row), row=row) for row in chosen.values()]
    return sorted([*known, *own], key=lambda line: (STEPS.index(line.reply.to), line.reply.title.id))


def as_reply(row: ReplyText) -> Reply:
    """Read a row as an answer; without English the Indonesian one is said."""
    title, text = Text(row.title, row.title), Text(row.text, row.text_en or row.text)
    return Reply(code=row.code, to=row.to, title=title, text=text)


def unit_led(viewer: Viewer) -> Unit | None:
    """Return the part of the office that somebody leads, the topmost of several; None for anybody else. One query."""
    if not viewer.has(Role.UNIT_HEAD) or not viewer.leads:
        return None
    office = Unit.objects.filter(code=office_code()).values("path")[:1]
    found = Unit.objects.filter(pk__in=viewer.leads).annotate(office=Subquery(office), depth=Length("path"))
    return next((each for each in found.order_by("depth") if each.office and each.path.startswith(each.office)), None)


def history(unit: Unit) -> list[ReplyText]:
    """List what was decided for a unit, the newest first; one query."""
    rows = ReplyText.objects.filter(unit=unit).select_related("recorded_by", "voided_by")
    return list(rows.order_by("-from_date", "-pk")[:100])
