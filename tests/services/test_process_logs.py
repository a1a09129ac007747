"""Logs of other systems: the real one comes out as by the command, hostile files are refused, each is its owner's."""

from __future__ import annotations

import gzip
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.cli import main
from betang.kernel.audit.models import AuditEntry
from betang.kernel.crypto import folder
from betang.kernel.crypto.models import EncryptedFile
from betang.kernel.jobs import JobRun, job_start, run_now
from betang.services import jobs_process_logs
from betang.services.jobs_process_logs import expire_logs
from betang.services.models import ProcessLog
from betang.services.process import report
from tests.people.city import TestCity

pytestmark = pytest.mark.django_db
REAL = Path("examples/wabo-receipt.csv.gz")
COLUMNS = {
    "case": "case:concept:name", "activity": "concept:name", "time": "time:timestamp", "resource": "org:resource",
    "lifecycle": "lifecycle:transition", "clock": "dinding",
}  # fmt: skip
XES = (
    "<log><trace><string key='concept:name' value='k1'/>"
    "<event><string key='concept:name' value='{name}'/><date key='time:timestamp' value='2026-11-23T09:00'/></event>"
    "<event><string key='concept:name' value='tutup'/><date key='time:timestamp' value='2026-11-23T16:00'/></event>"
    "</trace></log>"
)


def upload(client: Client, name: str, content: bytes) -> Any:
    """Send a file."""
    return client.post(reverse("process_logs"), {"file": SimpleUploadedFile(name, content)})


def analyse(client: Client, log: ProcessLog, columns: dict[str, str]) -> Any:
    """Say what the columns hold, and do the worker's part."""
    answer = client.post(reverse("process_log", args=[log.uid]), columns)
    if answer.status_code == 302:
        run_now(JobRun.objects.get(pk=answer["Location"].split("/")[-2]))
    return answer


def page(client: Client, log: ProcessLog) -> str:
    """Open the page of a log."""
    return client.get(reverse("process_log", args=[log.uid])).content.decode()


def test_the_real_log_comes_out_as_by_the_command_and_goes_with_its_keys(tiny_city: TestCity, tmp_path: Path) -> None:
    client, real = tiny_city.client("kepala"), REAL.read_bytes()
    assert upload(client, "../wabo-receipt.csv.gz", real).status_code == 302
    log = ProcessLog.objects.get()
    assert log.columns == {name: title for name, title in COLUMNS.items() if name != "clock"}
    assert real not in folder.path_of(log.file_id).read_bytes()
    analyse(client, log, COLUMNS)
    main(["process", str(REAL), "--out", str(tmp_path / "out.json")])
    taken = client.post(reverse("process_log_take", args=[log.uid]))
    assert b"".join(taken.streaming_content).decode() == (tmp_path / "out.json").read_text()  # type: ignore[attr-defined]
    assert "wabo-receipt.csv.gz.json" in taken["Content-Disposition"]
    assert "/" not in taken["Content-Disposition"].partition("filename")[2]
    with CaptureQueriesContext(connection) as asked:
        words = page(client, log)
    assert len(asked) <= 12
    assert "1.434" in words
    assert "Tergambar 97," in words
    assert "Paling banyak waktu hilang sebelum T06 Determine necessity of stop advice: 43%" in words
    for name in ("sekda", "auditor", "pegawai"):
        other = tiny_city.client(name)
        for method, url in (("get", "process_log"), ("post", "process_log_take"), ("post", "process_log_erase")):
            status = getattr(other, method)(reverse(url, args=[log.uid])).status_code
            assert status == (403 if name == "pegawai" else 404)
    kept = ProcessLog.objects.get()
    upload(client, "kedua.csv", b"kasus,langkah,waktu\na,b,2026-01-05 09:00\n")
    assert client.post(reverse("process_log_erase", args=[log.uid])).status_code == 302
    assert not EncryptedFile.objects.filter(pk__in=[kept.file_id, kept.result_id, kept.rest_id]).exists()
    ProcessLog.objects.update(expires_at=tiny_city.now - timedelta(seconds=1))
    assert client.get(reverse("process_log", args=[ProcessLog.objects.get().uid])).status_code == 404
    run_now(job_start(expire_logs, actor=None, now=tiny_city.now))
    assert not ProcessLog.objects.exists()
    actions = AuditEntry.objects.filter(action__startswith="services.process_log").values_list("action", flat=True)
    assert sorted({each.removeprefix("services.process_log_") for each in actions}) == [
        "analyse", "erase", "take", "upload",
    ]  # fmt: skip


def test_a_log_of_office_hours_and_one_with_starts_are_measured_as_said_and_names_stay_text(
    tiny_city: TestCity,
) -> None:
    client = tiny_city.client("kepala")
    upload(client, "log.xes", XES.format(name="&lt;b&gt;buka").encode())
    log = ProcessLog.objects.get()
    assert "tidak perlu dipilih" in page(client, log)
    assert analyse(client, log, {"clock": "kerja"}).status_code == 302
    words = page(client, log)
    assert "&lt;b&gt;buka" in words
    assert "<b>buka" not in words
    assert "1× · 6 j 00 m" in words  # seven hours less the break
    upload(client, "log.csv", b"kasus;langkah;waktu;mulai\nk;a;2026-01-05 09:00;2026-01-05 08:00\n"
           b"k;b;2026-01-05 12:00;2026-01-05 11:00\n")  # fmt: skip
    log = ProcessLog.objects.latest("pk")
    wrong = analyse(client, log, {"case": "kasus", "activity": "kasus", "time": "lain", "clock": ""})
    assert wrong.status_code == 422
    assert ProcessLog.objects.get(pk=log.pk).analysed_at is None
    both = analyse(client, log, {"case": "kasus", "activity": "kasus", "time": "waktu", "clock": "dinding"})
    assert "Kolom ini sudah dipakai untuk hal lain." in both.content.decode()
    columns = {"case": "kasus", "activity": "langkah", "time": "waktu", "started": "mulai", "clock": "dinding"}
    analyse(client, log, columns)
    assert "1× · 2 j 00 m + 1 j 00 m" in page(client, log)
    analyse(client, log, {**columns, "time": "langkah", "activity": "waktu"})
    assert "Log ini tidak dapat dibaca:" in page(client, log)
    assert ProcessLog.objects.get(pk=log.pk).result is None


def test_what_is_no_log_or_swells_or_declares_entities_is_refused_and_not_kept(tiny_city: TestCity) -> None:
    client = tiny_city.client("kepala")
    refused = {
        "foto.png": (b"\x89PNG", "Jenis berkas ini tidak dikenal."),
        "log.csv": (b"", "Berkas ini kosong."),
        "log.csv.gz": (b"bukan arsip", "arsip rusak"),
        "log.xes": (b"PK\x03\x04", "Isi berkas ini bukan XES."),
        "halaman.csv": (b"<!doctype html>", "Isi berkas ini bukan CSV."),
        "biner.csv": (b"a,b\xff\xfe\n1,2\n", "bukan UTF-8"),
        "besar.csv": (b"a" * 20_000_001, "lebih besar dari 20 MB"),
    }
    for name, (content, words) in refused.items():
        answer = upload(client, name, content)
        assert answer.status_code == 422, name
        assert words in answer.content.decode(), name
    assert not ProcessLog.objects.exists()
    assert not EncryptedFile.objects.filter(media_type="application/octet-stream").exists()
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as file:
        file.write(b"kasus,langkah,waktu\n")
        for _piece in range(65):
            file.write(b"0" * 1_000_000)
    bomb = b'<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + XES.format(name="&b;").encode()
    for name, content, columns, words in (
        ("bom.xes", bomb, {"clock": "dinding"}, "DOCTYPE"),
        (
            "bom.csv.gz",
            packed.getvalue(),
            {**COLUMNS, "case": "kasus", "activity": "langkah", "time": "waktu"},
            "mengembang",
        ),
    ):
        ProcessLog.objects.all().delete()
        assert upload(client, name, content).status_code == 302
        log = ProcessLog.objects.get()
        chosen = {part: title for part, title in columns.items() if title in log.titles or part == "clock"}
        analyse(client, log, chosen)
        assert words in page(client, log), name
    ProcessLog.objects.all().delete()
    for number in range(20):
        upload(client, f"{number}.csv", b"a,b\n1,2\n")
    assert "Anda sudah menyimpan 20 log." in upload(client, "lagi.csv", b"a,b\n").content.decode()
    assert ProcessLog.objects.count() == 20


def test_what_would_exhaust_the_worker_is_refused_and_a_log_is_not_described_anew_while_it_is_analysed(
    tiny_city: TestCity, monkeypatch: Any
) -> None:
    client = tiny_city.client("kepala")
    columns = {"case": "kasus", "activity": "langkah", "time": "waktu", "clock": "dinding"}
    title, row = "kasus,langkah,waktu\n", "k{0},langkah {1},2026-01-05 09:00\n"
    few = title + "".join(row.format(number // 7, number % 7) for number in range(1001))
    many = few + "".join(row.format(number, number) for number in range(1001))
    monkeypatch.setattr(jobs_process_logs, "CELLS", 10_000)
    monkeypatch.setattr(report, "MOST_PAIRS", 6)
    for text, words in (
        (few, ""),
        (many, "1001 langkah yang berbeda - diharapkan paling banyak 1000 langkah yang berbeda; pilih kolom lain"),
        (few + row.format(0, 0), "7 pasangan langkah yang berbeda"),
        (few.replace("\n", "\r", 1), "paling banyak 500 sel, atau tanda kutip yang berpasangan"),
        (few + 'k,"a,2026-01-05 09:00\n', "paling banyak 500 sel, atau tanda kutip yang berpasangan"),
        (title + "\n" * 4000, "paling banyak 10000 sel"),
    ):
        upload(client, "log.csv", text.encode())
        log = ProcessLog.objects.latest("pk")
        analyse(client, log, columns)
        problem = ProcessLog.objects.get(pk=log.pk).problem.reveal()
        assert words in problem
        assert bool(problem) == bool(words)
    log, address = ProcessLog.objects.earliest("pk"), "process_log"
    run = client.post(reverse(address, args=[log.uid]), columns)["Location"].split("/")[-2]
    again = client.post(reverse(address, args=[log.uid]), {**columns, "clock": "kerja"})
    assert again.status_code == 409
    assert "Log ini sedang dianalisis." in again.content.decode()
    run_now(JobRun.objects.get(pk=run))
    assert JobRun.objects.get(pk=run).status == "done"
    log.refresh_from_db()
    assert (log.clock, log.analysed_at is None) == ("dinding", False)
    assert "1.001" in page(client, log)
