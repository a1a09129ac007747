"""The pages of a result: what they show, that they stay cheap and in both languages, and that hostile text is text."""

import json
import logging
import re
from html import unescape
from io import BytesIO

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags
from python_calamine import CalamineWorkbook

from betang.cli import main
from betang.kernel.access.roles import Role
from betang.portal.workbook import overview, samples
from betang.portal.workbook.models import RunState, WorkbookFile, WorkbookRun
from tests.access.people import user_with
from tests.batch.appraise.inputs import A, B, book, numeric_book
from tests.portal.workbook.uploads import (
    NOW,
    keeper,
    post,
    ready_run,
    run_of,
    sent,
    signed_in,
    workbook,
)

pytestmark = pytest.mark.django_db
HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(1)>{{ 7|add:7 }}{% debug %}"><svg/onload=x>"""
PLACES = ("", "unit/1/", "orang/1/")


def words(answer):
    """Return the text of a page on one line."""
    return " ".join(unescape(strip_tags(answer.content.decode().replace("<", " <"))).split())


def example_run(user):
    with_example = sent(samples.example())
    client = signed_in(user)
    return client, post(client, with_example)["Location"]


def test_the_preview_counts_units_and_predikat_and_says_what_the_pattern_asks():
    client, url = example_run(keeper())
    page = words(client.get(url))
    assert "Distribusi predikat, 14 pegawai Terbanyak “Baik”: 10 dari 14 pegawai (71,4%)." in page
    assert "Unit sesuai pola 1 dari 2" in page
    assert "Sangat Baik 1 dari 7 orang (14,3%); pola: Sangat Baik kelompok terbesar" in page
    drawing = client.get(url).context["distribution"].drawing
    assert list(re.findall(r'halo"[^>]*>([^<]+)<', drawing)) == ["21,4%", "71,4%", "7,1%", "0%", "0%"]


def test_a_unit_lists_its_people_and_is_narrowed_to_one_predikat():
    client, url = example_run(keeper())
    page = client.get(f"{url}unit/1/")
    assert [row.key for row in page.context["page"]] == [1, 3, 5, 7, 9, 11, 13]
    assert page.context["unit"].verdict.word == "Sesuai pola"
    assert 'rect class="expect"' in page.context["distribution"].drawing
    best = client.get(f"{url}unit/1/?predikat=5")
    assert [row.name for row in best.context["page"]] == ["Yuliana Uhing", "Andung Dehen"]
    assert client.get(f"{url}unit/1/?predikat=99&h=77").status_code == 200


def test_people_of_a_unit_come_page_by_page(monkeypatch):
    monkeypatch.setattr(overview, "PEOPLE_A_PAGE", 3)
    client, url = example_run(keeper())
    assert [row.key for row in client.get(f"{url}unit/2/?h=2").context["page"]] == [8, 10, 12]
    assert "4–6 dari 7" in words(client.get(f"{url}unit/2/?h=2"))


def test_a_person_shows_items_behaviour_decision_and_who_comes_next():
    client, url = example_run(keeper())
    page = words(client.get(f"{url}orang/4/"))
    assert "Rangga Lambung" in page
    assert "2 dari 7" in page
    assert "≥ 92 81,4" in page
    assert "capaian 88,5% dari target" in client.get(f"{url}orang/4/").content.decode()
    assert "Keputusan penilai Rating hasil kerja Sesuai ekspektasi Alasan Gangguan jaringan pusat 11 hari" in page
    assert "Rating hasil kerja diputuskan penilai." in page
    assert f"{url}orang/2/" in (html := client.get(f"{url}orang/4/").content.decode())
    assert f"{url}orang/6/" in html


def test_the_derivation_is_the_one_of_the_command_with_basis_confidence_and_the_rule(tmp_path, capsys):
    client, url = example_run(keeper())
    source = tmp_path / "contoh.xlsx"
    source.write_bytes(samples.example())
    for key in (1, 4, 6):  # a head, one decided, one with credit points
        page = client.get(f"{url}orang/{key}/")
        nip = page.context["shown"].row.nip
        assert main(["appraise", str(source), "--explain", nip, "--out", "-", "--on", "2026-06-30"]) == 0
        steps = json.loads(capsys.readouterr().out)["langkah"]
        shown = [step.shown for step in page.context["shown"].steps]
        assert [(step.basis, step.confidence.tag) for step in shown] == [(s["dasar"], s["keyakinan"]) for s in steps]
        assert [step.parameter.id if step.parameter else None for step in shown] == [
            s["parameter"] and s["parameter"]["nama"] for s in steps
        ]
        assert [len(step.inputs) for step in shown] == [
            len([value for value in s["masukan"].values() if value is not None]) for s in steps
        ]
        assert page.context["shown"].changed is False
        for step in page.context["shown"].steps:
            assert step.rule_url == "" or client.get(step.rule_url).status_code == 200
        assert {step.rule_url for step in page.context["shown"].steps} > {"/aturan/eksp-2022/kuadran/"}


def test_a_result_under_other_rules_than_todays_says_so():
    user = keeper()
    run = ready_run(user)
    run.policy = 'dasar = "Uji"\ndari = 2022-01-01\n[ambang]\nminoritas = 0.01\nmayoritas = 0.01\n'
    run.save()
    page = words(signed_in(user).get(f"/penilaian/{run.pk}/orang/1/"))
    assert "Aturan di Betang sudah berubah" in page


@pytest.mark.parametrize("place", ["unit/3/", "unit/0/", "orang/0/", "orang/3/", f"orang/{10**18}/", f"unit/{10**18}/"])
def test_unknown_units_and_people_are_not_found(place):
    user = keeper()
    assert signed_in(user).get(f"/penilaian/{ready_run(user).pk}/{place}").status_code == 404


@pytest.mark.parametrize(
    "query", ["", "?bentuk=exe", "?bentuk=csv", "?bentuk=csv&tabel=orang", "?bentuk=csv&tabel=../a"]
)
def test_a_download_that_is_none_is_refused(query):
    user = keeper()
    assert signed_in(user).get(f"/penilaian/{ready_run(user).pk}/unduh/{query}").status_code == 422


def test_downloads_are_attachments_that_no_browser_guesses_about():
    user = keeper()
    url = f"/penilaian/{ready_run(user).pk}/unduh/"
    for query in ("?bentuk=xlsx", "?bentuk=csv&tabel=evaluasi"):
        answer = signed_in(user).get(url + query)
        assert answer["Content-Disposition"].startswith("attachment; ")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("place", ["/penilaian/", "/penilaian/unggah/", *PLACES, "unduh/?bentuk=xlsx"])
def test_pages_take_few_queries_whatever_the_rows(place):
    counted = []
    user = user_with(Role.UNIT_ADMIN)
    client = signed_in(user)
    for tables in (book(), None):
        url = post(client, sent(workbook(tables) if tables else samples.example()))["Location"]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(place if place.startswith("/") else url + place).status_code == 200
        counted.append(len(queries))
        ready_run(user)
    assert counted[0] == counted[1] <= 12


def hostile_tables():
    tables = book()
    for name in ("unit", "pegawai", "hasil", "indikator"):
        for row in tables[name][1:]:
            for place, cell in enumerate(row):
                if cell in ("Dinas", "Bidang", "Ani", "Budi", "Persen", "Kesalahan"):
                    row[place] = f"{cell}{HOSTILE}"
                if cell in ("Layanan tepat waktu", "Data mutakhir"):
                    row[place] = f"{cell}{HOSTILE}"
    tables["keputusan"][2][3] = HOSTILE
    tables["unit"][0].append(HOSTILE)
    return tables


@pytest.mark.parametrize("place", [*PLACES, "unit/2/", "orang/2/"])
def test_stored_xss_hostile_text_stays_text(place):
    client = signed_in(keeper())
    url = post(client, sent(workbook(hostile_tables()), name=f"{HOSTILE}.xlsx"))["Location"]
    page = client.get(url + place)
    assert page.status_code == 200
    html = page.content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "<svg/onload" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "{% debug %}" in unescape(html)


def test_stored_xss_hostile_text_stays_text_among_the_faults_and_in_the_list():
    tables = hostile_tables()
    tables["perilaku"][1][2] = HOSTILE
    client = signed_in(keeper())
    url = post(client, sent(workbook(tables), name="<script>alert(1)<b>.xlsx"))["Location"]
    for address in (url, "/penilaian/"):
        html = client.get(address).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;b&gt;" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in client.get(url).content.decode()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_formula_injection_cells_become_text(start):
    tables = book()
    code = f"{start}HYPERLINK(1)"
    for row in (*tables["unit"][1:], *tables["pegawai"][1:]):
        row[:] = [code if cell == "D" else cell for cell in row]
    client = signed_in(keeper())
    url = post(client, sent(workbook(tables)))["Location"]
    text = client.get(f"{url}unduh/?bentuk=csv&tabel=evaluasi").content.decode()
    shown = code.strip()  # cells are trimmed when they are read
    unit = text.splitlines()[1].split(",")[1]
    assert unit == (shown if shown.startswith("HYPERLINK") else f"'{shown}")
    content = client.get(f"{url}unduh/?bentuk=xlsx").content
    result = CalamineWorkbook.from_filelike(BytesIO(content))
    assert result.get_sheet_by_name("evaluasi").to_python()[1][1] == shown
    assert b"<f>" not in content


def test_negative_numbers_of_the_result_stay_numbers():
    tables = numeric_book()
    tables["indikator"][2][8] = 40  # lower is better: the achievement is below 0
    client = signed_in(keeper())
    url = post(client, sent(workbook(tables)), rules="num-2019")["Location"]
    lines = client.get(f"{url}unduh/?bentuk=csv&tabel=indikator").content.decode().splitlines()
    assert ",-" in lines[2]
    assert "'-" not in lines[2]


def test_no_personal_data_in_addresses_or_logs(caplog):
    caplog.set_level(logging.DEBUG)
    tables = book()
    tables["perilaku"][1][2] = "rahasia sekali"
    client = signed_in(keeper())
    bad = post(client, sent(workbook(tables), name="Ani Rahasia.xlsx"))["Location"]
    good = post(client, sent(workbook(), name="Ani Rahasia.xlsx"))["Location"]
    post(client, sent(b"<x>", name="Ani Rahasia.xlsx"))
    for address in (bad, *(good + place for place in PLACES)):
        client.get(address)
    logged = "\n".join(record.getMessage() for record in caplog.records if "django.db" not in record.name)
    links = "\n".join(re.findall(r'href="([^"]+)"', client.get(f"{good}unit/1/").content.decode()))
    for secret in (A, B, "Ani", "rahasia"):
        assert secret not in logged
        assert secret not in links


def test_the_pages_speak_english():
    client, url = example_run(keeper())
    client.cookies["bahasa"] = "en"
    page = words(client.get(f"{url}orang/4/"))
    assert "Meets expectation" in page
    assert "Very good at most 70%; Very good the largest group" in page


@pytest.mark.db
def test_a_result_without_its_files_cannot_be_stored():
    user = keeper()
    with pytest.raises(IntegrityError):
        WorkbookRun.objects.create(
            owner=user, name="x", size=1, sha256="", rules="eksp-2022", day=NOW.date(), rule_version="x",
            state=RunState.READY, created_at=NOW,
        )  # fmt: skip


@pytest.mark.db
def test_a_part_of_an_upload_stands_once():
    run = run_of(keeper())
    part = run.files.get()
    with pytest.raises(IntegrityError):
        WorkbookFile.objects.create(run=run, file=run.inputs, part=part.part)  # type: ignore[misc]
