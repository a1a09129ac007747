"""Uploading in tests: small workbooks of the `appraise` format, and the accounts that send them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from betang.kernel.access.roles import Role
from betang.kernel.accounts.models import User
from betang.kernel.crypto.files import file_store
from betang.portal.workbook.actions import run_upload
from betang.portal.workbook.computing import Asked, compute, rule_version
from betang.portal.workbook.frames import packed
from betang.portal.workbook.models import RunState, WorkbookRun
from betang.portal.workbook.opening import opened
from betang.portal.workbook.uploads import accepted
from tests.access.people import user_with
from tests.batch.appraise.inputs import DAYS, book

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
UPLOAD = "/penilaian/unggah/"
Tables = Mapping[str, Sequence[Sequence[Any]]]


def workbook(tables: Tables | None = None) -> bytes:
    """Write tables as an .xlsx workbook; two people in two units by default."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as target:
        for name, rows in (tables or book()).items():
            sheet = target.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if cell is not None:
                        (sheet.write_string if isinstance(cell, str) else sheet.write_number)(number, place, cell)
    return made.getvalue()


def sent(content: bytes, *, name: str = "penilaian.xlsx", said: str = XLSX) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type=said)


def signed_in(user: User) -> Client:
    """Return the browser of an account."""
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def post(client: Client, *files: SimpleUploadedFile, **more: Any) -> Any:
    """Send files through the form."""
    rules = more.pop("rules", "eksp-2022")
    data = {"aturan": rules, "pada": DAYS[rules].isoformat(), **more}
    return client.post(UPLOAD, {"berkas": [*files], **data})


def run_of(user: User, tables: Tables | None = None, *, rules: str = "eksp-2022") -> WorkbookRun:
    """Return an upload of an account, computed."""
    upload = accepted([sent(workbook(tables))])
    return run_upload(actor=user, upload=upload, asked=Asked(rules, DAYS[rules]), now=NOW)


@cache
def small_result() -> tuple[dict[str, Any], bytes, bytes]:
    """Rate the small workbook once for all tests that only need some result."""
    with opened([("buku.xlsx", [workbook()])]) as path:
        found = compute(path, Asked("eksp-2022", DAYS["eksp-2022"]))
    return {**found.counts, "peringatan": 0}, packed(found.results), packed(found.inputs)


def ready_run(user: User) -> WorkbookRun:
    """Return an upload of an account as it is once computed, without computing."""
    counts, *contents = small_result()
    result, inputs = (
        file_store(content=BytesIO(content), name="hasil.zip", media_type="application/zip", now=NOW)
        for content in contents
    )
    return WorkbookRun.objects.create(
        owner=user, name="penilaian.xlsx", size=1, sha256="0" * 64, rules="eksp-2022", day=DAYS["eksp-2022"],
        rule_version=rule_version("eksp-2022"), state=RunState.READY, counts=counts, result=result, inputs=inputs,
        created_at=NOW, finished_at=NOW,
    )  # fmt: skip


def keeper() -> User:
    """Return an account of BKPSDM."""
    return user_with(Role.BKPSDM)
