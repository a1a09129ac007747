"""What the auditor's screens read: filtered entries by their number, samples, who and what in words."""

import datetime as dt
import hashlib
import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.accounts.names import masked_name
from betang.kernel.audit import words
from betang.kernel.audit.models import HEAD, AuditEntry, AuditHead
from betang.kernel.errors import Invalid, NotFound
from betang.ui import formats
from betang.ui.formats import WIB

PAGE = 50
NAMED_TYPES = 2  # types of objects a page of the list names, each by one query
EXPORT_CHUNK = 1000
EXPORT_MOST = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What of the trail is asked for; empty parts do not restrict it."""

    search: str = ""
    actor: str = ""
    action: str = ""
    object_type: str = ""
    object_id: str = ""
    subject: UUID | None = None
    since: dt.datetime | None = None
    before: dt.datetime | None = None

    @property
    def empty(self) -> bool:
        """Whether it asks for the whole trail."""
        return self == Filter()


@dataclass(frozen=True, slots=True)
class Sample:
    """A repeatable choice of entries: how many, the seed, and the last entry it may take."""

    count: int
    seed: int
    last: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words: `what` is the object, `person` the one concerned ("" when there is none)."""

    entry: AuditEntry
    actor: str
    login: str
    action: str
    kind: str
    what: str
    person: str

    @property
    def day(self) -> dt.date:
        """The day of the entry in the city."""
        return self.entry.at.astimezone(WIB).date()

    @property
    def clock(self) -> str:
        """The time of day in the city, in words: 08.30 WIB."""
        return f"{formats.clock(self.entry.at, language=get_language() or 'id')} WIB"

    @property
    def fields(self) -> list[str]:
        """Names of the fields that changed."""
        return [words.field_word(self.entry.object_type, name) for name in self.entry.fields]


@dataclass(frozen=True, slots=True)
class Slice:
    """A page of entries, the newest first, with the numbers that lead to the pages beside it."""

    entries: Sequence[AuditEntry]
    newer: int | None = None
    older: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One entry, and those before and after it."""

    entry: AuditEntry
    before: AuditEntry | None
    after: AuditEntry | None


def entries(wanted: Filter) -> QuerySet[AuditEntry]:
    """Return the entries that a filter asks for."""
    found = AuditEntry.objects.all()
    if wanted.search:
        found = found.filter(_search(wanted.search))
    if wanted.actor:
        found = found.filter(actor_id__in=User.objects.filter(username=wanted.actor.strip().lower()).values("pk"))
    exact = {"action": wanted.action, "object_type": wanted.object_type, "object_id": wanted.object_id}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if wanted.subject:
        found = found.filter(subject=wanted.subject)
    if wanted.since:
        found = found.filter(at__gte=wanted.since)
    return found.filter(at__lt=wanted.before) if wanted.before else found


def _search(text: str) -> Q:
    """Look for a text among actors, actions in words, persons by name, and numbers of entries and objects."""
    text = text.strip()
    actions = [name for name, word in words.known_actions().items() if text.casefold() in word.casefold()]
    found = Q(action__in=actions) | Q(object_id=text)
    found |= Q(actor_id__in=User.objects.filter(username__icontains=text).values("pk"))
    found |= Q(subject__in=words.people_found(text))
    if text.isascii() and text.isdecimal() and len(text) < 16:
        found |= Q(seq=int(text))
    return found


def page_of(found: QuerySet[AuditEntry], *, below: int | None, above: int | None) -> Slice:
    """Return one page: the newest entries, those below a number, or those just above one."""
    if above is not None:
        rows = list(found.filter(seq__gt=above).order_by("seq")[: PAGE + 1])
        newer, rows = len(rows) > PAGE, rows[:PAGE][::-1]
        return Slice(rows, rows[0].seq if rows and newer else None, rows[-1].seq if rows else None)
    limited = found.filter(seq__lt=below) if below is not None else found
    rows = list(limited.order_by("-seq")[: PAGE + 1])
    older, rows = len(rows) > PAGE, rows[:PAGE]
    return Slice(rows, rows[0].seq if rows and below is not None else None, rows[-1].seq if older else None)


def entry_of(seq: int) -> Place:
    """Return one entry with its neighbours, in one query; NotFound when the trail has no such number."""
    numbers = [seq - 1, seq, seq + 1] if seq < 2**62 else []
    found = {row.seq: row for row in AuditEntry.objects.filter(seq__in=numbers)}
    if seq not in found:
        raise NotFound(_("Jejak audit tidak memuat catatan bernomor itu."))
    return Place(found[seq], found.get(seq - 1), found.get(seq + 1))


def newest() -> int:
    """Return the number of the newest entry, which is also how many there are; 0 for an empty trail."""
    return AuditHead.objects.filter(pk=HEAD).values_list("seq", flat=True).first() or 0


def sampled(wanted: Filter, sample: Sample, *, last: int) -> list[AuditEntry]:
    """Return a sample of the entries up to `last`: those whose SHA-256 of "seed:number" is smallest.

    Anybody can repeat the choice, in whatever program; it depends on nothing but the seed and the numbers.
    """
    numbers: Iterable[int] = range(1, last + 1)
    if not wanted.empty:
        numbers = entries(wanted).filter(seq__lte=last).values_list("seq", flat=True).iterator()
    chosen = heapq.nsmallest(sample.count, numbers, key=lambda seq: rank(sample.seed, seq))
    return list(AuditEntry.objects.filter(seq__in=chosen).order_by("seq"))


def rank(seed: int, seq: int) -> bytes:
    """Return the place of an entry in the order of a seed."""
    return hashlib.sha256(f"{seed}:{seq}".encode()).digest()


def lines(rows: Sequence[AuditEntry], *, named_types: int = NAMED_TYPES) -> list[Line]:
    """Put entries into words: accounts and persons by one query each, objects of the commonest types by one each."""
    accounts = User.objects.filter(pk__in={row.actor_id for row in rows if row.actor_id}).in_bulk()
    subjects = {account.subject for account in accounts.values()}
    persons = words.people_names(subjects | {row.subject for row in rows if row.subject})
    actors = {pk: persons.get(one.subject) or masked_name(one.username) for pk, one in accounts.items()}
    common = {name for name, _count in Counter(row.object_type for row in rows).most_common(named_types)}
    labels = words.object_labels((row.object_type, row.object_id) for row in rows if row.object_type in common)
    return [
        Line(
            entry=row,
            actor=actor_name(row.actor_id, actors.get(row.actor_id or 0, "")),
            login=accounts[row.actor_id].username if row.actor_id in accounts else "",
            action=words.action_word(row.action),
            kind=words.type_word(row.object_type),
            what=labels.get((row.object_type, row.object_id)) or numbered(row.object_id),
            person=person_name(row.subject, persons.get(row.subject, "") if row.subject else ""),
        )
        for row in rows
    ]


def actor_name(actor_id: int | None, name: str) -> str:
    """Name who did it: an account, the system itself, or an account that is gone."""
    return _("sistem") if actor_id is None else name or _("akun yang sudah dihapus")


def person_name(subject: UUID | None, name: str) -> str:
    """Name the person concerned; somebody without a known name is still somebody."""
    return "" if subject is None else name or _("nama tidak tersimpan lagi")


def numbered(object_id: str) -> str:
    """Name an object nobody can name otherwise by its number; other ids say nothing to a reader."""
    return _("nomor %(number)s") % {"number": object_id} if object_id.isdecimal() else ""


def exported(wanted: Filter, sample: Sample | None) -> Iterator[list[object]]:
    """Return what a list shows as rows of a table with its heading; Invalid when that is more than 100,000 entries."""
    last = newest()
    if sample:
        until = last if sample.last is None else min(sample.last, last)
        return _export_rows(sampled(wanted, sample, last=until))
    found = entries(wanted).filter(seq__lte=last).order_by("seq")
    if found.order_by().count() > EXPORT_MOST:
        raise Invalid(_("Unduhan memuat paling banyak 100.000 catatan. Persempit dengan tanggal atau saringan lain."))
    return _export_rows(found.iterator(chunk_size=EXPORT_CHUNK))


def _export_rows(rows: Iterable[AuditEntry]) -> Iterator[list[object]]:
    """Give entries as rows, put into words a thousand at a time.

    The rows are drawn after the request is over, when its language is no longer the active one.
    """
    language = get_language() or "id"
    heading: list[object] = [
        _("Nomor"), _("Waktu"), _("Pelaku"), _("Tindakan"), _("Jenis objek"), _("Objek"), _("Orang"), _("Isian"),
        _("Sidik SHA-256"),
    ]  # fmt: skip

    def drawn() -> Iterator[list[object]]:
        yield heading
        source = iter(rows)
        while chunk := list(islice(source, EXPORT_CHUNK)):
            with override(language):
                made = [_exported(line) for line in lines(chunk, named_types=EXPORT_CHUNK)]
            yield from made

    return drawn()


def _exported(line: Line) -> list[object]:
    entry = line.entry
    when = entry.at.astimezone(WIB).isoformat(timespec="seconds")
    fields = "; ".join(line.fields)
    return [entry.seq, when, line.actor, line.action, line.kind, line.what, line.person, fields, entry.hash]
