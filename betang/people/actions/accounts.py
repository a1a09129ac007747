"""Accounts for those who serve: one for everybody who has none, named by the NIP, made in bulk."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models.functions import Lower

from betang.kernel.accounts.actions.creating import NewAccount, accounts_create
from betang.kernel.accounts.models import User
from betang.people.models import Employee
from betang.people.queries.structure import gone_on


def accounts_open(*, actor: User | None, day: date, now: datetime) -> int:
    """Make the accounts that are missing; nobody can sign in to one before a code was used. Returns how many.

    Set-based. A malformed e-mail address, one that two people share, or one that another account signs in with, is
    left out: those people get their first code on paper.
    """
    with transaction.atomic():
        gone = gone_on(day)
        people = [
            person
            for person in Employee.objects.select_for_update().filter(user__isnull=True, nip__isnull=False)
            if person.pk not in gone
        ]
        if not people:
            return 0
        emails = _addresses(people)
        rows = [
            NewAccount(username=person.nip or "", email=emails.get(person.pk, ""), subject=person.uid)
            for person in people
        ]
        accounts = {user.subject: user for user in accounts_create(actor=actor, rows=rows, now=now).all.values()}
        linked = [person for person in people if person.uid in accounts]
        for person in linked:
            person.user = accounts[person.uid]
        Employee.objects.bulk_update(linked, ["user"], batch_size=500)
    return len(linked)


def _addresses(people: Sequence[Employee]) -> dict[int, str]:
    """Give the e-mail addresses that can be used for signing in, by id of the employee."""
    given = {person.pk: person.email.reveal().strip() for person in people if person.email}
    given = {pk: text for pk, text in given.items() if _is_address(text)}
    counts = Counter(address.lower() for address in given.values())
    taken = set(User.objects.exclude(email="").annotate(low=Lower("email")).values_list("low", flat=True))
    return {pk: text for pk, text in given.items() if counts[text.lower()] == 1 and text.lower() not in taken}


def _is_address(text: str) -> bool:
    """Tell whether a text is an e-mail address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
