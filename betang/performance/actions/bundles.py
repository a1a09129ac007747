"""Asking for all papers of a unit, finishing, taking and clearing them; each in the trail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO, cast

from django.db import transaction
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.crypto.files import file_erase, file_read, file_store
from betang.kernel.crypto.models import EncryptedFile
from betang.kernel.documents.models import Document
from betang.kernel.errors import Conflict
from betang.kernel.exchange.packing import Stream, packed
from betang.kernel.exchange.safe_cells import csv_lines
from betang.kernel.jobs import Run
from betang.people.models import Unit
from betang.performance.models import Bundle, Cycle, Period

MEDIA_TYPE = "application/vnd.betang.bundle+zip"
KEPT = timedelta(days=7)
AT_ONCE = 50
LIST = ["nomor", "dokumen", "nama", "nip", "edisi", "sidik_sha256"]


@dataclass(frozen=True, slots=True)
class Packed:
    """A paper of a bundle, and whose it is."""

    document: int
    name: str
    nip: str


def bundle_ask(*, actor: User, unit: Unit, cycle: Cycle, period: Period | None, now: datetime) -> Bundle:
    """Ask for the papers of a unit; what is asked for already and not there yet is that one."""
    with transaction.atomic():
        asked = Bundle.objects.filter(owner=actor, unit=unit, cycle=cycle, period=period, file=None).first()
        if asked is not None:
            return asked
        made = Bundle.objects.create(owner=actor, unit=unit, cycle=cycle, period=period, asked_at=now)
        changes = {"unit": (None, unit.code), "about": (None, made.about)}
        record(actor=actor, action="performance.bundle_ask", target=made, changes=changes, now=now)
    return made


def bundle_finish(*, run: Run, bundle: Bundle, content: Sequence[Packed], now: datetime) -> None:
    """Pack issued papers with a list of them and keep the file; nothing when the run is in other hands meanwhile.

    Packing comes before the transaction, since it reads every paper: a file that was stored and then not needed is
    cleared with the old bundles.
    """
    stream = Stream(packed(_files(run, content), now))
    name = f"dokumen_{bundle.unit.code}_{bundle.cycle.year}_{bundle.period.number if bundle.period else 'skp'}.zip"
    stored = file_store(content=cast(BinaryIO, stream), name=name, media_type=MEDIA_TYPE, now=now)
    with transaction.atomic():
        run.checkpoint({"file": str(stored.pk)})
        bundle.file, bundle.papers, bundle.made_at = stored, len(content), now
        bundle.save(update_fields=["file", "papers", "made_at"])
        changes = {"papers": (None, len(content)), "sha256": (None, stored.sha256)}
        record(actor=run.actor, action="performance.bundle_finish", target=bundle, changes=changes, now=now)


def _files(run: Run, content: Sequence[Packed]) -> Iterable[tuple[str, bytes]]:
    """Give the papers under their numbers, and the list that says whose each is."""
    lines: list[list[object]] = [list(LIST)]
    for start in range(0, len(content), AT_ONCE):
        part = content[start : start + AT_ONCE]
        rows = Document.objects.select_related("file").in_bulk([one.document for one in part])
        for one in part:
            row = rows[one.document]
            lines.append([row.number, row.title, one.name, one.nip, row.edition, row.sha256])
            yield f"{row.number}.pdf", file_read(row.file)
        run.alive()
    yield "daftar.csv", "".join(csv_lines(lines)).encode()


def bundle_take(*, actor: User, bundle: Bundle, now: datetime) -> EncryptedFile:
    """Hand over a bundle and record who took it; Conflict while it is not made."""
    if bundle.file is None:
        raise Conflict(_("Dokumen ini masih disiapkan. Tunggu sampai selesai."))
    with transaction.atomic():
        changes = {"sha256": (None, bundle.file.sha256)}
        record(actor=actor, action="performance.bundle_take", target=bundle, changes=changes, now=now)
    return bundle.file


def bundles_clear(*, now: datetime) -> int:
    """Erase bundles older than a week, and files of runs that never finished; return how many files."""
    gone = 0
    old = Bundle.objects.filter(asked_at__lt=now - KEPT).select_related("file")
    for row in old:
        with transaction.atomic():
            file = row.file
            row.delete()
            if file is not None:
                file_erase(file)
                gone += 1
    used = Bundle.objects.filter(file__isnull=False).values("file_id")
    for file in EncryptedFile.objects.filter(media_type=MEDIA_TYPE, created_at__lt=now - KEPT).exclude(pk__in=used):
        file_erase(file)
        gone += 1
    return gone
