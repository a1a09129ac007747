"""Checks the whole trail: every entry in its place, unaltered and sealed, the values too, and nothing gone at the end.

What is compared, in this order: each entry's number, predecessor, hash and seal, then its values with their digests;
the sealed head with the last entry; the witness outside the database with both. The first entry where something does
not hold is named; what follows it cannot be trusted either.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Subquery

from betang.kernel.audit import chain
from betang.kernel.audit.chain import GENESIS, NOBODY, Head
from betang.kernel.audit.findings import Finding
from betang.kernel.audit.models import HEAD, AuditEntry, AuditHead, AuditValues
from betang.kernel.audit.sealing import ValuesAltered, open_values
from betang.kernel.audit.witness import WitnessUnreadable, witness_path, witness_read
from betang.kernel.crypto.aead import SealBroken
from betang.kernel.crypto.keyring import KeyMissing, Keyring, keyring
from betang.kernel.crypto.subject import Cipher, subject_ciphers

CHUNK = 2000
Row = Mapping[str, Any]


@dataclass(slots=True)
class Report:
    """What was looked at, and what was found: `erased` values belong to persons whose key was destroyed."""

    entries: int = 0
    values: int = 0
    erased: int = 0
    head: str = GENESIS
    witnessed: bool = False
    finding: Finding | None = None


def verify() -> Finding | None:
    """Check the whole trail; None when it is whole, else the first thing that does not hold."""
    return examine().finding


def examine(*, progress: Callable[[int, int], None] | None = None) -> Report:
    """Check the whole trail and count what was looked at; other processes may append meanwhile.

    `progress` is told after each two thousand entries how many of how many were checked. KeyFileError when the key
    file cannot be used: then nothing can be said.
    """
    report, ring = Report(), keyring()
    try:
        seen = witness_read()  # before the head: the trail may only be further than the witness
    except WitnessUnreadable:
        seen = None
        report.finding = Finding("witness_damaged", 0)
    head = _head()
    report.witnessed = seen is not None or witness_path() is None
    trusted = head.seq if head and head.holds(ring) else None
    found = _walk(report, ring, last=trusted, progress=progress)
    found = found or _end(report, head, trusted=trusted is not None) or _witness(seen, head, ring)
    report.finding = found or report.finding
    return report


def _head() -> Head | None:
    row = AuditHead.objects.filter(pk=HEAD).first()
    return Head(row.seq, row.hash, row.seal) if row else None


def _walk(
    report: Report, ring: Keyring, *, last: int | None, progress: Callable[[int, int], None] | None
) -> Finding | None:
    """Follow the chain entry by entry; to the sealed head, or as far as there are entries when it cannot be trusted."""
    for rows in _chunks(last):
        among = {"pk__gte": rows[0]["seq"], "pk__lte": rows[-1]["seq"]}
        stored = dict(AuditValues.objects.filter(**among).values_list("pk", "sealed"))
        ciphers, damaged = _ciphers({row["subject"] or NOBODY for row in rows if row["values_key"]})
        for row in rows:
            owner = row["subject"] or NOBODY
            finding = _link(row, report, ring)
            if not finding and row["values_key"] and owner in damaged:
                finding = Finding("person_key", row["seq"])
            finding = finding or _values(row, stored.get(row["seq"]), ciphers.get(owner), report, ring)
            if finding:
                return finding
            report.entries, report.head = row["seq"], row["hash"]
        if progress:
            progress(report.entries, last or report.entries)
    return None


def _ciphers(owners: set[UUID]) -> tuple[dict[UUID, Cipher], set[UUID]]:
    """Return the ciphers of persons whose key exists, and the persons whose stored key was altered."""
    try:
        return subject_ciphers(owners, create=False), set()
    except SealBroken:  # one of them; asked one by one they tell which
        ciphers: dict[UUID, Cipher] = {}
        damaged: set[UUID] = set()
        for owner in owners:
            try:
                ciphers |= subject_ciphers([owner], create=False)
            except SealBroken:
                damaged.add(owner)
        return ciphers, damaged


def _chunks(last: int | None) -> Iterator[list[Row]]:
    """Give the entries by their numbers, some thousands at a time; up to `last`, or all."""
    after = None
    while True:
        entries = AuditEntry.objects.order_by("seq").values(*chain.COVERED, "hash", "seal")
        if after is not None:
            entries = entries.filter(seq__gt=after)
        if last is not None:
            entries = entries.filter(seq__lte=last)
        rows = list(entries[:CHUNK])
        if not rows:
            return
        yield rows
        after = rows[-1]["seq"]


def _link(row: Row, report: Report, ring: Keyring) -> Finding | None:
    """Check that an entry is the next one, is what was hashed, follows the one before, and was sealed by us."""
    expected = report.entries + 1
    if row["seq"] > expected:
        return Finding("missing", expected)
    if row["seq"] < expected:
        return Finding("inserted", row["seq"])
    if chain.entry_hash(row) != row["hash"]:
        return Finding("altered", expected)
    if row["prev"] != report.head:
        return Finding("order", expected)
    return None if chain.seal_holds(ring, "entry", expected, row["hash"], row["seal"]) else Finding("seal", expected)


def _values(row: Row, sealed: str | None, cipher: Cipher | None, report: Report, ring: Keyring) -> Finding | None:
    """Check an entry's values against its digests, as long as the key they were sealed with exists."""
    if not row["values_key"]:
        return Finding("values", row["seq"]) if sealed is not None else None
    if cipher is None or cipher.mark != row["values_key"]:
        report.erased += 1
        return None
    try:
        open_values(ring, cipher, seq=row["seq"], fields=row["fields"], reason=row["reason"], sealed=sealed or "")
    except ValuesAltered:
        return Finding("values", row["seq"])
    except KeyMissing:
        return Finding("digest_key", row["seq"])
    report.values += 1
    return None


def _end(report: Report, head: Head | None, *, trusted: bool) -> Finding | None:
    """Check that the chain ends where its sealed head says."""
    if head is None:
        return Finding("head_missing", report.entries) if report.entries else None
    if not trusted:
        return Finding("head_seal", report.entries)
    if head.seq > report.entries:
        return Finding("missing", report.entries + 1)
    if head.hash != report.head:
        return Finding("head", head.seq)
    end = Subquery(AuditHead.objects.filter(pk=HEAD).values("seq")[:1])
    # One statement: an entry that another process appends at this moment comes together with its head.
    beyond = AuditEntry.objects.filter(seq__gt=end).order_by("seq").values_list("seq", flat=True).first()
    return Finding("inserted", beyond) if beyond is not None else None


def _witness(seen: Head | None, head: Head | None, ring: Keyring) -> Finding | None:
    """Check that the trail still holds what the witness saw."""
    if seen is None:
        return None
    if not seen.holds(ring):
        return Finding("witness_damaged", 0)
    end = head.seq if head else 0
    if seen.seq > end:
        return Finding("witness_ahead", end + 1)
    stored = AuditEntry.objects.filter(seq=seen.seq).values_list("hash", flat=True).first()
    return None if stored == seen.hash else Finding("witness_other", seen.seq)


def entry_finding(entry: AuditEntry, *, before: AuditEntry | None) -> Finding | None:
    """Check one entry by itself: its hash, its seal and its tie to the entry before; None when they hold.

    That nothing is missing around it only the whole check tells.
    """
    row = {name: getattr(entry, name) for name in (*chain.COVERED, "hash", "seal")}
    return _link(row, Report(entries=entry.seq - 1, head=before.hash if before else GENESIS), keyring())
