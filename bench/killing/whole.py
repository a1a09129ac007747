"""What must hold of public services whoever was killed before: each request is wholly there, or not at all."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from betang.kernel.audit import verification as trail
from betang.kernel.audit.models import AuditEntry
from betang.kernel.crypto import folder
from betang.kernel.crypto.files import file_check, files_sweep
from betang.kernel.crypto.models import EncryptedFile
from betang.kernel.mail.models import OutboxMessage
from betang.ledger.models import Fact
from betang.services import flow
from betang.services.content import answers_of, definition_of
from betang.services.factual import FINISHED, URI, fact_id
from betang.services.lacking import missing_of
from betang.services.models import Attachment, Event, NumberSeries, Request, Result
from betang.services.telling import SAID


def problems() -> list[str]:
    """Say what of the stored requests is half or double."""
    rows = list(
        Request.objects.select_related("definition").prefetch_related("events", "attachments", "results", "deliveries")
    )
    entries = Counter(
        AuditEntry.objects.filter(object_type="services.request").values_list("object_id", "action").order_by()
    )
    finding, found = trail.verify(), [f"{row}: {words}" for row in rows for words in _of(row, entries)]
    found += [str(finding)] if finding else []
    return found + _facts(rows) + _messages() + _numbers(rows) + _files()


def _of(row: Request, entries: Counter[Any]) -> list[str]:
    """Check one request: history, papers, delivery, and an entry of the trail for each of them."""
    events, results = list(row.events.all()), list(row.results.all())
    sent, key = [each for each in row.deliveries.all() if each.voided_at is None], str(row.pk)
    steps = [row.submitted_at is not None, *(each.before == before.state for before, each in pairwise(events))]
    states = [each.state for each in events]
    downloads = sum(each.downloads for each in row.deliveries.all())
    holds = {
        "history": row.state == (states[-1] if states else flow.DRAFT) and (not events or all(steps)),
        "a step twice": len(set(states)) == len(states) == row.revision,
        "sent or not": bool(events) == bool(row.number) == bool(row.submitted_at) == bool(row.pin_digest),
        "papers": not events or not missing_of(row, definition_of(row)),
        "answers": bool(answers_of(row)),
        "entry of sending": entries[key, "services.request_submit"] == states.count(flow.SUBMITTED),
        "entries of steps": entries[key, "services.request_step"] == max(0, len(states) - 1),
        "entries of documents": entries[key, "services.result_attach"] == len(results),
        "document": (flow.ISSUED in states) <= (sum(each.replaced_at is None for each in results) == 1),
        "link": len(sent) == states.count(flow.SENT),
        "fetched": (flow.DONE in states) == (downloads > 0) and entries[key, "services.result_fetch"] == downloads,
    }
    return [name for name, held in holds.items() if not held]


def _facts(rows: list[Request]) -> list[str]:
    """Compare the facts with the steps that finish work: one each, of no other."""
    wanted = Counter(
        fact_id(row, event)
        for row in rows
        for event in row.events.all()
        if event.employee_id and event.before in FINISHED
    )
    have = Counter(Fact.objects.filter(source__uri=URI).values_list("event_id", flat=True))
    return [f"facts: {wanted - have} lack, {have - wanted} are too many"] if wanted != have else []


def _messages() -> list[str]:
    """Compare the mails with the steps that somebody is told of; all of them chose mail."""
    told, have = Event.objects.filter(state__in=[flow.SUBMITTED, *SAID]).count(), OutboxMessage.objects.count()
    return [f"mails: {have} of {told}"] if told != have else []


def _numbers(rows: list[Request]) -> list[str]:
    """See that a refused or killed sending took no number along."""
    taken, given = sum(bool(row.number) for row in rows), sum(NumberSeries.objects.values_list("last", flat=True))
    return [f"numbers: {taken} of {given}"] if taken != given else []


def _files() -> list[str]:
    """See that each stored file can be read to its end and belongs to something."""
    used = {*Attachment.objects.values_list("file_id", flat=True), *Result.objects.values_list("file_id", flat=True)}
    files = list(EncryptedFile.objects.all())
    for file in files:
        file_check(file)
    return [f"files: {len(files)} of {len(used)}"] if {file.id for file in files} != used else []


def left_on_disk() -> int:
    """Sweep what killed uploads left, as the night does a day later; return how many files without a row remain."""
    standing = list(folder.standing(before=float("inf")))
    latest = max((path.stat().st_mtime for path, _file in standing), default=0.0)
    files_sweep(now=datetime.fromtimestamp(latest).astimezone() + timedelta(days=2))
    return len(list(folder.standing(before=float("inf")))) - EncryptedFile.objects.count()
