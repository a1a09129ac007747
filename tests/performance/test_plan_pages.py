"""The screens of plans, as the employee and the rater meet them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.performance.locking import stamp
from betang.performance.models import Approach, Indicator, Plan, PlanVersion, Result, VersionState
from tests.people.build import NOW, account, nip, person
from tests.performance import build

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>"
MOST_QUERIES = 12
LARGEST = 200_000
NOWHERE = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def year(city):
    return build.plans(city)


@pytest.fixture
def as_(client):
    """Sign in as an employee."""

    def sign_in(who, *roles):
        client.force_login(who.user or account(who, f"akun-{who.pk}", *roles))
        return client

    return sign_in


def asked(client, url, **data):
    """Open a page; give how many questions it asked, and the page."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url, data)
    assert answer.status_code == 200, answer.content[:500]
    assert len(answer.content) < LARGEST
    return len(queries), answer.content.decode()


def of(name, plan, *more):
    return reverse(name, args=[plan.uid, *more])


RESULT = {"text": "Terbitnya KK tepat waktu", "kind": "UTAMA"}
FORMSET = {"indikator-TOTAL_FORMS": "1", "indikator-INITIAL_FORMS": "0"}
INDICATOR = {
    "indikator-0-text": "Selesai tepat waktu",
    "indikator-0-aspect": "waktu",
    "indikator-0-target": "92,5",
    "indikator-0-measure_unit": "%",
    "indikator-0-polarity": "positif",
}


def test_a_plan_is_written_submitted_and_agreed_through_the_pages(city, year, as_):
    client = as_(city.clerk)
    asked(client, reverse("plan_mine"))
    done = client.post(of("plan_result_new", year.clerk), RESULT | FORMSET | INDICATOR)
    assert done.headers["Location"] == of("plan_edit", year.clerk)
    _count, page = asked(client, of("plan_edit", year.clerk))
    assert "Terbitnya KK tepat waktu" in page
    assert "92,5 %" in page
    client.post(of("plan_annex", year.clerk), {"dukungan": "Pemindai\nPelatihan", "konsekuensi": ""})
    client.post(of("plan_expectations", year.clerk), {"LOYAL": "Jaga rahasia"})
    sent = client.post(of("plan_submit", year.clerk), follow=True).content.decode()
    assert "Diajukan" in sent
    client = as_(city.chief)
    _count, page = asked(client, reverse("plan_team"))
    assert of("plan_decide", year.clerk) in page
    _count, page = asked(client, of("plan_decide", year.clerk))
    for words in ("Pemindai", "Jaga rahasia", "mendahului SKP Anda"):
        assert words in page
    version = year.clerk.versions.get()
    seen = version.submitted_at.isoformat()
    refused = client.post(of("plan_return", year.clerk), {"seen": seen, "comment": ""})
    assert refused.status_code == 422
    assert "Tulis apa yang perlu diperbaiki" in refused.content.decode()
    client.post(of("plan_agree", year.clerk), {"seen": seen, "comment": ""})
    version.refresh_from_db()
    assert version.state == VersionState.AGREED
    assert client.post(of("plan_agree", year.clerk), {"seen": seen}).status_code == 404


def test_a_stale_decision_is_told_and_changes_nothing(city, year, as_):
    build.filled(year.clerk, VersionState.SUBMITTED)
    client = as_(city.chief)
    answer = client.post(of("plan_agree", year.clerk), {"seen": "2026-01-01T00:00:00+00:00"})
    assert answer.status_code == 409
    assert year.clerk.versions.get().state == VersionState.SUBMITTED


def test_what_is_missing_is_said_on_the_draft(city, year, as_):
    client = as_(city.clerk)
    Result.objects.create(version=year.clerk.versions.get(), text="Melaksanakan arsip")
    page = client.post(of("plan_submit", year.clerk), follow=True).content.decode()
    assert "SKP belum dapat diajukan" in page
    assert "adalah kegiatan" in page
    assert year.clerk.versions.get().state == VersionState.DRAFT


def test_another_row_is_asked_for_without_saving(city, year, as_):
    client = as_(city.clerk)
    data = RESULT | FORMSET | INDICATOR | {"tambah": "1"}
    answer = client.post(of("plan_result_new", year.clerk), data)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="indikator-1-text"' in page
    assert 'value="Selesai tepat waktu"' in page
    assert "error-summary" not in page
    assert not Result.objects.exists()


def test_blank_rows_as_a_browser_sends_them_count_for_nothing(city, year, as_):
    client = as_(city.clerk)
    blank = {"indikator-1-aspect": "kuantitas", "indikator-1-polarity": "positif", "indikator-1-text": ""}
    data = RESULT | FORMSET | INDICATOR | {"indikator-TOTAL_FORMS": "2"} | blank
    assert client.post(of("plan_result_new", year.clerk), data).status_code == 302
    row = Result.objects.get()
    assert row.indicators.count() == 1
    steps = {
        "langkah-TOTAL_FORMS": "2",
        "langkah-INITIAL_FORMS": "0",
        "langkah-0-text": "Uji petik",
        "langkah-0-result": str(row.lineage),
        "langkah-1-text": "",
        "langkah-1-result": str(row.lineage),
        "langkah-1-period": "",
    }
    assert client.post(of("plan_steps", year.clerk), steps).status_code == 302
    assert [step.text for step in row.version.steps.all()] == ["Uji petik"]
    kept = steps | {
        "langkah-INITIAL_FORMS": "1",
        "langkah-0-pk": str(row.version.steps.get().pk),
        "langkah-0-DELETE": "on",
    }
    assert client.post(of("plan_steps", year.clerk), kept).status_code == 302
    assert not row.version.steps.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("indikator-0-target", "1.500", "Tulis 1500 untuk ribuan atau 1,500 untuk desimal"),
        ("indikator-0-target", "banyak", "Tulis angka saja"),
        ("indikator-0-target_top", "10", "Batas atas rentang"),
        ("indikator-0-aspect", "ramalan", "ramalan"),
        ("text", "", "harus diisi"),
        ("kind", "WAJIB", "WAJIB"),
        ("indikator-0-text", "x" * 301, "300"),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_writes_nothing(city, year, as_, field, value, words):
    client = as_(city.clerk)
    answer = client.post(of("plan_result_new", year.clerk), RESULT | FORMSET | INDICATOR | {field: value})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Result.objects.exists()
    assert not Indicator.objects.exists()


def test_over_posting_sets_nothing_that_the_form_does_not_ask(city, year, as_):
    client = as_(city.clerk)
    foreign = build.result(year.stranger.versions.get())
    extra = {"lineage": NOWHERE, "order": "77", "version": str(foreign.version_id), "measure": "diam-diam"}
    client.post(of("plan_result_new", year.clerk), RESULT | FORMSET | INDICATOR | extra)
    row = year.clerk.versions.get().results.get()
    assert (str(row.lineage) != NOWHERE, row.order, row.measure) == (True, 0, "")
    superior = build.result(year.chief.versions.get())
    bad = client.post(
        of("plan_result", year.clerk, row.pk), RESULT | FORMSET | {"parent_lineage": str(foreign.lineage)}
    )
    assert bad.status_code == 422
    good = RESULT | {"indikator-TOTAL_FORMS": "0", "indikator-INITIAL_FORMS": "0"}
    client.post(of("plan_result", year.clerk, row.pk), good | {"parent_lineage": str(superior.lineage)})
    row.refresh_from_db()
    assert row.parent_lineage == superior.lineage


def test_foreign_row_of_another_plan_is_not_reached_through_ones_own(city, year, as_):
    client = as_(city.clerk)
    foreign = build.result(year.chief.versions.get())
    for name in ("plan_result_remove", "plan_result_move", "plan_result"):
        assert client.post(of(name, year.clerk, foreign.pk), RESULT | FORMSET).status_code == 404
    for name in ("plan", "plan_edit", "plan_annex"):
        assert client.get(of(name, year.stranger)).status_code == 404
    foreign.refresh_from_db()
    assert foreign.text != RESULT["text"]


def test_who_may_read_may_not_write(city, year, as_):
    build.filled(year.clerk, VersionState.SUBMITTED)
    client = as_(city.head)  # leads the office above, rates the chief and not the clerk
    assert client.get(of("plan", year.clerk)).status_code == 200
    for name in ("plan_begin", "plan_submit", "plan_withdraw", "plan_copy", "plan_agree", "plan_return"):
        assert client.post(of(name, year.clerk)).status_code == 403
    for name in ("plan_edit", "plan_result_new", "plan_annex", "plan_steps", "plan_expectations", "plan_decide"):
        assert client.get(of(name, year.clerk)).status_code == 403
    assert client.get(of("plan_revise", year.clerk)).status_code == 403
    assert year.clerk.versions.get().state == VersionState.SUBMITTED


def test_the_own_plan_is_never_decided_even_with_oneself_as_rater(city, year, as_):
    version = build.filled(year.chief, VersionState.SUBMITTED)
    Plan.objects.filter(pk=year.chief.pk).update(rater=city.chief)
    client = as_(city.chief, Role.BKPSDM)
    seen = stamp(version)
    assert client.post(of("plan_agree", year.chief), {"seen": seen}).status_code == 403
    assert of("plan_decide", year.chief) not in asked(client, reverse("plan_team"))[1]


def test_hostile_text_stays_text(city, year, as_):
    client = as_(city.clerk)
    hostile = {"text": HOSTILE, "indikator-0-text": HOSTILE, "indikator-0-definition": HOSTILE}
    client.post(of("plan_result_new", year.clerk), RESULT | FORMSET | INDICATOR | hostile)
    client.post(of("plan_annex", year.clerk), {"dukungan": HOSTILE})
    client.post(of("plan_expectations", year.clerk), {"LOYAL": HOSTILE})
    row = Result.objects.get()
    steps = {
        "langkah-TOTAL_FORMS": "1",
        "langkah-INITIAL_FORMS": "0",
        "langkah-0-text": HOSTILE,
        "langkah-0-result": str(row.lineage),
    }
    client.post(of("plan_steps", year.clerk), steps)
    pages = ["plan", "plan_edit", "plan_annex", "plan_expectations", "plan_steps"]
    for url in (*(of(name, year.clerk) for name in pages), of("plan_result", year.clerk, row.pk), reverse("plan_mine")):
        page = asked(client, url)[1]
        assert HOSTILE not in page
        assert "&lt;script&gt;" in page


def test_all_versions_stay_readable(city, year, as_):
    build.filled(year.clerk, VersionState.REPLACED)
    second = build.version(year.clerk, VersionState.AGREED, number=2, reason="Target kota berubah")
    build.result(second, "Terwujudnya hasil baru")
    client = as_(city.clerk)
    _count, page = asked(client, of("plan", year.clerk))
    assert "Terwujudnya hasil baru" in page
    assert "?versi=1" in page
    _count, page = asked(client, of("plan", year.clerk), versi="1")
    assert "Terwujudnya hasil 1" in page
    assert client.get(of("plan", year.clerk), {"versi": "9"}).status_code == 404


@pytest.mark.db
def test_the_rater_sees_what_differs_from_the_version_agreed_before(city, year, as_):
    build.filled(year.clerk, VersionState.AGREED)
    chief = as_(city.chief)
    chief.post(of("plan_revise", year.clerk), {"reason": "Target kota berubah"})
    new = year.clerk.versions.get(number=2)
    first, second = new.results.all()
    Indicator.objects.filter(result=first).update(target=95)
    second.delete()
    build.result(new, HOSTILE)
    PlanVersion.objects.filter(pk=new.pk).update(state=VersionState.SUBMITTED, submitted_at=NOW)
    count, page = asked(chief, of("plan_decide", year.clerk))
    assert count <= MOST_QUERIES
    assert "Yang berubah sejak versi 1" in page
    assert "90 % menjadi 95 %" in page
    assert "Dihapus: “Terwujudnya hasil 2" in page
    assert "Baru: “&lt;script&gt;" in page
    assert HOSTILE not in page


@pytest.mark.db
def test_the_path_leads_from_the_citys_goal_to_the_own_result(city, year, as_):
    top = build.goal(year.cycle, "Pelayanan publik cepat", city.root)
    office = build.goal(year.cycle, "Dokumen selesai sesuai janji", city.office, parent=top)
    chiefs = build.filled(year.chief, VersionState.AGREED, results=1).results.get()
    Result.objects.filter(pk=chiefs.pk).update(goal=office)
    mine = build.result(year.clerk.versions.get(), "Verifikasi benar sejak pertama", parent_lineage=chiefs.lineage)
    client = as_(city.clerk)
    _count, page = asked(client, reverse("plan_mine"))
    path = page[page.index('<ol class="jalur">') : page.index("</ol>", page.index('<ol class="jalur">'))]
    stops = [top.text, office.text, chiefs.text, mine.text]
    assert [path.index(stop) for stop in stops] == sorted(path.index(stop) for stop in stops)
    assert "Citra Lestari" in path


def fill(plan, number):
    version = plan.versions.get()
    for one in range(number):
        row = build.result(version, f"Terwujudnya hasil {one}")
        for _more in range(2):
            build.indicator(row)


PAGES = ("plan_matrix", "plan_mine", "plan", "plan_edit", "plan_steps", "plan_result", "plan_team", "plan_decide")


@pytest.mark.parametrize("name", PAGES)
def test_pages_ask_few_questions_however_many_rows(city, year, as_, name):
    build.result(year.chief.versions.get())
    fill(year.clerk, 2)
    client = as_(city.chief if name in {"plan_team", "plan_decide", "plan_matrix"} else city.clerk)
    if name == "plan_decide":
        PlanVersion.objects.filter(plan=year.clerk).update(state=VersionState.SUBMITTED, submitted_at=NOW)
    more = [year.clerk.versions.get().results.all()[0].pk] if name == "plan_result" else []
    url = reverse(name) if name in {"plan_mine", "plan_team", "plan_matrix"} else of(name, year.clerk, *more)
    before, _page = asked(client, url)
    fill(year.clerk, 12)
    if name in {"plan_team", "plan_matrix"}:
        for number in range(20, 45):
            build.plan(year.cycle, person(number, f"Pegawai {number}"), city.chief, city.division)
    after, _page = asked(client, url)
    assert after == before
    assert after <= MOST_QUERIES


WRITTEN = (
    "plan_edit",
    "plan_result_new",
    "plan_result",
    "plan_annex",
    "plan_expectations",
    "plan_steps",
    "plan_import",
)


@pytest.mark.parametrize("name", ["plan", *WRITTEN, "plan_mine"])
def test_a_head_of_a_unit_whose_superior_has_a_plan_is_asked_for_no_more(city, year, as_, name):
    superior = build.filled(year.head, VersionState.AGREED).results.all()[0]
    top = build.goal(year.cycle, "Pelayanan publik cepat", city.root)
    Result.objects.filter(pk=superior.pk).update(goal=build.goal(year.cycle, "Janji", city.office, parent=top))
    row = build.result(year.chief.versions.get(), parent_lineage=superior.lineage)
    client = as_(city.chief)
    more = [row.pk] if name == "plan_result" else []
    count, _page = asked(client, reverse(name) if name == "plan_mine" else of(name, year.chief, *more))
    assert count <= MOST_QUERIES


def test_a_qualitative_plan_has_its_one_cell_and_no_indicators(city, as_):
    year = build.plans(city, approach=Approach.QUALITATIVE)
    client = as_(city.clerk)
    _count, page = asked(client, of("plan_result_new", year.clerk))
    assert "indikator-0-text" not in page
    client.post(of("plan_result_new", year.clerk), RESULT | {"measure": "Semua berkas tersimpan"})
    assert "Semua berkas tersimpan" in asked(client, of("plan", year.clerk))[1]


def test_a_cell_of_the_matrix_gives_somebody_a_result_to_draft(city, year, as_):
    mine = build.filled(year.chief, VersionState.AGREED, results=1).results.get()
    client = as_(city.chief)
    url = of("plan_matrix_seed", year.clerk, mine.lineage)
    assert url in asked(client, reverse("plan_matrix"))[1]
    assert client.post(url, {"text": " "}).status_code == 422
    client.post(url, {"text": HOSTILE, "kind": "TAMBAHAN", "version": "1"})
    row = year.clerk.versions.get().results.get()
    assert (row.parent_lineage, row.kind, row.text) == (mine.lineage, "UTAMA", HOSTILE)
    page = asked(client, reverse("plan_matrix"))[1]
    assert "&lt;script&gt;" in page
    assert HOSTILE not in page
    assert client.get(of("plan_matrix_seed", year.clerk, row.lineage)).status_code == 404  # not one's own result
    assert client.get(of("plan_matrix_seed", year.head, mine.lineage)).status_code == 404
    PlanVersion.objects.filter(plan=year.clerk).update(state=VersionState.AGREED)
    refused = client.post(url, {"text": "Lagi"})
    assert refused.status_code == 422
    assert "versi berikutnya" in refused.content.decode()
    assert year.clerk.versions.get().results.count() == 1


def test_somebody_without_a_plan_is_told_why(city, as_):
    client = as_(city.clerk)
    assert "Belum ada SKP untuk Anda" in asked(client, reverse("plan_mine"))[1]
    assert "Tidak ada pegawai yang Anda nilai" in asked(client, reverse("plan_team"))[1]
    assert nip(4) not in asked(client, reverse("plan_mine"))[1]


def test_the_home_page_says_what_waits(city, year, as_):
    build.filled(year.clerk, VersionState.SUBMITTED)
    count, page = asked(as_(city.chief), reverse("desk"))
    assert count <= MOST_QUERIES
    assert "1 SKP menunggu keputusan Anda." in page
    assert "SKP Anda masih draf" in page
    _count, page = asked(as_(city.clerk), reverse("desk"))
    assert "SKP Anda menunggu keputusan penilai" in page
    assert "Putuskan SKP" not in page


def test_the_mayor_has_goals_across_for_want_of_a_plan(city, year, as_):
    top = build.goal(year.cycle, "Pelayanan publik cepat", city.root)
    elsewhere = build.goal(year.cycle, "Janji layanan", city.office, parent=top)
    client = as_(city.mayor)
    url = of("plan_matrix_goal", year.head, top.pk)
    count, page = asked(client, reverse("plan_matrix"))
    assert (url in page, "Janji layanan" in page, count <= MOST_QUERIES) == (True, False, True)
    assert client.post(url, {"text": " "}).status_code == 422
    client.post(url, {"text": "Layanan tanpa antre"})
    row = year.head.versions.get().results.get()
    assert (row.goal, row.parent_lineage, row.text) == (top, None, "Layanan tanpa antre")
    assert "Layanan tanpa antre" in asked(client, reverse("plan_matrix"))[1]
    assert client.get(of("plan_matrix_goal", year.head, elsewhere.pk)).status_code == 404
    assert as_(city.chief).get(of("plan_matrix_goal", year.clerk, top.pk)).status_code == 404
