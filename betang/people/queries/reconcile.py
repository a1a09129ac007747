"""Supervisors that are missing or cannot be right: the list that the personnel agency works off.

The commonest complaint about the national application is a wrong superior whose correction has to begin at that very
superior's account (law/people-reference §8). Here the keeper of the files sets it right at once.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from betang.kernel.access.viewer import Viewer
from betang.people import rules
from betang.people.models import Employee, EmployeeKind, LineBasis, ReportingLine
from betang.people.models.dated import DatedQuerySet
from betang.people.queries.structure import gone_on, homes_on, leaders_on, parents_on, serving
from betang.people.structure import ringed, superiors

IMPORTED = LineBasis.IMPORTED


class Problem(TextChoices):
    """What can be wrong with a superior, the worst first."""

    LEFT = "atasan_pergi", _("Atasan sudah tidak bertugas")
    MISSING = "tanpa_atasan", _("Belum ada atasan")
    RING = "lingkaran", _("Atasan saling melapor")
    NO_POST = "tanpa_jabatan", _("Belum ada jabatan")
    DIFFERS = "beda_struktur", _("Berbeda dari susunan unit")


@dataclass(frozen=True, slots=True)
class Finding:
    """One person whose superior needs a look, with what is recorded and what the structure says."""

    employee_id: int
    problem: Problem
    superior_id: int | None
    proposed_id: int | None


def findings(viewer: Viewer, *, day: date) -> list[Finding]:
    """List what needs a look among the people whose files the viewer keeps; a fixed number of queries.

    The database picks the few who may need one (no superior, one who left, one who came by an import, superiors
    themselves for the rings); only for these it is asked what the structure says.
    """
    gone = gone_on(day)
    doubtful = doubtful_lines(day)
    rows = doubtful.values_list("employee_id", "superior_id", "basis")
    lines = {employee: (superior, basis) for employee, superior, basis in rows}
    rings = ringed({employee: superior for employee, (superior, _basis) in lines.items()})
    fine = {who for who, (boss, basis) in lines.items() if not (who in rings or boss in gone or basis == IMPORTED)}
    alone = ~Q(pk__in=ReportingLine.objects.on(day).values("employee_id"))
    mine = Employee.objects.filter(rules.may_set_superior(viewer))
    asked = mine.filter(alone | Q(pk__in=doubtful.values("employee_id"))).order_by("name").values_list("pk", "kind")
    kinds = {person: kind for person, kind in asked if person not in gone and person not in fine}
    homes = homes_on(day, among=kinds)
    proposed = superiors(parents=parents_on(day), leaders=leaders_on(day), home=homes)
    found = []
    for person, kind in kinds.items():
        superior, basis = lines.get(person, (None, ""))
        problem = problem_of(person, superior, basis, kind=kind, gone=gone, homes=homes, rings=rings, proposed=proposed)
        if problem:
            found.append(Finding(person, problem, superior, proposed.get(person)))
    order = list(Problem)
    return sorted(found, key=lambda finding: order.index(finding.problem))


def doubtful_lines(day: date) -> DatedQuerySet[ReportingLine]:
    """Pick the lines that can be wrong: imported, to one who left, or of somebody who is a superior himself."""
    lines = ReportingLine.objects.on(day)
    return lines.filter(Q(basis=IMPORTED) | ~serving(day, "superior__") | Q(employee__in=lines.values("superior_id")))


def problem_of(
    person: int,
    superior: int | None,
    basis: str,
    *,
    kind: str,
    gone: frozenset[int],
    homes: dict[int, int],
    rings: set[int],
    proposed: dict[int, int],
) -> Problem | None:
    """Say what is wrong with one person's superior, None when nothing is."""
    if superior is not None and superior in gone:
        return Problem.LEFT
    if superior is None:
        if kind == EmployeeKind.ELECTED:
            return None
        return Problem.MISSING if person in homes else Problem.NO_POST
    if person in rings:
        return Problem.RING
    if basis == IMPORTED and proposed.get(person) not in {None, superior}:
        return Problem.DIFFERS
    return None
