"""Taking an evaluation to change it: made at first use, locked, by the right person, and as it was seen."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.people.models import Unit
from betang.performance.locking import is_owner, is_rater
from betang.performance.models import Evaluation, EvaluationState, Period, Plan
from betang.performance.queries.annual import evaluated, takes_the_year

RELATED = ("plan__employee", "plan__rater", "plan__unit", "period__cycle")


def held(plan: Plan, period: Period) -> Evaluation:
    """Take the evaluation of a plan in a period until the transaction ends; it is made when there is none yet."""
    found = _locked(plan, period)
    if found is None:
        if not fits(plan, period):
            raise Invalid(_("SKP ini tidak berlaku pada periode tersebut."))
        try:
            with transaction.atomic():
                Evaluation.objects.create(plan=plan, period=period)
        except IntegrityError:  # somebody made it at this moment
            pass
        found = _locked(plan, period)
    if found is None:
        raise Conflict(_("Evaluasi ini sedang dibuka orang lain. Muat ulang halamannya."))
    return found


def _locked(plan: Plan, period: Period) -> Evaluation | None:
    rows = Evaluation.objects.select_for_update(of=("self",)).select_related(*RELATED)
    return rows.filter(plan=plan, period=period).first()


def fits(plan: Plan, period: Period) -> bool:
    """Tell whether a plan is evaluated in a period: they share days, of the same year; the whole year on the last."""
    return evaluated(plan, period)


def on_last_plan(rows: Sequence[Evaluation]) -> None:
    """Refuse to evaluate the whole year on another plan than the person's last of it; a query only for a year."""
    whole = [row for row in rows if row.period.annual]
    if whole and len(takes_the_year(row.plan_id for row in whole)) < len({row.plan_id for row in whole}):
        raise Conflict(_("Evaluasi tahunan dibuat pada SKP terakhir tahun itu, oleh penilainya; bukan pada SKP ini."))


def rater_only(plan: Plan, actor: User) -> None:
    """Refuse whoever is not the plan's rater; nobody rates himself."""
    if not is_rater(plan, actor):
        raise Forbidden(_("Evaluasi ini dinilai oleh pejabat penilainya, dan tidak pernah oleh pegawainya sendiri."))


def owner_only(plan: Plan, actor: User) -> None:
    """Refuse whoever is not the person evaluated."""
    if not is_owner(plan, actor):
        raise Forbidden(_("Hanya pegawai yang dinilai yang dapat melakukan ini."))


def unsent(evaluation: Evaluation) -> None:
    """Refuse to change what was sent."""
    if evaluation.state != EvaluationState.OPEN:
        raise Conflict(_("Evaluasi ini sudah dikirim dan tidak dapat diubah lagi."))


def units_held(rows: Iterable[Evaluation]) -> None:
    """Hold the units of evaluations, as unit_achievement_set does: no achievement changes under what is sent."""
    list(Unit.objects.select_for_update().filter(pk__in={row.plan.unit_id for row in rows}).order_by("pk"))


def begun(period: Period, now: datetime) -> None:
    """Refuse a period that lies ahead."""
    from django.utils.timezone import localdate

    if localdate(now) < period.from_date:
        raise Invalid(_("Periode ini belum dimulai."))
