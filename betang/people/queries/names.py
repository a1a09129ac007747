"""Names and posts of the people in a list of findings: two queries for all of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from betang.people.models import Employee
from betang.people.queries.reconcile import Finding


@dataclass(frozen=True, slots=True)
class Names:
    """People by id."""

    people: dict[int, Employee]

    def of(self, finding: Finding) -> tuple[Employee, Employee | None, Employee | None]:
        """Give the person of a finding, the recorded superior and the proposed one."""
        return (
            self.people[finding.employee_id],
            self.people.get(finding.superior_id or 0),
            self.people.get(finding.proposed_id or 0),
        )


def names_of(findings: Iterable[Finding]) -> Names:
    """Find everybody who is named in some findings, in one query."""
    ids: set[int] = set()
    for finding in findings:
        ids |= {finding.employee_id, finding.superior_id or 0, finding.proposed_id or 0}
    named = Employee.objects.only("uid", "front_title", "name", "back_title")  # nothing to decrypt
    return Names(named.in_bulk(ids - {0}))
