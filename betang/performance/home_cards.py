"""What performance puts on the home page: the own plan, what waits for oneself, and thanks."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import staff
from betang.kernel.access.viewer import Viewer
from betang.people.models import Employee
from betang.performance import rules
from betang.performance.models import Plan, PlanVersion, VersionState
from betang.performance.queries.feedback import requests_open
from betang.performance.queries.plans import with_states
from betang.performance.queries.recognition import thanks_received
from betang.ui.home import Card, home_card

THANKED_LATELY = timedelta(days=14)


@home_card(staff, order=5)
def own_plan(viewer: Viewer) -> Card | None:
    """Lead to one's own performance; urgent while the plan has to be written or mended."""
    plans = with_states(Plan.objects.filter(rules.own_plan(viewer), closed_at__isnull=True))
    plan = plans.select_related("cycle").order_by("-cycle__year", "-from_date").first()
    if plan is None:
        return None
    words = {
        VersionState.RETURNED: _("Penilai memberi catatan. Perbaiki, lalu ajukan lagi."),
        VersionState.DRAFT: _("SKP Anda masih draf. Lengkapi, lalu ajukan kepada penilai."),
        VersionState.SUBMITTED: _("SKP Anda menunggu keputusan penilai."),
    }
    state = plan.open_state  # type: ignore[attr-defined]
    return Card(
        title=_("SKP %(year)s") % {"year": plan.cycle.year},
        text=words.get(state, _("Untuk apa pekerjaan Anda, apa yang disepakati, dan sejauh mana tahun ini.")),
        url=reverse("plan_mine"),
        action=_("Buka kinerja saya"),
        icon="chart",
        urgent=state in {VersionState.RETURNED, VersionState.DRAFT},
    )


@home_card(staff, order=9)
def contribution(viewer: Viewer) -> Card | None:
    """Lead to what one's work contributes; no question asked."""
    if not viewer.has(Role.EMPLOYEE):
        return None
    return Card(
        title=_("Kontribusi saya"),
        text=_("Dari tujuan kota sampai hasil Anda: bagian Anda, dan perkembangannya dari tahun ke tahun."),
        url=reverse("contribution"),
        action=_("Lihat kontribusi"),
        icon="sprout",
    )


@home_card(staff, order=6)
def plans_waiting(viewer: Viewer) -> Card | None:
    """Say how many plans wait for one's decision; nothing when there is none."""
    if not viewer.has(Role.SUPERVISOR, Role.UNIT_HEAD, Role.MAYOR):  # nobody else rates: no question asked
        return None
    rated = Plan.objects.filter(rules.may_rate_plan(viewer), closed_at__isnull=True)
    waiting = PlanVersion.objects.filter(plan__in=rated, state=VersionState.SUBMITTED)
    number = waiting.count()
    if not number:
        return None
    text = ngettext("%(n)s SKP menunggu keputusan Anda.", "%(n)s SKP menunggu keputusan Anda.", number)
    return Card(
        title=_("Putuskan SKP"),
        text=text % {"n": number},
        url=reverse("plan_team"),
        action=_("Buka tim saya"),
        icon="users",
        urgent=True,
    )


@home_card(staff, order=7)
def said(viewer: Viewer) -> list[Card]:
    """Say how many requests for feedback wait for one's answer, and how many thanked one lately: one question."""
    if viewer.employee_id is None:
        return []
    lately = thanks_received(viewer).filter(given_at__date__gte=viewer.today - THANKED_LATELY)
    counts = {"asked": number_of(requests_open(viewer), "giver"), "thanked": number_of(lately, "receiver")}
    row = Employee.objects.filter(pk=viewer.employee_id).values_list(*counts.values()).first()
    asked, thanked = row or (None, None)
    return [*feedback_wanted(asked or 0), *thanks_card(thanked or 0)]


def number_of(rows: QuerySet[Any], whose: str) -> Subquery:
    """Count rows of one person as part of another question; null for none."""
    return Subquery(rows.order_by().values(whose).annotate(number=Count("pk")).values("number"))


def feedback_wanted(number: int) -> list[Card]:
    """Say how many requests for feedback wait for one's answer; nothing when there is none."""
    if not number:
        return []
    text = ngettext("%(n)s orang meminta umpan balik Anda.", "%(n)s orang meminta umpan balik Anda.", number)
    return [
        Card(
            title=_("Permintaan umpan balik"),
            text=text % {"n": number},
            url=reverse("feedback"),
            action=_("Buka umpan balik"),
            icon="chat",
        )
    ]


def thanks_card(number: int) -> list[Card]:
    """Say how many thanked one lately; nothing when nobody did."""
    if not number:
        return []
    text = ngettext("%(n)s ucapan dalam dua minggu terakhir.", "%(n)s ucapan dalam dua minggu terakhir.", number)
    return [
        Card(
            title=_("Terima kasih untuk Anda"),
            text=text % {"n": number},
            url=reverse("thanks"),
            action=_("Baca ucapan"),
            icon="thumb",
        )
    ]
