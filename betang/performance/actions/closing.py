"""Sending at the end of a period what raters rated and did not send: their decision, sent for them after the deadline.

Nothing is decided in a rater's place: what lacks a rating, a reason or the unit's achievement stays open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.notices import notice_send
from betang.performance.actions.freezing import evaluations_keep
from betang.performance.evaluating import RELATED, units_held
from betang.performance.models import Calibration, Evaluation, Period
from betang.performance.queries.closing import rated, refuse_early
from betang.performance.queries.readiness import ready
from betang.performance.words import spoken

CHUNK = 60  # evaluations a transaction: about 85 ms of computing


@dataclass(frozen=True, slots=True)
class Closed:
    """How many evaluations were sent, and the last rater who was told, for the piece that follows."""

    sent: int
    told: int | None


def evaluations_close(
    *, actor: User | None, period: Period, keys: Sequence[int], told: int | None = None, now: datetime
) -> Closed:
    """Freeze and send those of some evaluations that lack nothing. Repeating it sends none twice.

    Pieces come in the order of raters: `told` is the last one whom the piece before told, and is not told again.
    Invalid while raters still have time. `actor` None is the system; nobody sends his own.
    """
    refuse_early(period, localdate(now))
    sitting = Calibration.objects.filter(
        period=period, locked_at=None, due_date__gte=localdate(now), units__isnull=False
    )  # held back as in `not_in_calibration`
    with transaction.atomic():
        found_rated = rated(period, actor=actor).filter(pk__in=keys).exclude(plan__unit__in=sitting.values("units"))
        rows = list(found_rated.select_for_update(of=("self",)).select_related(*RELATED))
        units_held(rows)
        found = [one for one in ready(rows) if not one.missing and one.proposed.predicate[one.place] >= 0]
        if found:
            evaluations_keep(actor=actor, found=found, now=now)
            told = _tell_raters([one.evaluation for one in found], period, told, now)
    return Closed(len(found), told)


def _tell_raters(rows: Sequence[Evaluation], period: Period, told: int | None, now: datetime) -> int | None:
    """Tell the raters, but the one who was told, that what they rated was sent; return the last of them."""
    found = {row.plan.rater_id: row.plan.rater.user_id for row in rows if row.plan.rater and row.plan.rater_id}
    raters = {user for key, user in found.items() if user and key != told}
    text = format_lazy(
        gettext_lazy("Evaluasi {period} yang sudah Anda nilai dikirim kepada pegawai karena tenggatnya lewat."),
        period=spoken(period),
    )
    notice_send(
        to=sorted(raters), kind="performance.evaluation", text=text, url=reverse("evaluation_team"), now=now
    )  # fmt: skip
    return max(found, default=told)
