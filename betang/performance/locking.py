"""Taking a version to change it: locked, in the right state, by the right person."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.errors import Conflict, Forbidden
from betang.performance.models import Plan, PlanVersion, VersionState

#: In which states the owner may write: what was submitted waits for its rater.
EDITABLE = (VersionState.DRAFT, VersionState.RETURNED)


def is_owner(plan: Plan, actor: User) -> bool:
    """Tell whether an account is that of the person the plan is about."""
    return plan.employee.user_id == actor.pk


def is_rater(plan: Plan, actor: User) -> bool:
    """Tell whether an account is that of the plan's rater, who is never the person itself."""
    return plan.rater is not None and plan.rater.user_id == actor.pk and not is_owner(plan, actor)


def locked(version: PlanVersion, states: Collection[str]) -> PlanVersion:
    """Read a version anew and hold it until the transaction ends; Conflict when it is no longer in these states."""
    found = (
        PlanVersion.objects.select_for_update(of=("self",))
        .select_related("plan__employee", "plan__rater", "plan__cycle")
        .get(pk=version.pk)
    )
    if found.state not in states or found.plan.closed_at:
        words = {"state": found.get_state_display().lower()}
        raise Conflict(_("SKP ini sudah berubah: versi ini sekarang %(state)s. Muat ulang halamannya.") % words)
    return found


def editable(version: PlanVersion, actor: User) -> PlanVersion:
    """Take a version that its owner may write; Forbidden for others, Conflict when it is not open for writing."""
    if not is_owner(version.plan, actor):
        raise Forbidden(_("Hanya pemilik SKP yang menyusunnya."))
    return locked(version, EDITABLE)


def decidable(version: PlanVersion, actor: User, seen: str) -> PlanVersion:
    """Take a submitted version that its rater decides; Conflict when it is not the one that was `seen`."""
    if not is_rater(version.plan, actor):
        raise Forbidden(_("SKP diputuskan oleh pejabat penilainya, dan tidak pernah oleh pemiliknya sendiri."))
    found = locked(version, (VersionState.SUBMITTED,))
    if stamp(found) != seen:
        raise Conflict(_("SKP ini diajukan ulang sejak Anda membukanya. Muat ulang halamannya, lalu putuskan."))
    return found


def stamp(version: PlanVersion) -> str:
    """Give the mark of a submission: what a rater decides on is what the rater saw."""
    return version.submitted_at.isoformat() if version.submitted_at else ""
